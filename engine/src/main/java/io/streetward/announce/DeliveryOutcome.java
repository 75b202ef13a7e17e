package io.streetward.announce;

import java.util.Optional;

/** What became of an announcement. */
public sealed interface DeliveryOutcome {
    /**
     * All of it was sent, and nothing said that it was not taken.
     *
     * @param deviceAnswer what the device itself said, where its protocol lets it answer; empty for plain RTP paging
     */
    record Delivered(Transmission sent, Optional<String> deviceAnswer) implements DeliveryOutcome {}

    /**
     * It was not said, or not to its end.
     *
     * @param detail a sentence for the operator: what happened, what was expected, what to do
     * @param sent what did leave before; empty when nothing did
     */
    record Failed(Reason reason, String detail, Optional<Transmission> sent) implements DeliveryOutcome {
        /** A failure before the first packet. */
        public static Failed before(Reason reason, String detail) {
            return new Failed(reason, detail, Optional.empty());
        }
    }

    /** Why, in the few kinds that a ladder of announcements treats differently. */
    enum Reason {
        /** The clip could not be made: the file or the voice is missing or broken. */
        NO_SOUND,
        /** No speaker of that id. */
        UNKNOWN_SPEAKER,
        /** Too much was waiting for this speaker, and newer announcements went first. */
        CROWDED_OUT,
        /** It was cut short to let something more urgent speak. */
        INTERRUPTED,
        /** The network or the device could not be reached. */
        UNREACHABLE,
        /** The device is there and would not take it. */
        REFUSED,
        /** The engine is shutting down. */
        CLOSED
    }
}
