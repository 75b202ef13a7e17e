package io.streetward.tools.camera;

import io.streetward.media.VideoCodec;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.jspecify.annotations.Nullable;

/**
 * A video file played once or round and round, on one timeline that begins at 0 and never jumps: the first picture of
 * each pass comes one frame time after the last of the pass before it. For one thread.
 *
 * <p>The file is opened anew for each pass: unlike seeking back to its start, that works the same in every container.
 */
final class LoopingVideo implements AutoCloseable {
    private final Path file;
    private final boolean loop;
    private VideoFile pass;
    private long passes = 1;
    private long offsetTicks;
    private long passFirstDtsTicks = Long.MIN_VALUE;
    private long lastDtsTicks;
    private long lastDurationTicks;

    /**
     * Opens the file.
     *
     * @throws CameraException when there is no such file, or no H.264 or H.265 video in it
     */
    LoopingVideo(Path file, boolean loop) throws CameraException {
        this.file = file;
        this.loop = loop;
        this.pass = VideoFile.open(file);
    }

    VideoCodec codec() {
        return pass.codec();
    }

    /** Returns the codec's parameters; to be read or copied before the next access unit is asked for. */
    AVCodecParameters parameters() {
        return pass.parameters();
    }

    /** Returns the parameter sets as Annex B. */
    byte[] parameterSets() {
        return pass.parameterSets();
    }

    /** Returns how often the file was begun again. */
    long loops() {
        return passes - 1;
    }

    /** Returns the next access unit, timed on the common timeline, or null at the end when not looping. */
    @Nullable
    AccessUnit next() throws CameraException {
        AccessUnit unit = pass.next();
        if (unit == null && passFirstDtsTicks == Long.MIN_VALUE) {
            throw new CameraException(file + ": no keyframe in it");
        }
        if (unit == null && loop) {
            beginAgain();
            unit = pass.next();
            if (unit == null) {
                throw new CameraException(file + ": its pictures are gone; was it cut short while it played?");
            }
        }
        return unit == null ? null : onTimeline(unit);
    }

    private void beginAgain() throws CameraException {
        pass.close();
        pass = VideoFile.open(file);
        passes++;
        passFirstDtsTicks = Long.MIN_VALUE;
        offsetTicks = lastDtsTicks + Math.max(1, lastDurationTicks);
    }

    private AccessUnit onTimeline(AccessUnit unit) {
        if (passFirstDtsTicks == Long.MIN_VALUE) {
            passFirstDtsTicks = unit.dtsTicks();
        }
        long shift = offsetTicks - passFirstDtsTicks;
        long dts = unit.dtsTicks() + shift;
        // The last picture's own duration where the container has one, else the time since the one before it.
        lastDurationTicks = unit.durationTicks() > 0 ? unit.durationTicks() : dts - lastDtsTicks;
        lastDtsTicks = dts;
        return unit.at(dts, unit.ptsTicks() + shift);
    }

    @Override
    public void close() {
        pass.close();
    }
}
