package io.streetward.cases;

import io.streetward.media.ClockOffset;
import org.jspecify.annotations.Nullable;

/**
 * One file of evidence, as it lies in the case's folder.
 *
 * @param role what it shows
 * @param fileName within the case's folder
 * @param sha256 lower-case hex
 * @param sizeBytes the file's length
 * @param from the first picture in it
 * @param to the last picture in it; equals {@code from} for a still
 * @param note what a reader must know, such as a missing frame; empty when nothing
 * @param clock how far the camera's clock was off when it was made; null when the camera did not tell its time
 * @param picture of an untouched still; null of everything else
 */
public record EvidenceItem(
        EvidenceRole role,
        String fileName,
        String sha256,
        long sizeBytes,
        Moment from,
        Moment to,
        String note,
        @Nullable ClockOffset clock,
        @Nullable PictureFacts picture) {
    /** One whose camera does not tell its time. */
    public EvidenceItem(
            EvidenceRole role, String fileName, String sha256, long sizeBytes, Moment from, Moment to, String note) {
        this(role, fileName, sha256, sizeBytes, from, to, note, null, null);
    }

    /** The same with a further sentence in its note. */
    public EvidenceItem withNote(String sentence) {
        String both = note.isEmpty() ? sentence : note + "; " + sentence;
        return new EvidenceItem(role, fileName, sha256, sizeBytes, from, to, both, clock, picture);
    }

    /** The same with what is known of the camera's clock: for programs, and as a sentence in its note for people. */
    public EvidenceItem withClock(ClockOffset measured) {
        EvidenceItem noted = withNote(measured.sentence());
        return new EvidenceItem(role, fileName, sha256, sizeBytes, from, to, noted.note(), measured, picture);
    }

    /** The same as an untouched still of which that is known. */
    public EvidenceItem withPicture(PictureFacts facts) {
        return new EvidenceItem(role, fileName, sha256, sizeBytes, from, to, note, clock, facts);
    }
}
