package io.streetward.cases;

import static io.streetward.cases.CaseState.CLOSED;
import static io.streetward.cases.CaseState.DISPATCHED;
import static io.streetward.cases.CaseState.EVALUATED;
import static io.streetward.cases.CaseState.FILED;
import static io.streetward.cases.CaseState.HANDLED;
import static io.streetward.cases.CaseState.NEEDS_REVIEW;
import static io.streetward.cases.CaseState.REJECTED;
import static io.streetward.cases.CaseState.REPORTED;
import static io.streetward.cases.CaseState.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import io.streetward.media.ClockOffset;
import io.streetward.media.MediaTime;
import io.streetward.rules.EventKind;
import io.streetward.rules.Onset;
import io.streetward.rules.Stay;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every case book does, whatever database it is in. */
abstract class CaseBookContract {
    /** In nanoseconds, of which a book keeps the microseconds. */
    static final Instant NOW = Instant.parse("2026-11-24T05:06:07.890123456Z");

    private static final Instant NOW_KEPT = Instant.parse("2026-11-24T05:06:07.890123Z");
    private static final Moment STOP = new Moment(MediaTime.ofMillis(52_000), Cases.wall(MediaTime.ofMillis(52_000)));
    private static final Resolution LEFT = new Resolution(STOP, Duration.ofSeconds(42));
    private static final String BY_ITSELF = "left by itself after 42 s";
    /** Composed and decomposed, right to left, beyond 16 bits, and what SQL or JSON might trip over. */
    private static final String UNICODE =
            "东门路 12 号 é e\u0301 \u05e9\u05dc\u05d5\u05dd \uD83D\uDE9B ' \" \\ % _ ? :id $1 ; -- \t\n";

    /** domain.md, "Case life", written out once more by hand. */
    private static final Map<CaseState, Set<CaseState>> ALLOWED = new EnumMap<>(Map.of(
            REPORTED, Set.of(FILED, NEEDS_REVIEW, REJECTED),
            NEEDS_REVIEW, Set.of(FILED, REJECTED),
            FILED, Set.of(DISPATCHED, RESOLVED, NEEDS_REVIEW, REJECTED),
            RESOLVED, Set.of(DISPATCHED, CLOSED, NEEDS_REVIEW, REJECTED),
            DISPATCHED, Set.of(HANDLED, FILED, REJECTED),
            HANDLED, Set.of(CLOSED, DISPATCHED),
            CLOSED, Set.of(EVALUATED, DISPATCHED),
            EVALUATED, Set.of(),
            REJECTED, Set.of(NEEDS_REVIEW)));

    private int made;
    SqlDatabase database;
    SqlCaseBook book;

    /** Opens the one database of this test; again after it was closed. */
    abstract SqlDatabase openDatabase() throws CaseBookException;

    /** Connects to the same tables as another program does. */
    abstract Connection connect() throws SQLException;

    @BeforeEach
    void openBook() throws Exception {
        database = openDatabase();
        book = new SqlCaseBook(database, Clock.fixed(NOW, ZoneOffset.UTC), new CasePayloadJson());
    }

    @AfterEach
    void closeBook() {
        if (book != null) {
            book.close();
        }
    }

    @Test
    void whatIsFiledReadsBackTheSameAfterReopening() throws Exception {
        CaseFile file = caseFile();

        assertThat(book.file(file)).isEqualTo(file);
        reopen();

        CaseDossier dossier = book.find(file.id()).orElseThrow();
        assertThat(dossier.file()).isEqualTo(file);
        assertThat(dossier.evidenceStatus()).isEqualTo(EvidenceStatus.PENDING);
        assertThat(dossier.history())
                .containsExactly(new HistoryEntry(
                        1,
                        CaseEventKind.STATE,
                        file.filedAt(),
                        REPORTED,
                        "engine",
                        file.reasons().get(0)));
        assertThat(dossier.verdicts()).isEmpty();
        assertThat(book.findByStay(file.stayId())).contains(file);
        assertThat(book.find(new CaseId("none"))).isEmpty();
        assertThat(book.findByStay(UUID.randomUUID())).isEmpty();
    }

