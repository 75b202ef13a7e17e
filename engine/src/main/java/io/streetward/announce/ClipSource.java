package io.streetward.announce;

import java.nio.file.Path;
import java.util.Optional;

/** What a clip is made from. */
public sealed interface ClipSource {
    /** The words, as a case record shows them. */
    String text();

    /**
     * A recording: a person's voice is understood best.
     *
     * @param file WAV or any other sound file that FFmpeg reads
     * @param text the words in it
     * @param otherwise said instead when the file cannot be read; empty to fail then
     */
    record Recorded(Path file, String text, Optional<Spoken> otherwise) implements ClipSource {}

    /**
     * Text for a synthetic voice.
     *
     * @param text in the writing that the voice takes
     */
    record Spoken(String text, Voice voice) implements ClipSource {}
}
