package io.streetward.reports;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How long cases took.
 *
 * @param span from when until when
 * @param cases those that came to that end, the shortest first
 */
public record Times(Span span, List<CaseView> cases) {
    static Times of(Span span, List<CaseView> all) {
        return new Times(
                span,
                all.stream()
                        .filter(view -> view.time(span) != null)
                        .sorted(Comparator.comparing(view -> Objects.requireNonNull(view.time(span))))
                        .toList());
    }

    /** The mean, to the millisecond; empty when there is no case. */
    public Optional<Duration> mean() {
        return cases.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round(cases.stream()
                        .mapToLong(view -> at(view).toMillis())
                        .average()
                        .orElseThrow())));
    }

    /** The middle one, or halfway between the middle two; empty when there is no case. */
    public Optional<Duration> median() {
        int n = cases.size();
        return n == 0
                ? Optional.empty()
                : Optional.of(
                        at(cases.get((n - 1) / 2)).plus(at(cases.get(n / 2))).dividedBy(2));
    }

    private Duration at(CaseView view) {
        return Objects.requireNonNull(view.time(span));
    }
}