    @Test
    void whenItBeganAndWhatNamesTheDeviceReadBack() throws Exception {
        Onset dated = new Onset(Cases.frame(MediaTime.ofMillis(7_040)), Cases.frame(MediaTime.ofMillis(9_000)));
        Onset neverClean = new Onset(null, Cases.frame(MediaTime.ofMillis(9_000)));
        CaseFile first = book.file(Cases.dated(caseFile(), dated));
        CaseFile second = book.file(Cases.dated(caseFile(), neverClean));

        reopen();

        assertThat(book.find(first.id()).orElseThrow().file().onset()).isEqualTo(dated);
        assertThat(book.find(second.id()).orElseThrow().file().onset()).isEqualTo(neverClean);
        CaseContext context = book.find(first.id()).orElseThrow().file().context();
        assertThat(context.address()).isEqualTo("118 Nanshan Road, pole 3");
        assertThat(context.publicNotice()).isEqualTo("2026-118");
    }

    @Test
    void filingAStayTwiceGivesTheFirstCaseAndTellsNobodyAgain() throws Exception {
        Stay stay = stay();
        CaseFile file = book.file(Cases.caseFile(nextId(), stay));

        CaseFile again = book.file(Cases.caseFile(nextId(), stay));

        assertThat(again).isEqualTo(file);
        assertThat(book.latest(10)).containsExactly(file);
        assertThat(book.events().newest()).isEqualTo(1);
        assertThat(history(file)).hasSize(1);
    }

    @Test
    void anIdTakenByAnotherStayIsAnErrorAndNotALostCase() throws Exception {
        CaseFile file = book.file(caseFile());

        assertThatThrownBy(() -> book.file(Cases.caseFile(file.id(), stay())))
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("taken by another stay");
        assertThat(book.events().newest()).isEqualTo(1);
    }

    @Test
    void everyPairOfStatesIsEitherAStepOnRecordOrRefusedWithoutATrace() throws Exception {
        for (CaseState from : CaseState.values()) {
            for (CaseState to : CaseState.values()) {
                CaseId id = book.file(caseFile()).id();
                for (CaseState step : pathTo(from)) {
                    book.advance(id, step, "op-1", "on the way");
                }
                CaseDossier before = book.find(id).orElseThrow();
                assertThat(before.file().state()).isEqualTo(from);
                long newest = book.events().newest();

                if (ALLOWED.get(from).contains(to)) {
                    CaseFile after = book.advance(id, to, "王芳", "because of " + UNICODE);

                    assertThat(after.state()).as(from + " to " + to).isEqualTo(to);
                    List<HistoryEntry> history = history(after);
                    assertThat(history).hasSize(before.history().size() + 1);
                    assertThat(history.get(history.size() - 1))
                            .isEqualTo(new HistoryEntry(
                                    history.size(), CaseEventKind.STATE, NOW_KEPT, to, "王芳", "because of " + UNICODE));
                    List<CaseEvent> told = book.events().after(newest, 10);
                    assertThat(told).hasSize(1);
                    assertThat(told.get(0).number()).isEqualTo(newest + 1);
                    assertThat(told.get(0).caseId()).isEqualTo(id);
                    assertThat(told.get(0).kind()).isEqualTo(CaseEventKind.STATE);
                    assertThat(told.get(0).payload()).contains("\"" + to.key() + "\"");
                } else {
                    Throwable refused = catchThrowable(() -> book.advance(id, to, "op-1", "no"));

                    assertThat(refused).as(from + " to " + to).isInstanceOf(TransitionRefusedException.class);
                    for (CaseState allowed : ALLOWED.get(from)) {
                        assertThat(refused).hasMessageContaining(allowed.key());
                    }
                    assertThat(book.find(id)).contains(before);
                    assertThat(book.events().newest()).isEqualTo(newest);
                }
            }
        }
    }

