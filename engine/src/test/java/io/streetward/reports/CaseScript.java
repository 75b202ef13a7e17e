package io.streetward.reports;

import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.AnnouncementOutcome;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseContext;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.CaseState;
import io.streetward.cases.Cases;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.Moment;
import io.streetward.cases.Resolution;
import io.streetward.cases.RuleSettings;
import io.streetward.cases.Verdict;
import io.streetward.detect.ObjectKind;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.rules.EventKind;
import io.streetward.rules.Zone;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** One case's life written into a real book, each step at the site's local time it is given. */
final class CaseScript {
    private static final RuleSettings RULE = new RuleSettings(Duration.ofSeconds(30));

    private final CaseBook book;
    private final MovingClock clock;
    private final ZoneId zone;
    private final CaseId id;

    private CaseScript(CaseBook book, MovingClock clock, ZoneId zone, CaseId id) {
        this.book = book;
        this.clock = clock;
        this.zone = zone;
        this.id = id;
    }

    /** @param local such as {@code 2026-11-24T09:00} */
    static CaseScript report(
            CaseBook book, MovingClock clock, ZoneId zone, String id, String camera, EventKind kind, String local)
            throws CaseBookException {
        CaseScript script = new CaseScript(book, clock, zone, new CaseId(id));
        Instant at = script.to(local);
        Zone kerb = new Zone("kerb", "kerb <script>alert('" + camera + "')</script>", Cases.ZONE.polygon());
        book.file(new CaseFile(
                script.id,
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                kind,
                new CaseContext("site-1", new StreamId(camera), "看 " + camera + " <b>&", RULE, "detector", "0-test"),
                kerb,
                ObjectKind.CAR,
                new NormalizedBox(0.2, 0.55, 0.2, 0.25),
                moment(at.minusSeconds(30)),
                moment(at),
                Duration.ofSeconds(30),
                0.9,
                List.of("car stands for 30 s"),
                List.of(),
                List.of(),
                null,
                at,
                CaseState.REPORTED,
                null));
        return script;
    }

    CaseScript go(CaseState state, String local) throws CaseBookException {
        to(local);
        book.advance(id, state, "ops", "because");
        return this;
    }

    /** What was there was last seen then, which was known ten seconds later. */
    CaseScript left(String local) throws CaseBookException {
        Instant lastSeen = to(local);
        clock.at(lastSeen.plusSeconds(10));
        book.resolve(id, new Resolution(moment(lastSeen), Duration.ofMinutes(1)), "left by itself");
        return this;
    }

    CaseScript announced(AnnouncementOutcome outcome, String local) throws CaseBookException {
        Instant at = to(local);
        boolean sent = outcome == AnnouncementOutcome.SPOKEN || outcome == AnnouncementOutcome.CUT_SHORT;
        book.addAnnouncement(
                id,
                new AnnouncementEntry(
                        "Please move on.",
                        "ab",
                        "horn-1",
                        sent ? at : null,
                        sent ? at.plusSeconds(5) : null,
                        sent ? 250 : 0,
                        outcome,
                        ""));
        return this;
    }

    CaseScript confirmed(String local) throws CaseBookException {
        book.judge(id, new Verdict(to(local), "ops", null, "so it is"));
        return this;
    }

    CaseScript rejected(Verdict.RejectReason reason, String local) throws CaseBookException {
        book.judge(id, new Verdict(to(local), "ops", reason, ""));
        return this;
    }

    CaseScript overdue(String local) throws CaseBookException {
        to(local);
        book.note(id, CaseEventKind.OVERDUE, "engine", "two hours are over");
        return this;
    }

    CaseScript evidence(EvidenceStatus.State state) throws CaseBookException {
        book.addEvidence(id, List.of(), new EvidenceStatus(state, List.of()));
        return this;
    }

    private Instant to(String local) {
        Instant at = LocalDateTime.parse(local).atZone(zone).toInstant();
        clock.at(at);
        return at;
    }

    private static Moment moment(Instant at) {
        return new Moment(MediaTime.ofMillis(at.toEpochMilli()), at);
    }
}
