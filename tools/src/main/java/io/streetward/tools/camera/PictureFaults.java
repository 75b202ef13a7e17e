package io.streetward.tools.camera;

import io.streetward.media.VideoCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream's pictures as a faulty camera shows them: frozen, black, or without keyframes. What it shows instead is sent at
 * the times of the pictures it stands for, so that the stream's rate and its keyframes' distance stay as they are. For the
 * pump's thread.
 *
 * <p>A still picture begins with a keyframe at once and ends at a keyframe of the clip, so that the stream stays valid.
 */
final class PictureFaults {
    private static final int H264_IDR = 5;
    private static final int H265_CRA = 21;
    private static final int H265_BLA = 16;

    private final ActiveFaults faults;
    private @Nullable AccessUnit lastKeyframe;
    private @Nullable Still still;
    private long reorderTicks;
    private long lastPtsTicks = Long.MIN_VALUE;

    PictureFaults(ActiveFaults faults) {
        this.faults = faults;
    }

    /** A picture that stands: its keyframe, and how far it is from the last one sent. */
    private static final class Still {
        private final boolean black;
        private final byte[] keyframe;
        private final Optional<StillPictures> drawing;
        private int sinceKeyframe;
        private int keyframes;

        Still(boolean black, byte[] keyframe, Optional<StillPictures> drawing) {
            this.black = black;
            this.keyframe = keyframe;
            this.drawing = drawing;
        }

        /** Returns the next access unit's bytes. */
        byte[] next(boolean wantsKeyframe) {
            if (drawing.isEmpty() || wantsKeyframe || keyframes == 0) {
                sinceKeyframe = 0;
                keyframes++;
                return black ? drawing.orElseThrow().black(keyframe, keyframes) : keyframe;
            }
            sinceKeyframe++;
            return drawing.get().unchanged(sinceKeyframe);
        }

        boolean atKeyframe() {
            return drawing.isEmpty() || sinceKeyframe == 0;
        }
    }

    /** Forgets what was shown: another clip begins, with a keyframe. */
    void forget() {
        lastKeyframe = null;
        still = null;
    }

    /** Returns what the camera sends for a picture, or null for nothing. */
    @Nullable
    AccessUnit shown(AccessUnit unit, VideoCodec codec) {
        if (unit.keyframe() && begins(unit.annexB(), codec)) {
            lastKeyframe = unit;
            reorderTicks = unit.ptsTicks() - unit.dtsTicks();
        }
        boolean stood = still != null;
        stillOrNot(unit, codec);
        Still standing = still;
        if (standing != null) {
            byte[] bytes = standing.next(unit.keyframe());
            long pts = unit.dtsTicks() + reorderTicks;
            lastPtsTicks = pts;
            return new AccessUnit(bytes, unit.dtsTicks(), pts, unit.durationTicks(), standing.atKeyframe());
        }
        if (unit.keyframe() && faults.has(Fault.NoKeyframes.class)) {
            return null;
        }
        lastPtsTicks = Math.max(lastPtsTicks, unit.ptsTicks());
        return stood && codec == VideoCodec.H265 ? unit.showing(withBrokenLink(unit.annexB())) : unit;
    }

    private void stillOrNot(AccessUnit unit, VideoCodec codec) {
        boolean black = faults.has(Fault.BlackPicture.class) && codec == VideoCodec.H264;
        boolean wanted = black || faults.has(Fault.FrozenPicture.class);
        AccessUnit keyframe = lastKeyframe;
        if (!wanted) {
            still = unit.keyframe() ? null : still;
        } else if (keyframe != null && (still == null ? nothingLeftToShow(unit) : still.black != black)) {
            still = still(black, keyframe.annexB(), codec);
        }
    }

    /** Tells whether all pictures sent so far are shown before one that is sent now, in place of a unit. */
    private boolean nothingLeftToShow(AccessUnit unit) {
        return unit.dtsTicks() + reorderTicks > lastPtsTicks;
    }

    private static Still still(boolean black, byte[] keyframe, VideoCodec codec) {
        if (codec == VideoCodec.H265) {
            return new Still(false, withBrokenLink(keyframe), Optional.empty());
        }
        Optional<StillPictures> drawing = StillPictures.forStream(keyframe);
        return black && drawing.isPresent()
                ? new Still(true, ParameterSets.of(keyframe), drawing)
                : new Still(false, keyframe, drawing);
    }

    /** Tells whether decoding can begin anew here, with nothing from before: not at a mere recovery point. */
    private static boolean begins(byte[] annexB, VideoCodec codec) {
        return codec == VideoCodec.H265 || indexOf(annexB, H264_IDR, codec) >= 0;
    }

    /** Turns a clean random access picture, which may not follow itself, into a broken link access picture, which may. */
    private static byte[] withBrokenLink(byte[] keyframe) {
        byte[] copy = keyframe.clone();
        for (int nal = ParameterSets.nextNal(copy, 0); nal >= 0; nal = ParameterSets.nextNal(copy, nal + 3)) {
            if (ParameterSets.type(copy, nal + 3, VideoCodec.H265) == H265_CRA) {
                copy[nal + 3] = (byte) ((copy[nal + 3] & 0x81) | (H265_BLA << 1));
            }
        }
        return copy;
    }

    private static int indexOf(byte[] annexB, int wanted, VideoCodec codec) {
        for (int nal = ParameterSets.nextNal(annexB, 0); nal >= 0; nal = ParameterSets.nextNal(annexB, nal + 3)) {
            if (ParameterSets.type(annexB, nal + 3, codec) == wanted) {
                return nal;
            }
        }
        return -1;
    }
}