    @Test
    void aStepWithoutAReasonOrOfNoCaseIsRefused() throws Exception {
        CaseFile file = book.file(caseFile());

        assertThatThrownBy(() -> book.advance(file.id(), FILED, "op-1", " ")).hasMessageContaining("without a reason");
        assertThatThrownBy(() -> book.advance(new CaseId("none"), FILED, "op-1", "so"))
                .hasMessageContaining("no case none");
        assertThatThrownBy(() -> book.resolve(new CaseId("none"), LEFT, BY_ITSELF))
                .hasMessageContaining("no case none");
        assertThatThrownBy(() -> book.join(new CaseId("none"), "so")).hasMessageContaining("no case none");
        assertThatThrownBy(() -> book.judge(new CaseId("none"), new Verdict(NOW_KEPT, "op-1", null, "")))
                .isInstanceOf(CaseBookException.class);
        assertThatThrownBy(() -> book.addEvidence(new CaseId("none"), List.of(), EvidenceStatus.PENDING))
                .hasMessageContaining("no case none");
        assertThat(history(file)).hasSize(1);
        assertThat(book.events().newest()).isEqualTo(1);
    }

    @Test
    void aFiledCaseThatLeavesIsResolvedOnce() throws Exception {
        CaseId id = filed();

        CaseFile resolved = book.resolve(id, LEFT, BY_ITSELF);
        book.resolve(id, new Resolution(STOP, Duration.ofSeconds(99)), "again");

        assertThat(resolved.state()).isEqualTo(RESOLVED);
        assertThat(resolved.resolution()).isEqualTo(LEFT);
        assertThat(book.find(id).orElseThrow().file()).isEqualTo(resolved);
        assertThat(history(resolved)).extracting(HistoryEntry::state).containsExactly(REPORTED, FILED, RESOLVED);
    }

    @Test
    void whatLeavesWhileReportedIsResolvedWhenItIsFiled() throws Exception {
        CaseId id = book.file(caseFile()).id();

        assertThat(book.resolve(id, LEFT, BY_ITSELF).state()).isEqualTo(REPORTED);
        CaseFile after = book.advance(id, FILED, "engine", "its pictures are taken");

        assertThat(after.state()).isEqualTo(RESOLVED);
        assertThat(history(after))
                .extracting(HistoryEntry::kind, HistoryEntry::state)
                .containsExactly(
                        tuple(CaseEventKind.STATE, REPORTED),
                        tuple(CaseEventKind.LEFT, REPORTED),
                        tuple(CaseEventKind.STATE, FILED),
                        tuple(CaseEventKind.STATE, RESOLVED));
    }

    @Test
    void whatLeavesInOtherHandsStaysWhereItIs() throws Exception {
        CaseId id = filed();
        book.advance(id, DISPATCHED, "op-1", "to the traffic office");

        assertThat(book.resolve(id, LEFT, BY_ITSELF).state()).isEqualTo(DISPATCHED);
        assertThat(book.events().after(3, 10)).extracting(CaseEvent::kind).containsExactly(CaseEventKind.LEFT);
    }

