package io.streetward.announce;

import java.nio.file.Path;
import java.util.Optional;

/** What a clip is made from. */
public sealed interface ClipSource {
    /** The words, as a case record shows them. */
    String text();

    /** How it is said. */
    Manner manner();

    /**
     * A recording: a person's voice is understood best.
     *
     * @param file WAV or any other sound file that FFmpeg reads
     * @param text the words in it
     * @param otherwise said instead when the file cannot be read; empty to fail then
     */
    record Recorded(Path file, String text, Optional<Spoken> otherwise, Manner manner) implements ClipSource {
        /** A recording without gong or name. */
        public Recorded(Path file, String text, Optional<Spoken> otherwise) {
            this(file, text, otherwise, Manner.PLAIN);
        }
    }

    /**
     * Text for a synthetic voice.
     *
     * @param text as people write it; see {@link Pronunciation} for what a voice is given
     */
    record Spoken(String text, Voice voice, Manner manner) implements ClipSource {
        /** Words without gong or name. */
        public Spoken(String text, Voice voice) {
            this(text, voice, Manner.PLAIN);
        }
    }
}
