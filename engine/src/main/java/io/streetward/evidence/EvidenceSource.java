package io.streetward.evidence;

import io.streetward.cases.PictureFacts;
import io.streetward.media.ClockOffset;
import io.streetward.scene.ViewState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What evidence has to know of the stream it is cut from.
 *
 * @param pictureTolerance how far the picture shown may lie from the moment that was analysed; zero where the same stream
 *     is analysed and recorded, so that the very picture is there
 * @param clock how far the camera's clock is off now; empty when the camera does not tell its time
 * @param view whether the camera sees its place now; empty when nobody judges that
 */
public record EvidenceSource(
        Duration pictureTolerance, Supplier<Optional<ClockOffset>> clock, Supplier<Optional<ViewState>> view) {
    /** Two streams of one camera are held together to well within this. */
    private static final Duration BETWEEN_STREAMS = Duration.ofMillis(500);

    /** Of the stream that is analysed. */
    public static EvidenceSource ofAnalysedStream(Supplier<Optional<ClockOffset>> clock) {
        return new EvidenceSource(Duration.ZERO, clock, Optional::empty);
    }

    /** Of a stream beside the one that is analysed: the nearest picture is taken. */
    public static EvidenceSource ofOtherStream(Supplier<Optional<ClockOffset>> clock) {
        return new EvidenceSource(BETWEEN_STREAMS, clock, Optional::empty);
    }

    /** The same of a camera whose view is judged. */
    public EvidenceSource withView(Supplier<Optional<ViewState>> judged) {
        return new EvidenceSource(pictureTolerance, clock, judged);
    }

    /** What is known of a picture of that size taken at a time when the view was judged so. */
    static PictureFacts facts(int widthPx, int heightPx, Optional<ViewState> judged) {
        return judged.map(state -> new PictureFacts(widthPx, heightPx, viewOf(state.phase()), state.why()))
                .orElseGet(
                        () -> new PictureFacts(widthPx, heightPx, PictureFacts.View.UNKNOWN, "nobody judged the view"));
    }

    private static PictureFacts.View viewOf(ViewState.Phase phase) {
        return switch (phase) {
            case LEARNING -> PictureFacts.View.LEARNING;
            case CLEAR -> PictureFacts.View.CLEAR;
            case MOVED -> PictureFacts.View.MOVED;
            case BLINDED -> PictureFacts.View.BLINDED;
        };
    }
}