    @Test
    void joinsAndNotesAreOnRecordAndToldOf() throws Exception {
        CaseFile file = book.file(caseFile());

        assertThat(book.join(file.id(), "also seen by gate-west")).isEqualTo(file);
        book.note(file.id(), CaseEventKind.OVERDUE, "clock", "4 h are over");

        assertThat(history(file))
                .extracting(HistoryEntry::kind, HistoryEntry::actor)
                .containsExactly(
                        tuple(CaseEventKind.STATE, "engine"),
                        tuple(CaseEventKind.JOINED, "engine"),
                        tuple(CaseEventKind.OVERDUE, "clock"));
        assertThat(book.events().after(0, 10))
                .extracting(CaseEvent::key)
                .containsExactly(file.id() + "-1", file.id() + "-2", file.id() + "-3");
        assertThatThrownBy(() -> book.note(file.id(), CaseEventKind.STATE, "op-1", "so"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void verdictsAreKeptAndMoveTheCase() throws Exception {
        CaseId doubtful = book.file(caseFile()).id();
        book.advance(doubtful, NEEDS_REVIEW, "engine", "too dark");
        Verdict confirmed = new Verdict(NOW_KEPT, "王芳", null, UNICODE);
        Verdict rejected = new Verdict(NOW_KEPT, "op-2", Verdict.RejectReason.PERMITTED, "");

        assertThat(book.judge(doubtful, confirmed).state()).isEqualTo(FILED);
        assertThat(book.judge(doubtful, confirmed).state()).isEqualTo(FILED);
        assertThat(book.judge(doubtful, rejected).state()).isEqualTo(REJECTED);

        assertThat(book.find(doubtful).orElseThrow().verdicts()).containsExactly(confirmed, confirmed, rejected);
        assertThat(book.events().after(0, 10))
                .extracting(CaseEvent::kind)
                .containsExactly(
                        CaseEventKind.STATE,
                        CaseEventKind.STATE,
                        CaseEventKind.STATE,
                        CaseEventKind.JUDGED,
                        CaseEventKind.STATE);
    }

    @Test
    void aVerdictThatMayNotBeGivenLeavesNoTrace() throws Exception {
        CaseId id = filed();
        book.advance(id, DISPATCHED, "op-1", "to the traffic office");
        book.advance(id, HANDLED, "traffic office", "towed");
        CaseDossier before = book.find(id).orElseThrow();

        assertThatThrownBy(
                        () -> book.judge(id, new Verdict(NOW_KEPT, "op-2", Verdict.RejectReason.FALSE_DETECTION, "")))
                .isInstanceOf(TransitionRefusedException.class);

        assertThat(book.find(id)).contains(before);
    }

    @Test
    void aConfirmedCaseWhoseCauseHasLeftGoesOnByItself() throws Exception {
        CaseId id = book.file(caseFile()).id();
        book.advance(id, NEEDS_REVIEW, "engine", "too dark");
        book.resolve(id, LEFT, BY_ITSELF);

        assertThat(book.judge(id, new Verdict(NOW_KEPT, "op-1", null, "")).state())
                .isEqualTo(RESOLVED);
    }

    @Test
    void announcementsAndEvidenceReadBackInOrder() throws Exception {
        AnnouncementEntry spoken = new AnnouncementEntry(
                UNICODE, "ab12", "horn-1", STOP.at(), STOP.at(), 150, AnnouncementOutcome.SPOKEN, "");
        AnnouncementEntry failed = new AnnouncementEntry(
                "Please move.", "", "horn-2", null, null, 0, AnnouncementOutcome.FAILED, "no route");
        EvidenceItem still = new EvidenceItem(
                        EvidenceRole.ARRIVAL_STILL, "still-1-arrival.jpg", "cd34", 1_234, STOP, STOP, "")
                .withPicture(new PictureFacts(1920, 1080, PictureFacts.View.MOVED, UNICODE));
        EvidenceItem clip = new EvidenceItem(
                EvidenceRole.CLIP,
                "clip.mp4",
                "ef56",
                5_000_000_000L,
                STOP,
                STOP,
                UNICODE,
                new ClockOffset(Duration.ofMillis(-20), Duration.ofMillis(3), 7),
                null);
        EvidenceStatus partial = new EvidenceStatus(EvidenceStatus.State.PARTIAL, List.of(UNICODE));
        CaseFile file = book.file(caseFile());

        book.addAnnouncement(file.id(), spoken);
        book.addAnnouncement(file.id(), failed);
        assertThat(book.withPendingEvidence()).containsExactly(file);
        book.addEvidence(file.id(), List.of(still, clip), partial);

        CaseDossier dossier = book.find(file.id()).orElseThrow();
        assertThat(dossier.announcements()).containsExactly(spoken, failed);
        assertThat(dossier.evidence()).containsExactly(still, clip);
        assertThat(dossier.evidenceStatus()).isEqualTo(partial);
        assertThat(book.withPendingEvidence()).isEmpty();
        assertThat(book.events().after(1, 10))
                .extracting(CaseEvent::kind)
                .containsExactly(CaseEventKind.ANNOUNCED, CaseEventKind.ANNOUNCED, CaseEventKind.EVIDENCE);
    }

    @Test
    void aFileOfEvidenceIsEnteredOnceAndOnlyWithAllOfItsCompany() throws Exception {
        CaseFile file = book.file(caseFile());
        EvidenceItem first = new EvidenceItem(EvidenceRole.CLIP, "clip.mp4", "ef56", 5, STOP, STOP, "");
        EvidenceItem second = new EvidenceItem(EvidenceRole.ARRIVAL_STILL, "still.jpg", "ab", 5, STOP, STOP, "");
        book.addEvidence(file.id(), List.of(first), EvidenceStatus.PENDING);

        assertThatThrownBy(() -> book.addEvidence(file.id(), List.of(second, first), EvidenceStatus.PENDING))
                .isInstanceOf(CaseBookException.class);

        assertThat(book.find(file.id()).orElseThrow().evidence()).containsExactly(first);
        assertThat(book.events().newest()).isEqualTo(2);
    }

    @Test
    void casesAreFoundByTimeStateAndWhetherTheyStand() throws Exception {
        CaseFile first = book.file(caseFile());
        CaseFile second = book.file(caseFile());
        CaseFile third = book.file(caseFile());
        book.advance(second.id(), NEEDS_REVIEW, "engine", "too dark");
        book.resolve(third.id(), LEFT, BY_ITSELF);

        assertThat(book.latest(2)).extracting(CaseFile::id).containsExactly(third.id(), second.id());
        assertThat(book.inState(REPORTED, 10)).extracting(CaseFile::id).containsExactly(first.id(), third.id());
        assertThat(book.inState(REPORTED, 1)).extracting(CaseFile::id).containsExactly(first.id());
        assertThat(book.reportedBetween(first.filedAt(), third.filedAt())).containsExactly(first.id(), second.id());
        assertThat(book.open(10)).extracting(CaseFile::id).containsExactly(second.id(), first.id());
        assertThat(book.leftSince(EventKind.ILLEGAL_PARKING, STOP.at()))
                .extracting(CaseFile::id)
                .containsExactly(third.id());
        assertThat(book.leftSince(EventKind.ILLEGAL_PARKING, STOP.at().plusNanos(1_000)))
                .isEmpty();
        assertThat(book.leftSince(new EventKind("street_vending"), STOP.at())).isEmpty();
    }

    @Test
    void textSortsByCodePoint() throws Exception {
        List<String> ids = List.of("a-1", "B-1", "B-10", "Z", "1", "b");
        for (String id : ids) {
            book.file(Cases.caseFile(
                    new CaseId(id), Cases.stay(UUID.randomUUID(), MediaTime.ZERO, Duration.ofSeconds(30))));
        }

        assertThat(book.inState(REPORTED, 10))
                .extracting(file -> file.id().value())
                .containsExactlyElementsOf(ids.stream().sorted().toList());
    }

    @Test
    void theLastBeatIsKept() throws Exception {
        assertThat(book.lastBeat()).isEmpty();
        book.beat(Instant.EPOCH);
        book.beat(NOW);
        assertThat(book.lastBeat()).contains(NOW_KEPT);
    }

    @Test
    void timesAreWrittenInTwentySevenCharacters() throws Exception {
        CaseId id = filed();
        book.resolve(id, LEFT, BY_ITSELF);

        for (String asked : List.of(
                "SELECT started_at FROM cases",
                "SELECT confirmed_at FROM cases",
                "SELECT filed_at FROM cases",
                "SELECT last_seen_at FROM cases",
                "SELECT at FROM case_history",
                "SELECT at FROM case_events")) {
            assertThat(strings(asked))
                    .as(asked)
                    .isNotEmpty()
                    .allMatch(at -> at.matches("[-0-9]{10}T[:0-9]{8}\\.\\d{6}Z"));
        }
    }

    @Test
    void eventsOfManyWritersHaveNoGapsAndEachCasesKeysCountUp() throws Exception {
        int writers = 8;
        int cases = 6;
        ExecutorService pool = Executors.newFixedThreadPool(writers);
        List<Future<?>> done = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            List<CaseFile> files =
                    LongStream.range(0, cases).mapToObj(i -> caseFile()).toList();
            done.add(pool.submit(() -> {
                for (CaseFile file : files) {
                    book.file(file);
                    book.join(file.id(), "seen again");
                }
                return null;
            }));
        }
        for (Future<?> one : done) {
            one.get(60, TimeUnit.SECONDS);
        }
        pool.shutdown();

        List<CaseEvent> events = book.events().after(0, Integer.MAX_VALUE);
        assertThat(events)
                .extracting(CaseEvent::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 2L * writers * cases).boxed().toList());
        for (CaseFile file : book.latest(Integer.MAX_VALUE)) {
            assertThat(events)
                    .filteredOn(event -> event.caseId().equals(file.id()))
                    .extracting(CaseEvent::key)
                    .containsExactly(file.id() + "-1", file.id() + "-2");
        }
        assertThat(book.events().after(3, 2)).extracting(CaseEvent::number).containsExactly(4L, 5L);
    }

    @Test
    void theChainOfSealsGrowsByOneAndKeepsItsFilesUntilTheyAreWritten() throws Exception {
        CaseFile file = book.file(caseFile());
        SealLedger seals = book.seals();
        assertThat(seals.head()).isEmpty();
        assertThat(seals.unsealed()).isEmpty(); // its evidence is pending
        book.addEvidence(file.id(), List.of(), new EvidenceStatus(EvidenceStatus.State.COMPLETE, List.of()));
        assertThat(seals.unsealed()).extracting(CaseFile::id).containsExactly(file.id());

        int entries = book.find(file.id()).orElseThrow().entries();
        Seal first = new Seal(1, file.id(), 1, entries, "r1", "m1", "k1", NOW);
        SealFile manifest = new SealFile("cases/东/manifest.json", "e30=");
        SealFile signature = new SealFile("cases/东/manifest.sig", "c2ln");
        seals.append(first, List.of(manifest, signature));
        Seal key = new Seal(2, null, 1, 0, "", "m2", "k2", NOW);
        seals.append(key, List.of());

        assertThat(seals.head()).contains(key);
        assertThat(seals.latestOf(file.id())).contains(first);
        assertThat(seals.unsealed()).isEmpty();
        assertThat(seals.unwritten()).containsExactly(manifest, signature);
        seals.allWritten();
        assertThat(seals.unwritten()).isEmpty();

        book.join(file.id(), "seen again");
        assertThat(seals.unsealed()).extracting(CaseFile::id).containsExactly(file.id());
        assertThatThrownBy(() -> seals.append(first, List.of(manifest))).hasMessageContaining("does not follow");
        assertThatThrownBy(() -> seals.append(new Seal(4, null, 1, 0, "", "m4", "k2", NOW), List.of()))
                .hasMessageContaining("does not follow");
        assertThat(seals.unwritten()).isEmpty();
    }

    @Test
    void whatIsWrittenOnceCannotBeRewrittenByAnyProgram() throws Exception {
        CaseId id = filed();
        book.judge(id, new Verdict(NOW_KEPT, "op-1", null, ""));
        book.addAnnouncement(
                id, new AnnouncementEntry("Go.", "", "horn", null, null, 0, AnnouncementOutcome.WITHHELD, ""));
        book.addEvidence(
                id,
                List.of(new EvidenceItem(EvidenceRole.CLIP, "clip.mp4", "ef", 5, STOP, STOP, "")),
                EvidenceStatus.PENDING);
        book.seals().append(new Seal(1, id, 1, 5, "r", "m", "k", NOW), List.of());
        CaseDossier before = book.find(id).orElseThrow();

        for (String rewrite : List.of(
                "UPDATE cases SET dwell_us = 1",
                "UPDATE cases SET witnesses = '[]'",
                "UPDATE cases SET onset = NULL",
                "UPDATE cases SET public_notice = 'other'",
                "UPDATE cases SET camera_address = ''",
                "UPDATE cases SET case_id = 'x'",
                "UPDATE case_history SET reason = ''",
                "DELETE FROM case_history",
                "UPDATE announcements SET text = ''",
                "UPDATE evidence SET sha256 = ''",
                "UPDATE verdicts SET comment = ''",
                "DELETE FROM verdicts",
                "UPDATE case_events SET payload = '{}'",
                "UPDATE seals SET manifest_sha256 = ''",
                "DELETE FROM seals")) {
            assertThatThrownBy(() -> execute(rewrite))
                    .as(rewrite)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(append-only|do not change).*");
        }
        assertThat(book.find(id)).contains(before);
    }

    @Test
    void whatAnotherProgramHasNotCommittedWhenItDiesIsNotThere() throws Exception {
        CaseId id = filed();
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE cases SET state = 'closed'");
        }
        assertThat(book.find(id).orElseThrow().file().state()).isEqualTo(FILED);
    }

