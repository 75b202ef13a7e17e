package io.streetward.reports;

import java.util.Locale;

/** What is true of a case at the moment of the report; the cases of which it is true are counted. */
public enum CaseMark {
    /** It is on record (上报): every case. */
    REPORTED(0, "Reported 上报"),
    /** It was {@code filed} at some time (立案), whatever became of it. */
    FILED(1, "Filed 立案"),
    /** It was in {@code needs_review} at some time. */
    REVIEWED(2, "Needed review"),
    /** It was {@code dispatched} at some time (派遣). */
    DISPATCHED(3, "Dispatched 派遣"),
    /** It was {@code handled} at some time (处置). */
    HANDLED(4, "Handled 处置"),
    /** It was {@code dispatched} again after it had been {@code handled} (返工). */
    REWORKED(5, "Dispatched again 返工"),
    /**
     * 应结案: it was filed, stands neither {@code rejected} nor {@code resolved}, and is closed, past its deadline, or has no
     * deadline that is known.
     */
    SHOULD_CLOSE(6, "Should be closed 应结案"),
    /** It stands {@code closed} or {@code evaluated} (结案): one that was dispatched again does not. */
    CLOSED(7, "Closed 结案"),
    /** It is {@link #CLOSED} and not {@link #LATE} (按期结案). */
    CLOSED_IN_TIME(8, "Closed in time 按期结案"),
    /** It is filed and open, and its deadline is yet to come. */
    NOT_DUE(9, "Not yet due"),
    /**
     * It was handled last (closed, where nobody handled it) after its deadline, or is open after it (超期). Where no deadline is
     * known: its history said overdue by then. How long the closing look takes does not count against whoever handled it.
     */
    LATE(10, "Overdue 超期"),
    /** What was there has left by itself. */
    LEFT(11, "Left by itself"),
    /** An announcement was spoken to the end for it (喊话), and it does not stand {@code rejected}. */
    ANNOUNCED(12, "Announced 喊话"),
    /** It is {@link #ANNOUNCED}, was never dispatched, and what was there was last seen soon after the first one began. */
    TALKED_DOWN(13, "Left after the announcement"),
    /** A person confirmed or rejected it. */
    JUDGED(14, "Judged"),
    /** The last person to judge it found nothing there that is forbidden. */
    FALSE_ALARM(15, "False alarm 误报"),
    /** It stands {@code rejected}. */
    REJECTED(16, "Rejected"),
    /** Its evidence is finished, whole or not. */
    EVIDENCE_FINISHED(17, "Evidence finished"),
    /** All evidence that the settings ask for is there. */
    EVIDENCE_COMPLETE(18, "Evidence complete");

    private final int bit;
    private final String label;

    CaseMark(int position, String label) {
        this.bit = 1 << position;
        this.label = label;
    }

    /** For people, in English, with the term of Chinese city management where there is one. */
    public String label() {
        return label;
    }

    /** The word in CSV and JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A power of two of its own: marks add up to a set. */
    public int bit() {
        return bit;
    }
}
