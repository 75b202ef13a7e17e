package io.streetward.tools.replay;

import io.streetward.app.ReplayedClip;
import io.streetward.config.StreetwardConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Puts the outcomes of clips together to one answer. */
final class Reporting {
    private final StreetwardConfig config;

    Reporting(StreetwardConfig config) {
        this.config = config;
    }

    ReplayReport report(List<Rehearsal.Outcome> outcomes, Duration startup, Duration run, Duration inference) {
        List<ReplayReport.ClipLine> lines = new ArrayList<>();
        List<Alarm> alarms = new ArrayList<>();
        List<Alarm> scored = new ArrayList<>();
        List<TrueEvent> events = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        boolean anyTruth = false;
        double videoS = 0;
        double scoredS = 0;
        double sceneS = 0;
        for (Rehearsal.Outcome outcome : outcomes) {
            Recorded clip = outcome.clip();
            ReplayedClip replayed = outcome.replayed();
            if (replayed == null) {
                broken.add(outcome.problem());
                continue;
            }
            double lengthS = seconds(replayed.length());
            List<Alarm> raised = replayed.alarms().stream()
                    .map(alarm -> Alarm.of(clip.clip(), alarm))
                    .toList();
            ReplayedClip.Work work = replayed.work();
            lines.add(new ReplayReport.ClipLine(
                    clip.clip(),
                    lengthS,
                    raised.size(),
                    work.decoded(),
                    work.looks(),
                    work.looks() - work.unchanged(),
                    work.damaged()));
            alarms.addAll(raised);
            videoS += lengthS;
            sceneS += seconds(work.scene());
            TruthFile truth = clip.truth();
            if (truth != null) {
                anyTruth = true;
                scored.addAll(raised);
                scoredS += lengthS;
                events.addAll(truth.trueEvents(clip.clip(), zone -> dwellS(clip.camera(), zone)));
            }
        }
        return new ReplayReport(
                config.models().detector(),
                decode(),
                lines,
                alarms,
                anyTruth ? EventScores.of(events, scored, scoredS / 3_600) : null,
                videoS,
                seconds(run),
                seconds(startup),
                seconds(inference),
                sceneS,
                broken);
    }

    private double dwellS(String camera, String zone) {
        return config.cameras().stream()
                .filter(c -> c.id().equals(camera))
                .flatMap(c -> c.zones().stream())
                .filter(z -> z.id().equals(zone))
                .mapToDouble(z -> seconds(z.rule().dwell()))
                .findFirst()
                .orElse(Double.NaN);
    }

    private String decode() {
        List<String> policies = config.cameras().stream()
                .map(camera -> camera.decode().policy())
                .distinct()
                .collect(Collectors.toList());
        return policies.size() == 1 ? policies.get(0) : "";
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
