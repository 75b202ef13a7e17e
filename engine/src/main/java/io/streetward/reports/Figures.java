package io.streetward.reports;

import java.util.List;

/**
 * What some cases come to.
 *
 * @param cases oldest first
 */
public record Figures(List<CaseView> cases) {
    public Figures {
        cases = List.copyOf(cases);
    }

    /** The cases with a mark, oldest first. */
    public List<CaseView> with(CaseMark mark) {
        return cases.stream().filter(view -> view.has(mark)).toList();
    }

    public Rate rate(Indicator indicator) {
        List<CaseView> of = with(indicator.denominator());
        return new Rate(
                of.stream().filter(view -> view.has(indicator.numerator())).toList(), of);
    }

    public Times times(Span span) {
        return Times.of(span, cases);
    }
}
