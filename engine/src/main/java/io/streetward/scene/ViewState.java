package io.streetward.scene;

/**
 * Whether a camera's picture can be judged.
 *
 * @param why a sentence an operator understands; empty while the view is clear
 */
public record ViewState(Phase phase, String why) {
    public enum Phase {
        /** The usual look of the place is still being learnt; static regions are not told yet. */
        LEARNING,
        /** The camera looks where it always did. */
        CLEAR,
        /** The camera was turned or knocked: zones no longer lie where they were drawn. */
        MOVED,
        /** Covered, sprayed, fogged or dazzled: nothing can be seen. */
        BLINDED
    }

    public static final ViewState CLEAR = new ViewState(Phase.CLEAR, "");
    public static final ViewState LEARNING = new ViewState(Phase.LEARNING, "the place's usual look is being learnt");

    /** Whether rules may judge what they are shown. */
    public boolean trusted() {
        return phase == Phase.LEARNING || phase == Phase.CLEAR;
    }
}
