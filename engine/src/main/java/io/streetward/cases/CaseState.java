package io.streetward.cases;

import java.util.Locale;
import java.util.Set;

/**
 * Where a case stands in its life, in the order of city management (信息收集 → 案卷建立 → 任务派遣 → 处理反馈 → 核查结案 →
 * 综合评价).
 */
public enum CaseState {
    /** 信息收集: the event is confirmed and on record; its evidence is being taken. */
    REPORTED,
    /** The evidence does not meet the conditions, or somebody doubts it: a person decides. */
    NEEDS_REVIEW,
    /** 案卷建立: the evidence meets the conditions. */
    FILED,
    /** What was there has left by itself, before anyone was dispatched. */
    RESOLVED,
    /** 任务派遣: a department is to handle it. */
    DISPATCHED,
    /** 处理反馈: the department says that it has. */
    HANDLED,
    /** 核查结案: looked at again, and closed. */
    CLOSED,
    /** 综合评价: how it was handled has been judged; the end. */
    EVALUATED,
    /** A person found that there is no case. */
    REJECTED;

    /** States that a case may go to from this one. */
    public Set<CaseState> next() {
        return switch (this) {
            case REPORTED -> Set.of(FILED, NEEDS_REVIEW, REJECTED);
            case NEEDS_REVIEW -> Set.of(FILED, REJECTED);
            case FILED -> Set.of(DISPATCHED, RESOLVED, NEEDS_REVIEW, REJECTED);
            // What left by itself may still be punished: it is closed, or dispatched to the body that does.
            case RESOLVED -> Set.of(DISPATCHED, CLOSED, NEEDS_REVIEW, REJECTED);
            case DISPATCHED -> Set.of(HANDLED, FILED, REJECTED);
            case HANDLED -> Set.of(CLOSED, DISPATCHED);
            case CLOSED -> Set.of(EVALUATED, DISPATCHED);
            case EVALUATED -> Set.of();
            case REJECTED -> Set.of(NEEDS_REVIEW);
        };
    }

    /** Whether a case in this state may go to {@code next}. */
    public boolean mayBecome(CaseState next) {
        return next().contains(next);
    }

    /** Whether nobody has anything to do for it any more. */
    public boolean isOver() {
        return this == CLOSED || this == EVALUATED || this == REJECTED || this == RESOLVED;
    }

    /** The word in the case book and in {@code case.json}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CaseState ofKey(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
