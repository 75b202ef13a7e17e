package io.streetward.announce;

/**
 * Mono sound as 16-bit linear PCM, pulled by a {@link SpeakerChannel} one packet at a time, at the speed it is played.
 *
 * <p>A {@link Clip} is one; an operator's live voice is another. Read by one thread, an event loop: never blocks.
 */
public interface PcmSource {
    /** Returned by {@link #read} when nothing is left. */
    int END = -1;

    /** Samples per second. */
    int sampleRateHz();

    /**
     * Puts the next samples into {@code frame}, from index 0.
     *
     * @return how many: {@code frame.length}; fewer when these are the last; 0 when a live source has none yet;
     *     {@link #END} when nothing is left
     */
    int read(short[] frame);
}
