package io.streetward.cases;

import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.rules.Stay;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A case that has not ended, and the stays that are it. */
final class OpenCase {
    /** Two boxes of one thing: the detector is the same and so is the view, only the zone or the time differs. */
    private static final double SAME_IOU = 0.5;

    private final CaseFile file;
    /** Those that stand; a handful, one for each camera and zone that show the place. */
    private final List<Stay> standing = new ArrayList<>();

    private OpenCase(CaseFile file) {
        this.file = file;
    }

    static OpenCase of(CaseFile file, Stay stay) {
        OpenCase open = new OpenCase(file);
        open.standing.add(stay);
        return open;
    }

    /** One that an earlier run of the engine left open: nothing is known to stand there now. */
    static OpenCase ofEarlierRun(CaseFile file) {
        return new OpenCase(file);
    }

    CaseFile file() {
        return file;
    }

    List<Stay> standing() {
        return standing;
    }

    boolean isOfEarlierRun() {
        return standing.isEmpty();
    }

    void join(Stay stay) {
        standing.add(stay);
    }

    /** Takes note that a stay ended; whether it was one of these. */
    boolean end(UUID stayId) {
        return standing.removeIf(s -> s.id().equals(stayId));
    }

    boolean holds(UUID stayId) {
        return file.stayId().equals(stayId) || standing.stream().anyMatch(s -> s.id().equals(stayId));
    }

    boolean isSeenBy(StreamId camera) {
        return standing.stream().anyMatch(s -> s.start().stream().equals(camera));
    }

    /** Whether another zone of the same camera shows it at the same place. Two in one zone are two things: a rule knows. */
    boolean isAt(Stay stay) {
        List<Stay> here = standing.stream()
                .filter(s -> s.start().stream().equals(stay.start().stream()))
                .toList();
        return here.stream().noneMatch(s -> s.zone().id().equals(stay.zone().id()))
                && here.stream().anyMatch(s -> samePlace(s.box(), stay.box()));
    }

    /** Whether two boxes in one picture are of one place: they agree, or each holds the other's centre. */
    static boolean samePlace(NormalizedBox a, NormalizedBox b) {
        return a.iou(b) >= SAME_IOU || (holdsCentre(a, b) && holdsCentre(b, a));
    }

    private static boolean holdsCentre(NormalizedBox box, NormalizedBox other) {
        double x = other.center().x();
        double y = other.center().y();
        return box.x() <= x && x <= box.right() && box.y() <= y && y <= box.bottom();
    }
}
