package io.streetward.tools.replay;

import io.streetward.media.NormalizedBox;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/** A replay for people. */
final class ReplayTable {
    private static final String ROW = "%-16s %6s %6s %7s  %-13s %-13s %-13s %s%n";

    private final PrintWriter out;

    ReplayTable(PrintWriter out) {
        this.out = out;
    }

    void print(ReplayReport report) {
        out.println();
        report.alarms().forEach(alarm -> line("alarm", alarm));
        if (report.alarms().isEmpty()) {
            out.println("no alarms");
        }
        EventScores scores = report.scores();
        if (scores != null) {
            print(scores);
        }
        out.printf(
                Locale.ROOT,
                "%s%s: %.1f s of video in %.1f s = %s real time; detector %.1f s of that on its threads, scene %.1f s;"
                        + " start-up %.1f s%n",
                report.bundle(),
                report.decode().isEmpty() ? "" : ", decode " + report.decode(),
                report.videoS(),
                report.runS(),
                number(report.realtimeFactor(), "%.1f ×"),
                report.inferenceS(),
                report.sceneS(),
                report.startupS());
        report.clips().stream()
                .filter(clip -> clip.damaged() > 0)
                .forEach(clip ->
                        out.println(clip.clip() + ": " + clip.damaged() + " access units could not be decoded wholly"));
        report.broken().forEach(problem -> out.println("not replayed, and counts nowhere: " + problem));
        out.flush();
    }

    private void print(EventScores scores) {
        out.println();
        out.printf(ROW, "kind", "events", "alarms", "matched", "precision", "recall", "F1", "start RMSE");
        for (EventScores.Row row : scores.kinds()) {
            out.printf(
                    ROW,
                    row.kind(),
                    row.events(),
                    row.alarms(),
                    row.matched(),
                    rate(row.matched(), row.alarms(), row.precision()),
                    rate(row.matched(), row.events(), row.recall()),
                    rate(2 * row.matched(), row.events() + row.alarms(), row.f1()),
                    number(row.startRmseS(), "%.2f s"));
        }
        out.println();
        scores.match()
                .missed()
                .forEach(event -> out.printf(
                        Locale.ROOT,
                        "missed       %-22s %s in %s, %.1f to %.1f s, at %s%n",
                        event.clip(),
                        event.kind(),
                        event.zone(),
                        event.startS(),
                        event.endS(),
                        box(event.box())));
        scores.match().falseAlarms().forEach(alarm -> line("false alarm", alarm));
        scores.tooShort()
                .forEach(event -> out.printf(
                        Locale.ROOT,
                        "no event     %-22s %s in %s leaves at %.1f s, before it has stayed %.0f s%n",
                        event.clip(),
                        event.kind(),
                        event.zone(),
                        event.endS(),
                        event.dwellS()));
        out.printf(
                Locale.ROOT,
                "false alarms: %d in %.3f camera-hours = %s an hour%n",
                scores.match().falseAlarms().size(),
                scores.hours(),
                number(scores.falseAlarmsPerHour(), "%.1f"));
    }

    private void line(String what, Alarm alarm) {
        out.printf(
                Locale.ROOT,
                "%-12s %-22s %s in %s at %.1f s, there since %.1f s, at %s, confidence %.2f: %s%n",
                what,
                alarm.clip(),
                alarm.kind(),
                alarm.zone(),
                alarm.alarmS(),
                alarm.startS(),
                box(alarm.box()),
                alarm.confidence(),
                String.join("; ", alarm.reasons()));
    }

    private static String box(NormalizedBox box) {
        return String.format(Locale.ROOT, "[%.3f, %.3f, %.3f, %.3f]", box.x(), box.y(), box.w(), box.h());
    }

    private static String rate(int part, int whole, OptionalDouble value) {
        return value.isEmpty() ? "-" : part + "/" + whole + number(value, " = %.2f");
    }

    private static String number(OptionalDouble value, String format) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, format, value.getAsDouble());
    }
}
