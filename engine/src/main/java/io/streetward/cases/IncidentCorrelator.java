package io.streetward.cases;

import io.streetward.media.GroundPoint;
import io.streetward.media.StreamId;
import io.streetward.rules.Observation;
import io.streetward.rules.Stay;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From what the rules of all a site's cameras say to cases on record: one case per thing that stays, however many track ids,
 * zones, cameras and runs of the engine show it; {@link OpenCases} has the rules. A case ends when the last stay that is it
 * has ended. Safe for use by several rule threads.
 *
 * <p>When the book cannot be written, what was to be entered is kept and tried again before the camera's next observation, or
 * by {@link #retry}. Kept are at most {@value #CAPACITY} observations; beyond that the newest is refused and counted in
 * {@link #droppedObservations()}, so that the order of a stay's observations holds.
 */
public final class IncidentCorrelator {
    private static final int CAPACITY = 1_000;
    /** How exactly it is known when the engine was last alive; well below any gap, and one synced write is cheap. */
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final CaseBook book;
    private final CaseIds ids;
    private final Clock clock;
    private final CorrelationSettings settings;
    private final ConfidenceCalibration calibration;
    private final Function<Stay, CaseContext> contextOf;
    private final OpenCases open;
    private final Map<StreamId, List<Pending>> backlog = new HashMap<>();
    private int waiting;
    private boolean restored;
    private Instant lastBeat = Instant.MIN;
    private long droppedObservations;

    /**
     * A correlator over {@code book}, for cameras that are not calibrated.
     *
     * @param contextOf camera, rule and software a stay belongs to; called once, at confirmation
     */
    public IncidentCorrelator(CaseBook book, CaseIds ids, Clock clock, Function<Stay, CaseContext> contextOf) {
        this(
                book,
                ids,
                clock,
                CorrelationSettings.defaults(),
                ConfidenceCalibration.IDENTITY,
                contextOf,
                stay -> Optional.empty());
    }

    /**
     * A correlator over {@code book}.
     *
     * @param contextOf camera, rule and software a stay belongs to; called once, at confirmation
     * @param groundOf where a stay is, in metres from one origin for all the site's cameras; empty where its camera is not
     *     calibrated
     */
    public IncidentCorrelator(
            CaseBook book,
            CaseIds ids,
            Clock clock,
            CorrelationSettings settings,
            ConfidenceCalibration calibration,
            Function<Stay, CaseContext> contextOf,
            Function<Stay, Optional<GroundPoint>> groundOf) {
        this.book = book;
        this.ids = ids;
        this.clock = clock;
        this.settings = settings;
        this.calibration = calibration;
        this.contextOf = contextOf;
        this.open = new OpenCases(settings, groundOf);
    }

    /**
     * Enters what {@code observation} means, after what could not be entered before of the same camera.
     *
     * @return what is on record now, oldest first; empty for what makes no case
     * @throws CaseBookException when the book cannot be written; the observation is kept
     */
    public synchronized List<Incident> on(Observation observation) throws CaseBookException {
        StreamId camera = observation.stay().start().stream();
        if (observation instanceof Observation.Confirmed confirmed) {
            keep(camera, new Pending(observation.stay(), caseFile(confirmed)));
        } else if (observation instanceof Observation.Ended ended && ended.wasConfirmed()) {
            keep(camera, new Pending(observation.stay(), null));
        }
        return retry(camera);
    }

    /**
     * Enters what could not be entered before of one camera.
     *
     * @return what is on record now, oldest first
     * @throws CaseBookException when the book still cannot be written; everything not entered is kept
     */
    public synchronized List<Incident> retry(StreamId camera) throws CaseBookException {
        List<Incident> entered = new ArrayList<>();
        for (Iterator<Pending> it = backlog.getOrDefault(camera, List.of()).iterator(); it.hasNext(); it.remove()) {
            try {
                enter(it.next()).ifPresent(entered::add);
                waiting--;
            } catch (CaseBookException e) {
                if (entered.isEmpty()) {
                    throw e;
                }
                break; // what is on record must be told of; the rest fails again at the next call
            }
        }
        return entered;
    }

    /**
     * Notes in the book that the engine is running, now and then and only while it watches what there is a case of; to be
     * called every second or so.
     */
    public synchronized void beat() throws CaseBookException {
        Instant now = clock.instant();
        if (open.isAnyWatched() && Duration.between(lastBeat, now).compareTo(BEAT) >= 0) {
            book.beat(now);
            lastBeat = now;
        }
    }

    /** Observations of one camera that wait for the book. */
    public synchronized int backlogSize(StreamId camera) {
        return backlog.getOrDefault(camera, List.of()).size();
    }

    public synchronized long droppedObservations() {
        return droppedObservations;
    }

    private void keep(StreamId camera, Pending pending) {
        if (waiting < CAPACITY) {
            backlog.computeIfAbsent(camera, id -> new ArrayList<>()).add(pending);
            waiting++;
        } else {
            droppedObservations++;
        }
    }

    private Optional<Incident> enter(Pending pending) throws CaseBookException {
        if (!restored) {
            open.restore(book.open(OpenCases.CAPACITY), book.lastBeat().orElse(null));
            restored = true;
        }
        CaseFile proposed = pending.proposed();
        return proposed == null ? end(pending.stay()) : Optional.of(confirm(pending.stay(), proposed));
    }

    private Incident confirm(Stay stay, CaseFile proposed) throws CaseBookException {
        OpenCases.Match match =
                open.ofStay(stay.id()).isPresent() ? null : open.find(stay).orElse(null);
        if (match != null) {
            CaseFile file = book.join(match.open().file().id(), match.reason());
            match.open().join(stay);
            return new Incident.Joined(file, stay, match.reason());
        }
        CaseFile filed = book.file(Reoffence.of(book, settings.reoffence(), proposed));
        boolean repeated = !filed.id().equals(proposed.id());
        if (!repeated) {
            open.add(filed, stay);
        }
        return new Incident.Filed(filed, repeated);
    }

    private Optional<Incident> end(Stay stay) throws CaseBookException {
        OpenCase ended = open.ofStay(stay.id()).orElse(null);
        if (ended == null) {
            CaseFile file = book.findByStay(stay.id()).orElse(null);
            // Without a case its confirmation was refused for want of room.
            return file == null ? Optional.empty() : Optional.of(resolve(file, stay));
        }
        boolean others = ended.standing().stream().anyMatch(s -> !s.id().equals(stay.id()));
        if (others) {
            ended.end(stay.id());
            return Optional.empty();
        }
        Incident resolved = resolve(ended.file(), stay);
        open.remove(ended);
        return Optional.of(resolved);
    }

    private Incident resolve(CaseFile file, Stay stay) throws CaseBookException {
        Resolution resolution = stay.id().equals(file.stayId())
                ? new Resolution(Moment.of(stay.latest()), stay.dwell())
                : byWallClock(file, stay);
        String reason = "left by itself after " + resolution.dwell().toSeconds() + " s";
        return new Incident.Resolved(book.resolve(file.id(), resolution, reason));
    }

    /** Another camera, or another run of the engine, has media time of its own: the wall clock tells both. */
    private static Resolution byWallClock(CaseFile file, Stay stay) {
        Moment started = file.started();
        Duration dwell = Duration.between(started.at(), stay.latest().receivedAt());
        return new Resolution(
                new Moment(started.pts().plus(dwell), stay.latest().receivedAt()), dwell);
    }

    private CaseFile caseFile(Observation.Confirmed confirmed) {
        Stay stay = confirmed.stay();
        return new CaseFile(
                ids.next(),
                stay.id(),
                stay.kind(),
                contextOf.apply(stay),
                stay.zone(),
                stay.object(),
                stay.box(),
                Moment.of(stay.start()),
                Moment.of(stay.latest()),
                stay.dwell(),
                calibration.of(stay.confidence()),
                confirmed.reasons(),
                confirmed.witnesses(),
                confirmed.passages(),
                confirmed.onset(),
                null,
                clock.instant(),
                CaseState.REPORTED,
                null);
    }

    /**
     * What is still to be entered of a stay.
     *
     * @param proposed the case to file, made once so that trying again cannot make a second one; null when the stay ended
     */
    private record Pending(Stay stay, @Nullable CaseFile proposed) {}
}
