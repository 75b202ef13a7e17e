package io.streetward.track;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.ObjectKind;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A street with known truth, seen by a detector with known faults: boxes that wobble, objects that are missed, labels that
 * flicker, things that hide one another. Times are seconds of media time.
 */
public final class SimulatedStreet {
    /** Where one thing is at a time; null while it is not in the picture. */
    public interface Path extends DoubleFunction<@Nullable NormalizedBox> {}

    /** A thing in the street; a later one stands in front of an earlier one. */
    private record Actor(String label, ObjectKind kind, Path path) {}

    private final Random random;
    private final List<Actor> actors = new ArrayList<>();
    private double jitter;
    private double detectionShare = 1;
    private double kindFlicker;
    private DoubleUnaryOperator score = t -> 0.8;

    public SimulatedStreet(long seed) {
        random = new Random(seed);
    }

    public SimulatedStreet add(ObjectKind kind, Path path) {
        actors.add(new Actor(kind.name().toLowerCase(Locale.ROOT), kind, path));
        return this;
    }

    /** Each edge moves by up to this share of the box's size, evenly spread. */
    public SimulatedStreet jitter(double share) {
        jitter = share;
        return this;
    }

    public SimulatedStreet detectionShare(double share) {
        detectionShare = share;
        return this;
    }

    /** The share of frames in which a vehicle is called by another vehicle's name. */
    public SimulatedStreet kindFlicker(double share) {
        kindFlicker = share;
        return this;
    }

    public SimulatedStreet score(DoubleUnaryOperator scoreAt) {
        score = scoreAt;
        return this;
    }

    /** What the detector finds in the frame at {@code atS}, dated {@code pts}. */
    public Detections look(double atS, MediaTime pts) {
        List<Detection> found = new ArrayList<>();
        for (int i = 0; i < actors.size(); i++) {
            Actor actor = actors.get(i);
            NormalizedBox box = actor.path.apply(atS);
            if (box != null && !isHidden(i, box, atS) && random.nextDouble() < detectionShare) {
                ObjectKind kind = seenKind(actor.kind);
                found.add(new Detection(kind, actor.label, score.applyAsDouble(atS), wobble(box)));
            }
        }
        return new Detections(frame(pts), found);
    }

    public Detections look(double atS) {
        return look(atS, MediaTime.ofSeconds(atS));
    }

    public static FrameRef frame(MediaTime pts) {
        Instant receivedAt = Instant.EPOCH.plusNanos(pts.micros() * 1000);
        return new FrameRef(new StreamId("east-kerb"), pts, receivedAt, 1920, 1080, false);
    }

    /** Frame times from {@code fromS} to {@code toS} at a rate; the given share of frames, at random, is dropped. */
    public List<Double> times(double fromS, double toS, double fps, double dropShare) {
        List<Double> times = new ArrayList<>();
        int frames = (int) Math.floor((toS - fromS) * fps);
        for (int i = 0; i <= frames; i++) {
            if (random.nextDouble() >= dropShare) {
                times.add(fromS + i / fps);
            }
        }
        return times;
    }

    private boolean isHidden(int index, NormalizedBox box, double atS) {
        for (int i = index + 1; i < actors.size(); i++) {
            NormalizedBox front = actors.get(i).path.apply(atS);
            if (front != null && box.intersection(front) > 0.6 * box.area()) {
                return true;
            }
        }
        return false;
    }

    private ObjectKind seenKind(ObjectKind kind) {
        if (!kind.isVehicle() || random.nextDouble() >= kindFlicker) {
            return kind;
        }
        return random.nextBoolean() ? ObjectKind.TRUCK : ObjectKind.BUS;
    }

    private NormalizedBox wobble(NormalizedBox box) {
        return NormalizedBox.ofCorners(
                box.x() + edge() * box.w(),
                box.y() + edge() * box.h(),
                box.right() + edge() * box.w(),
                box.bottom() + edge() * box.h());
    }

    private double edge() {
        return jitter * (2 * random.nextDouble() - 1);
    }
}
