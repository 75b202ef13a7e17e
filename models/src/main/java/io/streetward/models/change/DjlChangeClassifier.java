package io.streetward.models.change;

import io.streetward.detect.ChangeClassifier;
import io.streetward.detect.ChangeVerdict;
import io.streetward.detect.Classification.Score;
import io.streetward.detect.DetectorException;
import io.streetward.detect.PatchPair;
import io.streetward.models.Network;
import io.streetward.models.Network.Output;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.Task;
import io.streetward.models.classify.Activations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A change bundle on a predictor of its own. */
final class DjlChangeClassifier implements ChangeClassifier {
    private final ModelBundle bundle;
    private final Task.Change task;
    private final List<String> labels;
    private final Network<float[][]> network;

    private DjlChangeClassifier(ModelBundle bundle, Task.Change task, BundleSource source)
            throws DetectorException, BundleException {
        this.bundle = bundle;
        this.task = task;
        this.labels = bundle.labels().stream().map(ModelLabel::name).toList();
        // One thread: a call takes about a millisecond, and others have frames to look at.
        this.network = Network.open(bundle, source, 1, this::probabilities);
    }

    static DjlChangeClassifier open(ModelBundle bundle, BundleSource source) throws DetectorException, BundleException {
        String where = source.describe(BundleSource.DESCRIPTION);
        if (!(bundle.task() instanceof Task.Change task)) {
            throw new DetectorException(where + ": is a " + bundle.task().key() + ", expected a change classifier");
        }
        if (bundle.input().widthPx() != PairInput.WIDTH_PX || bundle.input().heightPx() != PairInput.HEIGHT_PX) {
            throw new DetectorException(where + ": input is "
                    + bundle.input().widthPx() + "x" + bundle.input().heightPx() + ", expected " + PairInput.WIDTH_PX
                    + "x" + PairInput.HEIGHT_PX + ": two patches, one above the other");
        }
        return new DjlChangeClassifier(bundle, task, source);
    }

    @Override
    public String name() {
        return bundle.name();
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public double margin() {
        return task.margin();
    }

    @Override
    public List<ChangeVerdict> classify(List<PatchPair> pairs) throws DetectorException {
        List<PairInput> inputs =
                pairs.stream().map(pair -> PairInput.of(bundle.input(), pair)).toList();
        List<ChangeVerdict> results = new ArrayList<>(pairs.size());
        if (network.oneByOne()) {
            for (PairInput input : inputs) {
                results.add(verdict(network.run(List.of(input))[0]));
            }
        } else if (!inputs.isEmpty()) {
            for (float[] row : network.run(inputs)) {
                results.add(verdict(row));
            }
        }
        return results;
    }

    @Override
    public void close() {
        network.close();
    }

    private ChangeVerdict verdict(float[] probabilities) {
        List<Score> scores = new ArrayList<>(probabilities.length);
        for (int i = 0; i < probabilities.length; i++) {
            scores.add(new Score(labels.get(i), probabilities[i]));
        }
        scores.sort(Comparator.comparingDouble(Score::probability).reversed());
        return new ChangeVerdict(scores);
    }

    private float[][] probabilities(List<Output> outputs, int inputs) {
        long values = outputs.size() == 1
                ? outputs.get(0).shape().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)
                : 0;
        if (values != (long) inputs * labels.size()) {
            throw new IllegalArgumentException("the model returned "
                    + String.join(", ", outputs.stream().map(Output::shapeText).toList())
                    + ", expected one output " + inputs + "x" + labels.size() + ": a value for each label ("
                    + String.join(", ", labels) + ")");
        }
        float[][] rows = new float[inputs][labels.size()];
        for (int i = 0; i < inputs; i++) {
            outputs.get(0).data().get(i * labels.size(), rows[i]);
            Activations.apply(task.activation(), rows[i]);
        }
        return rows;
    }
}
