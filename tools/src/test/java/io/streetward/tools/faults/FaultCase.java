package io.streetward.tools.faults;

import static io.streetward.ingest.StreamState.Phase.BLACK_PICTURE;
import static io.streetward.ingest.StreamState.Phase.DOWN;
import static io.streetward.ingest.StreamState.Phase.FROZEN_PICTURE;
import static io.streetward.ingest.StreamState.Phase.LIVE;
import static io.streetward.ingest.StreamState.Phase.NO_KEYFRAME;
import static io.streetward.ingest.StreamState.Phase.STALLED;
import static io.streetward.ingest.StreamState.Phase.UNAUTHORISED;

import io.streetward.ingest.StreamSettings;
import io.streetward.ingest.StreamState;
import io.streetward.tools.camera.CameraCredentials;
import io.streetward.tools.camera.Fault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault, and what an operator is to read of it.
 *
 * @param faults begin together, in this order
 * @param phase the state to be seen; LIVE when the fault must not disturb
 * @param reason words in it
 * @param mayDisturb the connection may suffer, and is then replaced
 */
record FaultCase(
        String name,
        List<Fault> faults,
        StreamState.Phase phase,
        String reason,
        StreamSettings.Transport transport,
        boolean h265,
        @Nullable Duration wrapAfter,
        boolean mayDisturb) {
    static final CameraCredentials USUAL = new CameraCredentials("viewer", "right");
    private static final CameraCredentials CHANGED = new CameraCredentials("viewer", "changed");
    private static final int SEED = 7;

    static List<FaultCase> all(Clips clips) {
        return List.of(
                of("accept, then silence", DOWN, "nothing came within", new Fault.Silent(Fault.Moment.ACCEPT), reset()),
                of("PLAY answered, no media", DOWN, "went silent", new Fault.Silent(Fault.Moment.MEDIA), reset()),
                of("stall in mid NAL", STALLED, "went silent: nothing came within", new Fault.Stall()),
                of("reset in mid frame", STALLED, "", new Fault.Reset(true)),
                of(
                        "password changed",
                        UNAUTHORISED,
                        "check this camera's user name and password",
                        new Fault.PasswordChange(CHANGED, true)),
                of("port closed", DOWN, "Connection refused", new Fault.Absent()),
                of("restart", DOWN, "Connection refused", new Fault.Restart()),
                of("garbage for answers", DOWN, "cannot open", new Fault.Garbage(Fault.Place.ANSWERS, SEED), reset()),
                of("garbage between frames", LIVE, "", new Fault.Garbage(Fault.Place.FRAMES, SEED))
                        .disturbing(),
                of("garbage in payloads", LIVE, "", new Fault.Garbage(Fault.Place.PAYLOAD, SEED)),
                of("no keyframes", NO_KEYFRAME, "no keyframe for", new Fault.NoKeyframes()),
                of("frozen picture", FROZEN_PICTURE, "the same picture", new Fault.FrozenPicture()),
                of("frozen picture, H.265", FROZEN_PICTURE, "the same picture", new Fault.FrozenPicture())
                        .inH265(),
                of("black picture", BLACK_PICTURE, "the picture is black", new Fault.BlackPicture()),
                of("timestamps jump ahead", LIVE, "", new Fault.TimestampJump(Duration.ofHours(3))),
                of("timestamps jump back", LIVE, "", new Fault.TimestampJump(Duration.ofSeconds(-40))),
                of("timestamps wrap", LIVE, "").wrapping(Duration.ofSeconds(4)),
                of(
                        "other size in the same session",
                        LIVE,
                        "640x360",
                        new Fault.ClipChange("street", clips.larger(), true)),
                of("other codec in a new SDP", STALLED, "", new Fault.ClipChange("street", clips.h265(), false)),
                of("5 % loss over UDP", LIVE, "", new Fault.Loss(0.05, SEED)).over(StreamSettings.Transport.UDP),
                of("UDP stalls", STALLED, "nothing came within", new Fault.Stall())
                        .over(StreamSettings.Transport.UDP));
    }

    /** Whether the stream is to go on as if nothing had happened. */
    boolean harmless() {
        return phase == LIVE;
    }

    private static Fault reset() {
        return new Fault.Reset(false);
    }

    private static FaultCase of(String name, StreamState.Phase phase, String reason, Fault... faults) {
        return new FaultCase(name, List.of(faults), phase, reason, StreamSettings.Transport.TCP, false, null, false);
    }

    private FaultCase inH265() {
        return new FaultCase(name, faults, phase, reason, transport, true, wrapAfter, false);
    }

    private FaultCase wrapping(Duration after) {
        return new FaultCase(name, faults, phase, reason, transport, h265, after, false);
    }

    private FaultCase over(StreamSettings.Transport other) {
        return new FaultCase(name, faults, phase, reason, other, h265, wrapAfter, false);
    }

    private FaultCase disturbing() {
        return new FaultCase(name, faults, phase, reason, transport, h265, wrapAfter, true);
    }
}
