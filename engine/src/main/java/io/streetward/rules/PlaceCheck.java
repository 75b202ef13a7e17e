package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.scene.StaticRegion;
import io.streetward.scene.ViewState;
import io.streetward.track.KindVote;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at the place of a case: is what was there gone? Looks are pooled into seconds of media time, as everywhere; it
 * takes {@value #LEAST_CLEAR} seconds with a clear view, and {@value #MOST_CLEAR} where the detector is in two minds. It
 * cannot tell one car from the next: a vehicle that stands there is "still there", for the place is not free.
 *
 * <p>What no detector knows (debris, goods) is told by the scene model alone, and only while that has kept its memory of the
 * place: after a restart it takes what lies there for the road.
 */
public final class PlaceCheck {
    /** What was found. */
    public sealed interface Finding {
        /** The picture that shows it; null when there was none. */
        @Nullable
        FrameRef shown();

        /** A sentence an operator understands. */
        String why();

        /** The word in the record. */
        String key();

        /** The place is free. */
        record Gone(FrameRef shown, String why) implements Finding {
            @Override
            public String key() {
                return "gone";
            }
        }

        /** Something of the kind is there. */
        record StillThere(FrameRef shown, String why) implements Finding {
            @Override
            public String key() {
                return "still_there";
            }
        }

        /** A person must look. */
        record CannotSee(@Nullable FrameRef shown, String why) implements Finding {
            @Override
            public String key() {
                return "cannot_see";
            }
        }
    }

    private static final int LEAST_CLEAR = 4;
    private static final int MOST_CLEAR = 12;
    /** Share of clear seconds in which a detector sees at least what is there; as in {@link Presence}. */
    private static final double LEAST_RATE = 0.3;

    private static final double SURE_RATE = 0.5;
    /** A bus that stops in front leaves within this time, or a person had better look. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Share of the place that a lasting change covers when what changed is still there. */
    private static final double SAME_GROUND = 0.25;

    private final ObjectKind object;
    private final NormalizedBox place;
    private final boolean sceneRemembers;
    private final DwellSettings settings = DwellSettings.defaults();
    private @Nullable MediaTime begun;
    private @Nullable FrameRef lastClear;
    private @Nullable FrameRef lastSeen;
    private ViewState view = ViewState.LEARNING;
    private long second = Long.MIN_VALUE;
    private Look best = Look.UNCLEAR;
    private int seen;
    private int empty;

    /**
     * A check not begun.
     *
     * @param object what the case is of
     * @param place where it stood
     * @param sceneRemembers whether the scene model has watched the place without a break since before it came
     */
    public PlaceCheck(ObjectKind object, NormalizedBox place, boolean sceneRemembers) {
        this.object = object;
        this.place = place;
        this.sceneRemembers = sceneRemembers;
    }

    /** Takes one look; what was found as soon as it is known. */
    public Optional<Finding> look(StreetView street) {
        FrameRef frame = street.tracks().frame();
        MediaTime now = frame.pts();
        if (begun == null || now.isBefore(begun)) {
            begin(now);
        }
        view = street.scene().state();
        Look look = judge(street);
        if (second(now) != second) {
            closeSecond();
            second = second(now);
            best = look;
        } else if (look.compareTo(best) < 0) {
            best = look;
        }
        if (look != Look.UNCLEAR) {
            lastClear = frame;
        }
        if (look == Look.SEEN) {
            lastSeen = frame;
        }
        return verdict(now);
    }

    /** What can be said when no more pictures come. */
    public Finding giveUp() {
        FrameRef clear = lastClear;
        return new Finding.CannotSee(
                clear, clear == null ? reasonUnseen() : "the camera stopped sending before the place could be judged");
    }

    private void begin(MediaTime now) {
        begun = now;
        second = second(now);
        best = Look.UNCLEAR;
        seen = 0;
        empty = 0;
    }

    private void closeSecond() {
        seen += best == Look.SEEN ? 1 : 0;
        empty += best == Look.EMPTY ? 1 : 0;
    }

    private Optional<Finding> verdict(MediaTime now) {
        int clear = seen + empty;
        FrameRef there = lastSeen;
        FrameRef free = lastClear;
        if (clear >= LEAST_CLEAR && there != null && seen >= SURE_RATE * clear) {
            return Optional.of(new Finding.StillThere(there, "seen in " + seen + " of " + clear + " seconds"));
        }
        if (clear >= LEAST_CLEAR && seen == 0 && free != null) {
            return Optional.of(new Finding.Gone(free, "the place was free in " + clear + " of " + clear + " seconds"));
        }
        if (clear >= MOST_CLEAR && there != null && free != null) {
            String why = "seen in " + seen + " of " + clear + " seconds";
            return Optional.of(
                    seen >= LEAST_RATE * clear ? new Finding.StillThere(there, why) : new Finding.Gone(free, why));
        }
        MediaTime since = begun;
        return since != null && now.since(since).compareTo(PATIENCE) >= 0
                ? Optional.of(new Finding.CannotSee(free, reasonUnseen()))
                : Optional.empty();
    }

    private String reasonUnseen() {
        if (!view.trusted()) {
            return view.why();
        }
        return !isSeenByDetector() && !sceneRemembers
                ? "the engine was started after it came, and takes what lies there for the road"
                : "the place was hidden";
    }

    private Look judge(StreetView street) {
        if (!street.scene().state().trusted()) {
            return Look.UNCLEAR;
        }
        TrackSet tracks = street.tracks();
        boolean changed = street.scene().regions().stream().anyMatch(this::isHere);
        Optional<Track> same = tracks.confirmed().stream()
                .filter(Track::matched)
                .filter(t -> KindVote.sameFamily(object, t.kind()) && isAt(t.box()))
                .findFirst();
        if (same.isPresent()) {
            boolean passes = same.get().speed().orElse(0) >= settings.movingSpeed();
            return passes ? Look.UNCLEAR : Look.SEEN;
        }
        if (new Cover(tracks, settings).hides(place)) {
            return Look.UNCLEAR;
        }
        if (isSeenByDetector()) {
            return changed ? Look.UNCLEAR : Look.EMPTY;
        }
        if (changed) {
            return Look.SEEN;
        }
        boolean known = sceneRemembers && street.scene().state().phase() == ViewState.Phase.CLEAR;
        return known ? Look.EMPTY : Look.UNCLEAR;
    }

    private boolean isSeenByDetector() {
        return object.isVehicle() || object == ObjectKind.PERSON || object == ObjectKind.TWO_WHEELER;
    }

    private boolean isHere(StaticRegion region) {
        return region.box().intersection(place)
                >= SAME_GROUND * Math.min(region.box().area(), place.area());
    }

    private boolean isAt(NormalizedBox box) {
        return box.iou(place) >= settings.agreeIou();
    }

    private static long second(MediaTime time) {
        return Math.floorDiv(time.micros(), 1_000_000L);
    }
}
