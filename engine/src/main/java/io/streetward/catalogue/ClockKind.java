package io.streetward.catalogue;

import java.util.Locale;

/**
 * How the time of a limit is counted: the four ways cities write their limits in. What each counts is said in
 * {@link SlaClock}.
 */
public enum ClockKind {
    /** 紧急工作时: hours that run on, by night and on holidays. */
    URGENT_HOUR,
    /** 工作时: hours within the work sessions of working days. */
    WORK_HOUR,
    /** 工作日: working days, each as long as its work sessions. */
    WORK_DAY,
    /** 自然日: days of the calendar, whatever day it is. */
    NATURAL_DAY;

    /** The word in data files, such as {@code work_hour}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean countsDays() {
        return this == WORK_DAY || this == NATURAL_DAY;
    }
}
