package io.streetward.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.streetward.codec.FfmpegException;
import io.streetward.codec.FrameScaler;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.PixelBox;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import io.streetward.scene.SceneModel;
import io.streetward.scene.ScenePicture;
import io.streetward.scene.SceneView;
import io.streetward.track.TrackSet;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one camera's pictures to its scene model together with what the detector found in the very same picture.
 *
 * <p>Pictures are kept on the decode lane and looked at on the rule lane, once their detections are there. At most
 * {@value #CAPACITY} wait; beyond that the oldest is dropped and counted in {@code streetward.scene.dropped}.
 */
final class SceneStage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SceneStage.class);

    /** One with the detector, one waiting for it, one with the rules, one being scaled. */
    private static final int CAPACITY = 4;

    private final StreamId stream;
    private final SceneModel model;
    private final FrameScaler scaler = new FrameScaler();
    private final FrameSampler sampler = new FrameSampler(Duration.ofMillis(SceneModel.LOOKS_APART_MS));
    private final Counter dropped;
    private final Deque<Kept> waiting = new ArrayDeque<>();
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private @Nullable SceneView view;

    SceneStage(StreamId stream, SceneModel model, MeterRegistry meters) {
        this.stream = stream;
        this.model = model;
        this.dropped = meters.counter("streetward.scene.dropped", "camera", stream.value());
    }

    /** Keeps a picture that goes to the detector, if one is due; on the decode lane. */
    void keep(VideoFrame frame) throws FfmpegException {
        if (!sampler.wants(frame.pts())) {
            return;
        }
        int widthPx = widthPx(frame);
        int heightPx = heightPx(frame);
        ByteBuffer pixels = buffer(widthPx * heightPx * 3);
        scaler.scale(frame, pixels, widthPx, new PixelBox(0, 0, widthPx, heightPx), true);
        synchronized (this) {
            waiting.addLast(new Kept(FrameRef.of(frame), widthPx, heightPx, pixels));
            while (waiting.size() > CAPACITY) {
                dropped.increment();
                waiting.removeFirst().close();
            }
        }
    }

    /** What the place looks like as of the last picture kept up to this one; on the rule lane. */
    SceneView look(TrackSet tracks) {
        Kept picture = take(tracks.frame().pts());
        if (picture != null) {
            try (picture) {
                SceneView before = view;
                view = model.look(picture, tracks);
                tell(before, view);
            }
        }
        return view == null ? SceneView.unknown(tracks.frame()) : view;
    }

    /** Frees the model; the decode and rule lanes have ended. */
    @Override
    public void close() {
        scaler.close();
        model.close();
    }

    private void tell(@Nullable SceneView before, SceneView now) {
        boolean trusted = before == null || before.state().trusted();
        if (trusted && !now.state().trusted()) {
            LOG.warn("camera {}: rules are suspended: {}", stream, now.state().why());
        } else if (!trusted && now.state().trusted()) {
            LOG.info("camera {}: the view is clear again, rules go on", stream);
        }
    }

    /** The picture of this moment; older ones will not be asked for any more. */
    private synchronized @Nullable Kept take(MediaTime pts) {
        while (!waiting.isEmpty()) {
            int order = waiting.getFirst().frame().pts().compareTo(pts);
            if (order > 0 && !isAnotherTimeline(waiting.getFirst(), pts)) {
                return null;
            }
            Kept first = waiting.removeFirst();
            if (order == 0) {
                return first;
            }
            first.close();
        }
        return null;
    }

    /** After a step back of media time, what was kept before it lies in the future for good. */
    private static boolean isAnotherTimeline(Kept kept, MediaTime pts) {
        return kept.frame().pts().since(pts).compareTo(Duration.ofSeconds(60)) > 0;
    }

    private synchronized ByteBuffer buffer(int sizeBytes) {
        ByteBuffer reused = free.pollFirst();
        return reused != null && reused.capacity() == sizeBytes ? reused : ByteBuffer.allocateDirect(sizeBytes);
    }

    private synchronized void giveBack(ByteBuffer pixels) {
        if (free.size() < CAPACITY) {
            free.addLast(pixels);
        }
    }

    /** How wide the scene model sees a picture. */
    static int widthPx(VideoFrame frame) {
        return even(Math.min(ScenePicture.MAX_WIDTH_PX, frame.widthPx()));
    }

    /** How high the scene model sees a picture. */
    static int heightPx(VideoFrame frame) {
        return even((int) Math.round((double) widthPx(frame) * frame.heightPx() / frame.widthPx()));
    }

    private static int even(int px) {
        return Math.max(2, px - px % 2);
    }

    private final class Kept implements ScenePicture {
        private final FrameRef frame;
        private final int widthPx;
        private final int heightPx;
        private final ByteBuffer pixels;

        Kept(FrameRef frame, int widthPx, int heightPx, ByteBuffer pixels) {
            this.frame = frame;
            this.widthPx = widthPx;
            this.heightPx = heightPx;
            this.pixels = pixels;
        }

        @Override
        public FrameRef frame() {
            return frame;
        }

        @Override
        public int widthPx() {
            return widthPx;
        }

        @Override
        public int heightPx() {
            return heightPx;
        }

        @Override
        public ByteBuffer pixels() {
            return pixels;
        }

        @Override
        public void close() {
            giveBack(pixels);
        }
    }
}
