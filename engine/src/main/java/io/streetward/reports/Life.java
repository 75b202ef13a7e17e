package io.streetward.reports;

import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseState;
import io.streetward.cases.HistoryEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A case's history up to a moment. */
record Life(List<HistoryEntry> entries, List<HistoryEntry> states) {
    private static final Set<CaseState> DONE = EnumSet.of(CaseState.CLOSED, CaseState.EVALUATED);
    private static final Set<CaseState> HANDLED = EnumSet.of(CaseState.HANDLED, CaseState.CLOSED, CaseState.EVALUATED);

    static Life of(List<HistoryEntry> entries) {
        return new Life(
                entries,
                entries.stream()
                        .filter(entry -> entry.kind() == CaseEventKind.STATE)
                        .toList());
    }

    CaseState state() {
        return states.isEmpty()
                ? CaseState.REPORTED
                : states.get(states.size() - 1).state();
    }

    boolean was(CaseState state) {
        return states.stream().anyMatch(entry -> entry.state() == state);
    }

    boolean left() {
        return was(CaseState.RESOLVED) || entries.stream().anyMatch(entry -> entry.kind() == CaseEventKind.LEFT);
    }

    boolean overdueBy(Instant end) {
        return entries.stream()
                .anyMatch(entry ->
                        entry.kind() == CaseEventKind.OVERDUE && !entry.at().isAfter(end));
    }

    @Nullable
    Instant closedAt() {
        return DONE.contains(state()) ? last(CaseState.CLOSED) : null;
    }

    /** When the last work on it ended; {@code asOf} while somebody is at it. */
    Instant workEnd(Instant asOf) {
        Instant handled = HANDLED.contains(state()) ? last(CaseState.HANDLED) : null;
        Instant closed = closedAt();
        return handled != null ? handled : closed != null ? closed : asOf;
    }

    @Nullable
    Duration handling() {
        Instant dispatched = states.stream()
                .filter(entry -> entry.state() == CaseState.DISPATCHED)
                .map(HistoryEntry::at)
                .findFirst()
                .orElse(null);
        Instant handled = last(CaseState.HANDLED);
        return dispatched == null || handled == null || !HANDLED.contains(state())
                ? null
                : Duration.between(dispatched, handled);
    }

    EnumSet<CaseMark> marks() {
        EnumSet<CaseMark> marks = EnumSet.noneOf(CaseMark.class);
        states.forEach(entry -> marks.addAll(
                switch (entry.state()) {
                    case FILED -> Set.of(CaseMark.FILED);
                    case NEEDS_REVIEW -> Set.of(CaseMark.REVIEWED);
                    case DISPATCHED -> Set.of(CaseMark.DISPATCHED);
                    case HANDLED -> Set.of(CaseMark.HANDLED);
                    default -> Set.<CaseMark>of();
                }));
        if (reworked()) {
            marks.add(CaseMark.REWORKED);
        }
        if (state() == CaseState.REJECTED) {
            marks.add(CaseMark.REJECTED);
        }
        return marks;
    }

    private boolean reworked() {
        return states.stream()
                .dropWhile(entry -> entry.state() != CaseState.HANDLED)
                .anyMatch(entry -> entry.state() == CaseState.DISPATCHED);
    }

    private @Nullable Instant last(CaseState state) {
        return states.stream()
                .filter(entry -> entry.state() == state)
                .map(HistoryEntry::at)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
