package io.streetward.models.classify;

import io.streetward.detect.Classification;
import io.streetward.detect.Classification.Score;
import io.streetward.detect.CropClassifier;
import io.streetward.detect.CropInput;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InputSpec;
import io.streetward.models.Network;
import io.streetward.models.Network.Output;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A classifier bundle on a predictor of its own, on PyTorch or ONNX Runtime. */
final class DjlClassifier implements CropClassifier {
    private final ModelBundle bundle;
    private final Task.Classifier task;
    private final List<String> labels;
    private final Network<float[][]> network;

    private DjlClassifier(ModelBundle bundle, Task.Classifier task, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        this.bundle = bundle;
        this.task = task;
        this.labels = bundle.labels().stream().map(ModelLabel::name).toList();
        this.network = Network.open(bundle, source, intraOpThreads, this::probabilities);
    }

    static DjlClassifier open(ModelBundle bundle, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        if (bundle.task() instanceof Task.Classifier task) {
            return new DjlClassifier(bundle, task, source, intraOpThreads);
        }
        throw new DetectorException(source.describe(BundleSource.DESCRIPTION) + ": is a "
                + bundle.task().key() + ", expected a classifier");
    }

    @Override
    public String name() {
        return bundle.name();
    }

    @Override
    public InputSpec input() {
        return bundle.input();
    }

    @Override
    public double margin() {
        return task.margin();
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public List<Classification> classify(List<CropInput> batch) throws DetectorException {
        List<Classification> results = new ArrayList<>(batch.size());
        if (network.oneByOne()) {
            for (CropInput crop : batch) {
                results.add(toClassification(crop, network.run(List.of(crop))[0]));
            }
        } else {
            float[][] rows = network.run(batch);
            for (int i = 0; i < rows.length; i++) {
                results.add(toClassification(batch.get(i), rows[i]));
            }
        }
        return results;
    }

    @Override
    public void close() {
        network.close();
    }

    private Classification toClassification(CropInput crop, float[] probabilities) {
        List<Score> scores = new ArrayList<>(probabilities.length);
        for (int i = 0; i < probabilities.length; i++) {
            scores.add(new Score(labels.get(i), probabilities[i]));
        }
        scores.sort(Comparator.comparingDouble(Score::probability).reversed());
        return new Classification(crop.frame(), crop.object(), scores);
    }

    private float[][] probabilities(List<Output> outputs, int inputs) {
        long values = outputs.size() == 1
                ? outputs.get(0).shape().stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b)
                : 0;
        // N×L, or N×L×1×1 as a pooled head leaves it.
        if (values != (long) inputs * labels.size() || outputs.get(0).shape().get(0) != inputs) {
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
