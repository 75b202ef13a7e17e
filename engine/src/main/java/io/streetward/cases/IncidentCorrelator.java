package io.streetward.cases;

import io.streetward.rules.Observation;
import io.streetward.rules.Stay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From what the rules say to cases on record, one case per stay. Safe for use by several rule threads.
 *
 * <p>When the book cannot be written, what was to be entered is kept and tried again before the next observation, or by
 * {@link #retry()}. Kept are at most {@value #CAPACITY} observations; beyond that the newest is refused and counted in
 * {@link #droppedObservations()}, so that the order of a stay's observations holds.
 */
public final class IncidentCorrelator {
    private static final int CAPACITY = 1_000;

    private final CaseBook book;
    private final CaseIds ids;
    private final Clock clock;
    private final Function<Stay, CaseContext> contextOf;
    private final List<Pending> backlog = new ArrayList<>();
    private long droppedObservations;

    /**
     * A correlator over {@code book}.
     *
     * @param contextOf camera, rule and software a stay belongs to; called once, at confirmation
     */
    public IncidentCorrelator(CaseBook book, CaseIds ids, Clock clock, Function<Stay, CaseContext> contextOf) {
        this.book = book;
        this.ids = ids;
        this.clock = clock;
        this.contextOf = contextOf;
    }

    /**
     * Enters what {@code observation} means, after what could not be entered before.
     *
     * @return what is on record now, oldest first; empty for what makes no case
     * @throws CaseBookException when the book cannot be written; the observation is kept
     */
    public synchronized List<Incident> on(Observation observation) throws CaseBookException {
        if (observation instanceof Observation.Confirmed confirmed) {
            keep(new Pending(observation.stay(), caseFile(confirmed.stay(), confirmed.reasons())));
        } else if (observation instanceof Observation.Ended ended && ended.wasConfirmed()) {
            keep(new Pending(observation.stay(), null));
        }
        return retry();
    }

    /**
     * Enters what could not be entered before.
     *
     * @return what is on record now, oldest first
     * @throws CaseBookException when the book still cannot be written; everything not entered is kept
     */
    public synchronized List<Incident> retry() throws CaseBookException {
        List<Incident> entered = new ArrayList<>();
        for (Iterator<Pending> it = backlog.iterator(); it.hasNext(); it.remove()) {
            try {
                enter(it.next()).ifPresent(entered::add);
            } catch (CaseBookException e) {
                if (entered.isEmpty()) {
                    throw e;
                }
                break; // what is on record must be told of; the rest fails again at the next call
            }
        }
        return entered;
    }

    /** Observations waiting for the book. */
    public synchronized int backlogSize() {
        return backlog.size();
    }

    public synchronized long droppedObservations() {
        return droppedObservations;
    }

    private void keep(Pending pending) {
        if (backlog.size() < CAPACITY) {
            backlog.add(pending);
        } else {
            droppedObservations++;
        }
    }

    private Optional<Incident> enter(Pending pending) throws CaseBookException {
        Stay stay = pending.stay();
        CaseFile proposed = pending.proposed();
        if (proposed != null) {
            CaseFile filed = book.file(proposed);
            return Optional.of(new Incident.Filed(filed, !filed.id().equals(proposed.id())));
        }
        CaseFile file = book.findByStay(stay.id()).orElse(null);
        if (file == null) {
            return Optional.empty(); // its confirmation was refused for want of room
        }
        Resolution resolution = new Resolution(Moment.of(stay.latest()), stay.dwell());
        CaseFile resolved = book.resolve(file.id(), resolution, "left by itself after " + inSeconds(stay.dwell()));
        return Optional.of(new Incident.Resolved(resolved));
    }

    private CaseFile caseFile(Stay stay, List<String> reasons) {
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
                stay.confidence(),
                reasons,
                clock.instant(),
                CaseState.FILED,
                null);
    }

    private static String inSeconds(Duration dwell) {
        return dwell.toSeconds() + " s";
    }

    /**
     * What is still to be entered of a stay.
     *
     * @param proposed the case to file, made once so that trying again cannot make a second one; null to resolve it
     */
    private record Pending(Stay stay, @Nullable CaseFile proposed) {}
}
