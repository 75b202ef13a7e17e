package io.streetward.reports;

import java.util.Locale;

/** A time that cases take. */
public enum Span {
    /** From report until it was over: what was there was last seen, or the case was closed, whichever came first. */
    RESOLVING(
            "Time to resolve",
            "平均处置时长",
            "from report until what was there was last seen or the case was closed, whichever came first; over cases of"
                    + " which either is true and that are not rejected"),
    /** From the first dispatch until it was last reported handled; rework is in it. */
    HANDLING(
            "Time to handle",
            "部门处置时长",
            "from the first dispatch until it was last reported handled, over cases that stand handled, closed or"
                    + " evaluated");

    private final String label;
    private final String term;
    private final String definition;

    Span(String label, String term, String definition) {
        this.label = label;
        this.term = term;
        this.definition = definition;
    }

    public String label() {
        return label;
    }

    public String term() {
        return term;
    }

    public String definition() {
        return definition;
    }

    /** The word in CSV and JSON. */
    public String key() {
        return "time_" + name().toLowerCase(Locale.ROOT);
    }
}
