package io.streetward.cases;

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
 */
public record EvidenceItem(
        EvidenceRole role, String fileName, String sha256, long sizeBytes, Moment from, Moment to, String note) {
    /** The same with a further sentence in its note. */
    public EvidenceItem withNote(String sentence) {
        String both = note.isEmpty() ? sentence : note + "; " + sentence;
        return new EvidenceItem(role, fileName, sha256, sizeBytes, from, to, both);
    }
}
