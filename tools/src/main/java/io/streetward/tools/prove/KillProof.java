package io.streetward.tools.prove;

import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.SqlCaseBook;
import io.streetward.seal.BundleReport;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.PublicKeyFile;
import io.streetward.seal.VerifyReport;
import io.streetward.tools.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Kills engines one after the other on the same data, lets the last one finish, and looks at what is left. */
final class KillProof {
    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final int MOST_SETTLINGS = 12;
    private static final int EVENTS_AT_ONCE = 1_000;

    private final KillSite site;
    private final long seed;
    private final Progress progress;

    KillProof(KillSite site, long seed, Progress progress) {
        this.site = site;
        this.seed = seed;
        this.progress = progress;
    }

    KillTally run(int kills, Duration least, Duration most) throws IOException, InterruptedException {
        Random moments = new Random(seed);
        long start = System.nanoTime();
        try (Receiver receiver = new Receiver(seed)) {
            site.write(receiver.uri());
            for (int i = 0; i < kills; i++) {
                long spanMs = most.minus(least).toMillis();
                Duration life = least.plusMillis((long) (moments.nextDouble() * spanMs));
                progress.show(
                        i / (double) kills,
                        i + " of " + kills + " killed, " + receiver.tally().keys() + " events received");
                try (EngineProcess engine = start()) {
                    if (engine.endsWithin(life)) {
                        throw new IOException("an engine ended by itself; its words are in " + site.log());
                    }
                    engine.kill();
                }
            }
            settle(receiver);
            return tally(kills, Duration.ofNanos(System.nanoTime() - start), receiver);
        } catch (CaseBookException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private EngineProcess start() throws IOException {
        return EngineProcess.start(
                site.config(), site.data(), site.log(), Map.of(KillSite.SECRET_ENV, KillSite.SECRET));
    }

    /** Runs engines to their orderly end until nothing is left to complete or deliver. */
    private void settle(Receiver receiver) throws IOException, InterruptedException, CaseBookException {
        for (int i = 0; i < MOST_SETTLINGS; i++) {
            progress.show(1, "letting the engine finish");
            try (EngineProcess engine = start()) {
                engine.endsWithin(SETTLING);
                engine.stop();
            }
            try (SqlCaseBook book = open()) {
                boolean all = events(book).stream().allMatch(event -> receiver.has(event.key()));
                if (all && unfinished(book).isEmpty()) {
                    return;
                }
            }
        }
    }

    private SqlCaseBook open() throws CaseBookException {
        return SqlCaseBook.openSqlite(site.data().resolve("cases.db"), Clock.systemUTC());
    }

    private KillTally tally(int kills, Duration length, Receiver receiver) throws IOException, CaseBookException {
        Set<String> said = EngineProcess.saidOnRecord(site.log());
        try (SqlCaseBook book = open()) {
            List<CaseEvent> events = events(book);
            List<CaseId> cases = book.reportedBetween(
                    Instant.EPOCH, Instant.now(Clock.systemUTC()).plusSeconds(1));
            Set<String> known = new TreeSet<>();
            Map<String, Integer> states = new TreeMap<>();
            for (CaseId id : cases) {
                known.add(id.value());
                CaseDossier dossier = book.find(id).orElseThrow();
                String state = dossier.file().state().key() + ", evidence "
                        + dossier.evidenceStatus().state().key();
                states.merge(state, 1, Integer::sum);
            }
            List<String> lost = said.stream().filter(id -> !known.contains(id)).toList();
            List<String> undelivered = events.stream()
                    .map(CaseEvent::key)
                    .filter(key -> !receiver.has(key))
                    .toList();
            VerifyReport verified = verify();
            List<String> broken = new ArrayList<>();
            verified.findings()
                    .forEach(f -> broken.add(f.where() + ": " + f.problem().key() + ", " + f.detail()));
            Set<String> sealed = new TreeSet<>();
            verified.bundles().stream()
                    .map(BundleReport::name)
                    .filter(known::contains)
                    .forEach(sealed::add);
            return new KillTally(
                    kills,
                    length,
                    said.size(),
                    known.size(),
                    lost,
                    states,
                    events.size(),
                    undelivered,
                    receiver.tally(),
                    sealed.size(),
                    broken,
                    unfinished(book));
        }
    }

    private VerifyReport verify() throws IOException {
        List<PublicKeyFile> keys = new ArrayList<>();
        try (Stream<Path> files = Files.walk(site.data().resolve("keys"))) {
            for (Path file : files.filter(f -> f.endsWith("site-key.pem")).toList()) {
                keys.add(PublicKeyFile.read(file));
            }
        }
        return new BundleVerifier(keys).verify(site.data(), false);
    }

    private static List<String> unfinished(SqlCaseBook book) throws CaseBookException {
        List<String> unfinished = new ArrayList<>();
        for (CaseFile file : book.withPendingEvidence()) {
            unfinished.add(file.id() + ": evidence " + EvidenceStatus.State.PENDING.key());
        }
        for (CaseFile file : book.seals().unsealed()) {
            unfinished.add(file.id() + ": not sealed as it is on record");
        }
        return unfinished;
    }

    private static List<CaseEvent> events(SqlCaseBook book) throws CaseBookException {
        List<CaseEvent> all = new ArrayList<>();
        List<CaseEvent> some = book.events().after(0, EVENTS_AT_ONCE);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = book.events().after(some.get(some.size() - 1).number(), EVENTS_AT_ONCE);
        }
        return all;
    }
}