    @Test
    void aSecondEngineOnTheSameBookIsRefused() throws Exception {
        assertThatThrownBy(this::openDatabase)
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("another engine is using it");
        assertThat(book.latest(1)).isEmpty();
        reopen();
    }

    @Test
    void aBookOfANewerVersionIsRefused() throws Exception {
        book.close();
        execute("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                + " installed_by, execution_time, success)"
                + " VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, '', 1, " + trueLiteral() + ")");

        assertThatThrownBy(this::openDatabase)
                .isInstanceOf(CaseBookException.class)
                .hasMessageContaining("written by a newer one");
    }

    /** The dialect's word for true. */
    abstract String trueLiteral();

    void reopen() throws Exception {
        book.close();
        openBook();
    }

    /** A case of a stay of its own, reported a minute after the last. */
    final CaseFile caseFile() {
        return Cases.caseFile(nextId(), stay());
    }

    private CaseId filed() throws CaseBookException {
        CaseId id = book.file(caseFile()).id();
        book.advance(id, FILED, "engine", "its pictures are taken");
        return id;
    }

    final List<HistoryEntry> history(CaseFile file) throws CaseBookException {
        return book.find(file.id()).orElseThrow().history();
    }

    final void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    final List<String> strings(String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private CaseId nextId() {
        return new CaseId("20261124-0400-%05d".formatted(++made));
    }

    private Stay stay() {
        return Cases.stay(UUID.randomUUID(), MediaTime.ofMillis(60_000L * ++made), Duration.ofSeconds(30));
    }

    /** The shortest way from {@link CaseState#REPORTED}. */
    private static List<CaseState> pathTo(CaseState wanted) {
        Deque<List<CaseState>> paths = new ArrayDeque<>(List.of(List.of(REPORTED)));
        while (true) {
            List<CaseState> path = paths.remove();
            CaseState last = path.get(path.size() - 1);
            if (last == wanted) {
                return path.subList(1, path.size());
            }
            for (CaseState next : ALLOWED.get(last)) {
                List<CaseState> longer = new ArrayList<>(path);
                longer.add(next);
                paths.add(longer);
            }
        }
    }
}
