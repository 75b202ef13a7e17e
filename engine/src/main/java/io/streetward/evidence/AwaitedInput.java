package io.streetward.evidence;

import io.streetward.detect.CropInput;
import io.streetward.detect.Detections;
import io.streetward.detect.DetectorException;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An input whose answer somebody waits for. Whoever drops it closes it, and that is an answer too: that there is none. */
final class AwaitedInput implements ModelInput {
    private final CropInput input;
    private final FrameRef frame;
    private final CompletableFuture<Optional<Detections>> answer = new CompletableFuture<>();

    /**
     * Takes over an input.
     *
     * @param place among those of one still: the batcher takes the newest of each name
     */
    AwaitedInput(CropInput input, int place) {
        this.input = input;
        FrameRef seen = input.frame();
        this.frame = new FrameRef(
                // No camera is likely to be called that, and a picture file's stream is.
                new StreamId("still-of-a-case." + place),
                seen.pts(),
                seen.receivedAt(),
                seen.widthPx(),
                seen.heightPx(),
                seen.keyframe());
    }

    /** Which part of the picture it shows. */
    NormalizedBox region() {
        return input.region();
    }

    void answer(Detections seen) {
        answer.complete(Optional.of(seen));
    }

    /**
     * Waits for the answer.
     *
     * @param deadlineNanos of {@link System#nanoTime()}
     */
    Detections await(long deadlineNanos) throws DetectorException {
        try {
            return answer.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .orElseThrow(() -> new DetectorException("the detector failed or was closed"));
        } catch (TimeoutException e) {
            throw new DetectorException("the detector did not answer in time", e);
        } catch (ExecutionException e) {
            throw new DetectorException("the detector failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DetectorException("interrupted while waiting for the detector", e);
        }
    }

    @Override
    public FrameRef frame() {
        return frame;
    }

    @Override
    public Letterbox letterbox() {
        return input.letterbox();
    }

    @Override
    public ByteBuffer pixels() {
        return input.pixels();
    }

    @Override
    public void close() {
        input.close();
        answer.complete(Optional.empty());
    }
}
