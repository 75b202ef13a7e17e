package io.streetward.tools.demo;

import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.CaseFile;
import io.streetward.cases.EvidenceItem;
import io.streetward.tools.listen.RecordedSound;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The table a person reads at the end of a demo. */
record DemoSummary(CaseDossier dossier, Path folder, RecordedSound heard, List<Check> checks) {
    void print(PrintWriter out) {
        CaseFile file = dossier.file();
        out.println();
        row(out, "case", file.id() + ", " + file.state().name().toLowerCase(Locale.ROOT));
        row(out, "event", file.kind().id());
        row(out, "zone", file.zone().id() + " (" + file.zone().name() + "), camera " + file.camera());
        row(out, "start", file.started().at() + " (media time " + file.started().pts() + ")");
        row(out, "dwell", stayed(file));
        row(out, "reason", String.join("; ", file.reasons()));
        String label = "evidence";
        for (EvidenceItem item : dossier.evidence()) {
            row(
                    out,
                    label,
                    String.format(Locale.ROOT, "%-36s %,10d bytes  %s", item.fileName(), item.sizeBytes(), span(item)));
            label = "";
        }
        for (AnnouncementEntry said : dossier.announcements()) {
            row(
                    out,
                    "said",
                    "\"" + said.text() + "\" on " + said.speaker() + ", "
                            + said.outcome().key() + (said.detail().isEmpty() ? "" : " (" + said.detail() + ")"));
        }
        row(out, "heard", heard.toString());
        row(out, "folder", folder.toString());
        out.println();
        for (Check check : checks) {
            out.println((check.kept() ? "ok      " : "FAILED  ") + check.promise() + ": " + check.found());
        }
        out.flush();
    }

    private static String stayed(CaseFile file) {
        String confirmed = seconds(file.dwell().toMillis()) + " when confirmed";
        return file.resolution() == null
                ? confirmed + "; still there at the end"
                : confirmed + "; left after "
                        + seconds(file.resolution().dwell().toMillis());
    }

    private static String span(EvidenceItem item) {
        return item.from().pts().equals(item.to().pts())
                ? "at " + item.from().pts()
                : item.from().pts() + " to " + item.to().pts();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    private static void row(PrintWriter out, String label, String value) {
        out.println(String.format(Locale.ROOT, "%-9s %s", label, value));
    }
}
