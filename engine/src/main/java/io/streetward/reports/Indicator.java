package io.streetward.reports;

import java.util.Locale;

/**
 * A rate: of the cases with one mark, the share that has another as well.
 *
 * <p>The first four are the indicators of digital city management (GB/T 30428.4-2016, 绩效评价) as they are in use; where
 * local rules differ, {@link CaseMark} says what was chosen here. The others are this product's own.
 */
public enum Indicator {
    /** 立案率. Source: cases filed of cases reported. */
    FILING(CaseMark.FILED, CaseMark.REPORTED, "Filing rate", "立案率", "filed, of all reported"),
    /** 结案率. Source: cases closed of cases that should be closed. */
    CLOSING(
            CaseMark.CLOSED,
            CaseMark.SHOULD_CLOSE,
            "Closing rate",
            "结案率",
            "closed, of those that should be closed: filed, neither rejected nor left by themselves, and not waiting for a"
                    + " deadline yet to come"),
    /** 按期结案率. Source: cases closed within their time limit of cases that should be closed. */
    IN_TIME(
            CaseMark.CLOSED_IN_TIME,
            CaseMark.SHOULD_CLOSE,
            "In-time closing rate",
            "按期结案率",
            "closed, and handled by the deadline, of those that should be closed; where no deadline is known, handled before"
                    + " they were noted overdue"),
    /** 返工率. Source: cases sent back to be handled again of cases handled. */
    REWORK(
            CaseMark.REWORKED,
            CaseMark.HANDLED,
            "Rework rate",
            "返工率",
            "dispatched again after they were reported handled, of all ever reported handled"),
    /** How often speaking is enough. This product's own. */
    TALK_DOWN(
            CaseMark.TALKED_DOWN,
            CaseMark.ANNOUNCED,
            "Talk-down success",
            "喊话见效率",
            "last seen soon after the first announcement began and never dispatched, of those with an announcement spoken"
                    + " to the end; rejected cases are left out of both"),
    /** How often the engine is wrong. This product's own; accuracy as cities state it is one minus this. */
    FALSE_ALARM(
            CaseMark.FALSE_ALARM,
            CaseMark.JUDGED,
            "False alarms",
            "误报率",
            "last judged to be a false detection, of the wrong kind, or permitted, of all that a person judged; duplicates"
                    + " and poor evidence are no false alarms"),
    /** How often a person has to decide. This product's own. */
    REVIEW(CaseMark.REVIEWED, CaseMark.REPORTED, "Needs review", "人工复核率", "ever held for review, of all reported"),
    /** How often the evidence is whole. This product's own. */
    EVIDENCE(
            CaseMark.EVIDENCE_COMPLETE,
            CaseMark.EVIDENCE_FINISHED,
            "Evidence complete",
            "证据完整率",
            "with all evidence that the settings ask for, of those whose evidence is finished");

    private final CaseMark numerator;
    private final CaseMark denominator;
    private final String label;
    private final String term;
    private final String definition;

    Indicator(CaseMark numerator, CaseMark denominator, String label, String term, String definition) {
        this.numerator = numerator;
        this.denominator = denominator;
        this.label = label;
        this.term = term;
        this.definition = definition;
    }

    public CaseMark numerator() {
        return numerator;
    }

    public CaseMark denominator() {
        return denominator;
    }

    /** For people, in English. */
    public String label() {
        return label;
    }

    /** The term in Chinese. */
    public String term() {
        return term;
    }

    /** Half a sentence: which cases, of which. */
    public String definition() {
        return definition;
    }

    /** The word in CSV and JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
