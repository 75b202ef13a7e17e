package io.streetward.tools.replay;

import io.streetward.app.ReplayedClip;
import io.streetward.cases.CaseFile;
import io.streetward.media.NormalizedBox;
import java.util.List;

/**
 * A case that the engine filed.
 *
 * @param clip the clip's file name
 * @param startS seconds of the clip at which it came to stand
 * @param alarmS seconds of the clip at which it was filed
 * @param confidence 0..1
 */
record Alarm(
        String clip,
        String kind,
        String zone,
        double startS,
        double alarmS,
        NormalizedBox box,
        double confidence,
        List<String> reasons) {
    Alarm {
        reasons = List.copyOf(reasons);
    }

    static Alarm of(String clip, ReplayedClip.Alarm raised) {
        CaseFile file = raised.file();
        return new Alarm(
                clip,
                file.kind().id(),
                file.zone().id(),
                raised.start().toNanos() / 1e9,
                raised.raised().toNanos() / 1e9,
                file.box(),
                file.confidence(),
                file.reasons());
    }
}
