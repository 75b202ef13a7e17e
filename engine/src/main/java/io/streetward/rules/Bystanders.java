package io.streetward.rules;

import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.track.Track;
import io.streetward.track.TrackSet;
import java.time.Duration;
import java.util.List;

/**
 * The persons in one picture, who of them lingers, and how tall persons are there. Who walks by moves more than his own width in a
 * second; who sells shifts his feet.
 */
final class Bystanders {
    /** Box sizes per second: at 1.4 m/s and 0.5 m of width a walker makes three, and towards the camera still one. */
    private static final double LINGERS = 0.6;

    private static final Duration BELIEVED = Duration.ofSeconds(2);
    private static final double FOLLOWS = 0.05;
    private static final double USUAL_HEIGHT = 0.25;

    private double height = USUAL_HEIGHT;
    private boolean measured;

    /** The persons in a look. */
    List<Track> look(TrackSet tracks) {
        tracks.tracks().stream()
                .filter(t -> t.kind() == ObjectKind.PERSON && t.matched())
                .forEach(t -> measure(t.box().h()));
        return tracks.tracks().stream()
                .filter(t -> t.kind() == ObjectKind.PERSON)
                .filter(t -> tracks.frame().pts().since(t.lastSeen()).compareTo(BELIEVED) <= 0)
                .toList();
    }

    static boolean lingers(Track person) {
        return person.speed().orElse(Double.MAX_VALUE) <= LINGERS;
    }

    /** Usual height of persons, share of the picture's height. */
    double height() {
        return height;
    }

    private void measure(double h) {
        height = measured ? height + FOLLOWS * (h - height) : h;
        measured = true;
    }

    /** Whether a person is within arm's reach or a step of something: half his own height. */
    static boolean isBeside(NormalizedBox person, NormalizedBox thing, FrameRef frame) {
        double reachY = person.h() / 2;
        double reachX = reachY * frame.heightPx() / frame.widthPx();
        return apart(person.x(), person.right(), thing.x(), thing.right()) <= reachX
                && apart(person.y(), person.bottom(), thing.y(), thing.bottom()) <= 0
                && Math.abs(person.bottom() - thing.bottom()) <= Math.max(reachY, thing.h());
    }

    static double apart(double from, double to, double otherFrom, double otherTo) {
        return Math.max(0, Math.max(otherFrom - to, from - otherTo));
    }
}
