package io.streetward.tools.prove;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a proof by killing.
 *
 * @param kills engines killed
 * @param length how long it all took
 * @param said cases that an engine said were on record
 * @param onRecord cases on record at the end
 * @param lost cases said to be on record, or delivered, that are not
 * @param states cases by state and evidence, as {@code "resolved, complete"}
 * @param events events on record
 * @param undelivered of those, never received
 * @param received what the receiver counted
 * @param bundles sealed bundles
 * @param broken of those, that do not verify, and links of the chain; each a sentence
 * @param unfinished cases whose evidence is still pending, or that are not sealed as they are on record
 */
record KillTally(
        int kills,
        Duration length,
        int said,
        int onRecord,
        List<String> lost,
        Map<String, Integer> states,
        int events,
        List<String> undelivered,
        Receiver.Tally received,
        int bundles,
        List<String> broken,
        List<String> unfinished) {

    boolean good() {
        return onRecord > 0
                && lost.isEmpty()
                && undelivered.isEmpty()
                && received.keys() == events
                && received.differing() == 0
                && received.disordered() == 0
                && bundles == onRecord
                && broken.isEmpty()
                && unfinished.isEmpty();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "killed", kills + " engines at random moments, in " + length.toMinutes() + " min");
        line(
                text,
                "cases",
                said + " said to be on record, " + onRecord + " on record at the end, " + lost.size() + " lost");
        states.forEach((state, count) -> line(text, "", count + " " + state));
        line(
                text,
                "delivery",
                events + " events on record, " + received.keys() + " received, " + undelivered.size() + " never");
        line(
                text,
                "",
                received.repeats() + " received again with the same key, " + received.differing()
                        + " of them with another body; " + received.disordered() + " out of order");
        line(text, "bundles", bundles + " sealed, " + broken.size() + " broken; " + unfinished.size() + " unfinished");
        lost.forEach(id -> line(text, "LOST", id));
        undelivered.forEach(key -> line(text, "UNDELIVERED", key));
        received.faults().forEach(fault -> line(text, "RECEIVED", fault));
        broken.forEach(what -> line(text, "BROKEN", what));
        unfinished.forEach(what -> line(text, "UNFINISHED", what));
        text.append(good() ? "KEPT: nothing lost, nothing twice\n" : "BROKEN PROMISE\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String rest) {
        text.append(String.format(Locale.ROOT, "%-12s%s%n", what, rest));
    }
}
