package io.streetward.tools.eval;

import io.streetward.models.bundle.ModelBundle;
import java.time.Duration;

/**
 * One model on one set of labelled pictures.
 *
 * @param engine what ran it
 * @param threads one inference could use
 * @param floor score down to which finds were taken for the average precisions
 * @param pictures looked at
 * @param withoutFile of these, without a label file
 * @param broken pictures that could not be read and count nowhere
 * @param perPicture median time from the decoded picture to boxes
 */
record Evaluation(
        ModelBundle bundle,
        String engine,
        int threads,
        double floor,
        int pictures,
        int withoutFile,
        int broken,
        Duration perPicture,
        Scores scores) {
    double millisPerPicture() {
        return perPicture.toNanos() / 1e6;
    }
}
