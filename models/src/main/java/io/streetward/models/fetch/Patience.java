package io.streetward.models.fetch;

import java.time.Duration;

/**
 * How much trouble a download bears.
 *
 * @param attempts in a row without a byte gained
 * @param firstWait before the second attempt; doubles from there, with a fifth of jitter
 * @param longestWait of any wait, whatever the server asks for
 * @param connect for a connection to stand and the answer to begin
 * @param silence in mid-body, after which a connection counts as dead
 */
public record Patience(int attempts, Duration firstWait, Duration longestWait, Duration connect, Duration silence) {
    /** For a person who waits at a terminal: gives up after about a minute without any sign of life. */
    public static Patience ordinary() {
        return new Patience(
                6, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
}
