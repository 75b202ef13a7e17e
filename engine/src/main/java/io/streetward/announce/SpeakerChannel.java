package io.streetward.announce;

import java.util.concurrent.CompletionStage;

/**
 * The way to one loudspeaker: RTP paging, and later an ONVIF backchannel, SIP, a vendor's HTTP.
 *
 * <p>A channel knows its protocol and nothing of queues, cases or wording: {@link Speaker} sees to it that one sound plays
 * at a time. A channel connects when asked to speak and lets go afterwards, so a device that was away is found again
 * without help.
 */
public interface SpeakerChannel extends AutoCloseable {
    /** The sample rate of the sound it takes, Hz. */
    int sampleRateHz();

    /**
     * Plays one sound to its end. Returns at once.
     *
     * @return completes when the sound has been played or has failed; never exceptionally. Completed on an event loop:
     *     what follows must not block
     * @throws IllegalStateException when a sound is playing
     * @throws IllegalArgumentException when the sound has another sample rate
     */
    CompletionStage<DeliveryOutcome> speak(PcmSource sound);

    /** Cuts short what is playing, which then ends as {@link DeliveryOutcome.Reason#INTERRUPTED}; else does nothing. */
    void interrupt();

    /** Cuts short what is playing, as {@link DeliveryOutcome.Reason#CLOSED}, and takes no more. */
    @Override
    void close();
}
