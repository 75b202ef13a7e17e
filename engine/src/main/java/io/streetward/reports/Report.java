package io.streetward.reports;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the cases of a period come to, beside those of the period before.
 *
 * <p>A case counts in the period it was reported in, whatever happened to it later. It counts as it stood at
 * {@code asOf}; the cases of the period before count as they stood when that one was as old, for otherwise the older ones
 * would have had longer to be closed in and every report would show a fall.
 *
 * @param period the days
 * @param asOf UTC
 * @param talkDown how soon after an announcement began what was there must be gone for it to have worked
 * @param now the period's cases
 * @param before those of the period before
 */
public record Report(Period period, Instant asOf, Duration talkDown, Figures now, Figures before) {
    /** Twice the three minutes that are waited after an announcement; it is made at most twice. */
    public static final Duration DEFAULT_TALK_DOWN = Duration.ofMinutes(6);

    /**
     * Reads a book; some hundred bytes are held for each case.
     *
     * @param asOf UTC; not before what is to be counted was written
     */
    public static Report read(CaseReader book, CaseFacts facts, Period period, Instant asOf, Duration talkDown)
            throws CaseBookException {
        return new Report(
                period,
                asOf,
                talkDown,
                figures(book, facts, period, new CaseReading(asOf, talkDown)),
                figures(book, facts, period.before(), new CaseReading(period.sameAgeBefore(asOf), talkDown)));
    }

    private static Figures figures(CaseReader book, CaseFacts facts, Period period, CaseReading reading)
            throws CaseBookException {
        List<CaseView> views = new ArrayList<>();
        book.eachReportedBetween(period.start(), period.end(), dossier -> {
            // What was reported later than the moment looked at was not yet there.
            if (!dossier.file().filedAt().isAfter(reading.asOf())) {
                views.add(reading.of(dossier, facts));
            }
        });
        return new Figures(views);
    }

    /**
     * The same cases, put together: days in order, each day of the period; others with the most cases first, those of which
     * it is not known last.
     */
    public List<Group> by(Grouping grouping) {
        Map<String, List<CaseView>> earlier = grouped(before, grouping);
        Map<String, List<CaseView>> groups = grouped(now, grouping);
        if (grouping == Grouping.DAY) {
            return period.dates().stream()
                    .map(LocalDate::toString)
                    .map(day -> new Group(day, day, new Figures(groups.getOrDefault(day, List.of())), null))
                    .toList();
        }
        return groups.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, List<CaseView>>, Boolean>comparing(
                                entry -> entry.getKey().isEmpty())
                        .thenComparing(entry -> -entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> group(grouping, entry.getKey(), entry.getValue(), earlier))
                .toList();
    }

    private Group group(Grouping grouping, String key, List<CaseView> views, Map<String, List<CaseView>> earlier) {
        CaseView latest = views.get(views.size() - 1); // a camera is called what it was called last
        return new Group(
                key,
                grouping.label(latest, period),
                new Figures(views),
                new Figures(earlier.getOrDefault(key, List.of())));
    }

    private Map<String, List<CaseView>> grouped(Figures figures, Grouping grouping) {
        return figures.cases().stream()
                .collect(Collectors.groupingBy(
                        view -> grouping.of(view, period), LinkedHashMap::new, Collectors.toList()));
    }

    /** What the reader must know of how the figures came about, each a sentence. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add("A case counts in the period it was reported in, by the days of " + period.zone()
                + ", and as it stood when this report was made.");
        notes.add("The period before, " + period.before().from() + " to "
                + period.before().to() + ", counts as it stood when it was as old as this one is now.");
        long timeless = now.with(CaseMark.FILED).stream()
                .filter(view -> view.known().deadline() == null)
                .count();
        if (timeless > 0) {
            notes.add("For " + timeless + " of " + now.with(CaseMark.FILED).size()
                    + " filed cases no deadline is known: they should be closed from the moment they are filed, and are"
                    + " late when their history says overdue.");
        }
        if (!now.with(CaseMark.JUDGED).isEmpty()) {
            notes.add("False alarms are counted among the cases a person judged, "
                    + now.with(CaseMark.JUDGED).size() + " of " + now.cases().size()
                    + "; if doubtful ones are judged first, the share is too high.");
        }
        return notes;
    }
}
