package io.streetward.tools.train;

import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeVerdict;
import io.streetward.detect.DetectorException;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.change.DjlChangeClassifierProvider;
import io.streetward.models.training.Judged;
import io.streetward.models.training.LabelledPair;
import io.streetward.models.training.ResidueLabel;
import io.streetward.models.training.ResidueReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measures a change bundle on clips with truth. */
final class ClipEvaluation {
    private final PrintWriter out;

    ClipEvaluation(PrintWriter out) {
        this.out = out;
    }

    /** Prints a line for each clip and a report for all of them; returns what the model said. */
    List<Judged> run(List<Path> folders, String bundle, Path bundlesDir)
            throws IOException, DetectorException, BundleException {
        List<Judged> all = new ArrayList<>();
        try (ChangeClassifier classifier = new DjlChangeClassifierProvider().open(bundle, bundlesDir)) {
            for (Path folder : folders) {
                for (ClipTruth clip : ClipTruth.in(folder)) {
                    List<Judged> judged = judge(classifier, ClipPairs.of(clip, classifier.margin()));
                    out.println(line(clip, judged));
                    out.flush();
                    all.addAll(judged);
                }
            }
        }
        if (all.isEmpty()) {
            throw new IOException(folders + ": no clip with a truth, expected NAME.mp4 with NAME.truth.json");
        }
        new ResidueReport(all).lines().forEach(out::println);
        out.flush();
        return all;
    }

    private static List<Judged> judge(ChangeClassifier classifier, List<LabelledPair> pairs) throws DetectorException {
        List<ChangeVerdict> verdicts =
                classifier.classify(pairs.stream().map(LabelledPair::pair).toList());
        List<Judged> judged = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            ChangeVerdict verdict = verdicts.get(i);
            List<Double> probabilities = Arrays.stream(ResidueLabel.values())
                    .map(label -> verdict.probability(label.key()))
                    .toList();
            judged.add(
                    new Judged(pairs.get(i).label(), probabilities, pairs.get(i).what()));
        }
        return judged;
    }

    private static String line(ClipTruth clip, List<Judged> judged) {
        long residue =
                judged.stream().filter(j -> j.truth() != ResidueLabel.NONE).count();
        long found = judged.stream()
                .filter(j -> j.truth() != ResidueLabel.NONE && j.residue() >= 0.5)
                .count();
        long wrong = judged.stream()
                .filter(j -> j.truth() == ResidueLabel.NONE && j.residue() >= 0.5)
                .count();
        return String.format(
                Locale.ROOT,
                "%-36s residue found %d/%d, none taken for residue %d/%d",
                clip.video().getFileName(),
                found,
                residue,
                wrong,
                judged.size() - residue);
    }
}
