package io.streetward.track;

import io.streetward.detect.ObjectKind;
import java.util.EnumMap;
import java.util.Map;

/** What a thing is, by the sum of the scores each label got: detectors call one van car, truck and bus in turn. */
public final class KindVote {
    private final Map<ObjectKind, Double> weights = new EnumMap<>(ObjectKind.class);
    private ObjectKind leader = ObjectKind.OTHER;

    public void add(ObjectKind kind, double confidence) {
        double weight = weights.merge(kind, Math.max(0, confidence), Double::sum);
        if (leader == ObjectKind.OTHER || weight > weights.getOrDefault(leader, 0.0)) {
            leader = kind;
        }
    }

    /** The kind with the greatest weight, the earlier one on a tie; {@link ObjectKind#OTHER} before any vote. */
    public ObjectKind winner() {
        return leader;
    }

    /** Whether two labels may be the same thing: motor vehicles are taken for one another, nothing else is. */
    public static boolean sameFamily(ObjectKind a, ObjectKind b) {
        return a == b || (a.isVehicle() && b.isVehicle());
    }
}
