package io.streetward.tools.prove;

import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseContext;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.Moment;
import io.streetward.cases.RuleSettings;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.NormalizedPoint;
import io.streetward.media.NormalizedPolygon;
import io.streetward.media.StreamId;
import io.streetward.rules.EventKind;
import io.streetward.rules.Zone;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Enters cases in a book as an engine would, without a camera: four events each, those of several cases mixed. */
final class SimulatedCases {
    static final int EVENTS_EACH = 4;
    private static final Duration DWELL = Duration.ofMinutes(5);
    private static final Zone KERB = new Zone(
            "kerb",
            "the east kerb",
            new NormalizedPolygon(List.of(
                    new NormalizedPoint(0.1, 0.5), new NormalizedPoint(0.6, 0.5), new NormalizedPoint(0.6, 0.9))));

    private final CaseBook book;
    private final Clock clock;
    private int entered;

    SimulatedCases(CaseBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** Enters cases, all of them one step after the other. */
    void enter(int count) throws CaseBookException {
        int first = entered + 1;
        for (int i = 0; i < count; i++) {
            file(++entered);
        }
        for (int number = first; number <= entered; number++) {
            book.note(id(number), CaseEventKind.ANNOUNCED, "engine", "spoken");
        }
        for (int number = first; number <= entered; number++) {
            book.advance(id(number), CaseState.FILED, "engine", "the evidence meets the conditions");
        }
        for (int number = first; number <= entered; number++) {
            book.advance(id(number), CaseState.DISPATCHED, "engine", "to the department of the grid");
        }
    }

    private static CaseId id(int number) {
        return new CaseId(String.format(Locale.ROOT, "20261124-%06d", number));
    }

    private void file(int number) throws CaseBookException {
        MediaTime start = MediaTime.ofSeconds(number);
        Moment confirmed = new Moment(start.plus(DWELL), clock.instant());
        book.file(new CaseFile(
                id(number),
                new UUID(0, number),
                EventKind.ILLEGAL_PARKING,
                new CaseContext(
                        "site",
                        new StreamId("gate-" + number % 9),
                        "Gate",
                        new RuleSettings(DWELL),
                        "simulated",
                        "simulated"),
                KERB,
                ObjectKind.CAR,
                new NormalizedBox(0.2, 0.5, 0.2, 0.2),
                new Moment(start, clock.instant().minus(DWELL)),
                confirmed,
                DWELL,
                0.9,
                List.of("car stands in the east kerb for 300 s, 300 s are permitted"),
                List.of(),
                List.of(),
                null,
                clock.instant(),
                CaseState.REPORTED,
                null));
    }
}
