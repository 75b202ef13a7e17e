package io.streetward.models.training;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.streetward.detect.PatchPair;
import io.streetward.models.DjlRuntime;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.graph.Graph;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Trains the network on composed pairs: all of them in each epoch, in another order. For one thread; holds native memory,
 * and about 50 KB of heap a pair.
 */
public final class ResidueTrainer implements AutoCloseable {
    private static final int BATCH = 64;
    /** Adam's usual 0.001 doubled, for a small network with batch normalisation; falls to nothing along a cosine. */
    private static final float LEARNING_RATE = 0.002f;

    private static final float WEIGHT_DECAY = 1e-4f;

    private final Settings settings;
    private final PatchComposer composer;
    private final Model model;
    private final SequentialBlock net;

    /**
     * How to train.
     *
     * @param seed of the data and the first weights
     * @param samples pairs composed
     * @param epochs passes over them
     * @param threads the engine may use
     */
    public record Settings(long seed, int samples, int epochs, int threads) {
        public Settings {
            if (samples < BATCH || epochs < 1 || threads < 1) {
                throw new IllegalArgumentException("found " + samples + " samples, " + epochs + " epochs, " + threads
                        + " threads, expected at least " + BATCH + ", 1 and 1");
            }
        }

        /** The first seed of a block of pairs: block 0 is trained on, negative ones are for calibrating and measuring. */
        public long firstSeed(int block) {
            return (seed << 32) + ((long) block << 24);
        }
    }

    /** What one epoch came to, on the pairs it was trained on. */
    public record Epoch(int number, double loss, double accuracy) {}

    /** Ready to train; the first weights are random. */
    public ResidueTrainer(Settings settings, PatchComposer composer) {
        this.settings = settings;
        this.composer = composer;
        Engine engine = DjlRuntime.engine(EngineKind.PYTORCH);
        engine.setRandomSeed(Math.toIntExact(settings.seed & 0x7fffffff));
        this.model = Model.newInstance("residue", engine.getEngineName());
        this.net = ResidueNetwork.create();
        model.setBlock(net);
    }

    /** Trains, telling {@code each} after every epoch. */
    public void train(Consumer<Epoch> each) {
        int updates = settings.epochs * (settings.samples / BATCH);
        Tracker rate = Tracker.cosine()
                .setBaseValue(LEARNING_RATE)
                .optFinalValue(LEARNING_RATE / 100)
                .setMaxUpdates(updates)
                .build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(rate)
                        .optWeightDecays(WEIGHT_DECAY)
                        .build());
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(ResidueNetwork.inputShape(BATCH));
            List<LabelledPair> pairs = composer.compose(settings.firstSeed(0), settings.samples);
            List<LabelledPair> others = mirrored(pairs);
            for (int epoch = 0; epoch < settings.epochs; epoch++) {
                List<LabelledPair> shuffled = new ArrayList<>(epoch % 2 == 0 ? pairs : others);
                Collections.shuffle(shuffled, new Random(settings.seed + epoch));
                each.accept(epoch(trainer, epoch, shuffled));
            }
        }
    }

    /** Composing takes longer than training: each pair serves in every epoch, mirrored in every other one. */
    private static List<LabelledPair> mirrored(List<LabelledPair> pairs) {
        return pairs.stream()
                .map(pair -> new LabelledPair(Mirror.of(pair.pair()), pair.label(), pair.what()))
                .toList();
    }

    private Epoch epoch(Trainer trainer, int number, List<LabelledPair> all) {
        int batches = settings.samples / BATCH;
        double loss = 0;
        long right = 0;
        for (int i = 0; i < batches; i++) {
            List<LabelledPair> pairs = all.subList(i * BATCH, (i + 1) * BATCH);
            DjlRuntime.setIntraOpThreads(EngineKind.PYTORCH, settings.threads);
            try (NDManager manager = trainer.getManager().newSubManager()) {
                NDArray labels = labels(manager, pairs);
                NDList input = new NDList(pictures(manager, pairs));
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDList output = trainer.forward(input);
                    NDArray value = trainer.getLoss().evaluate(new NDList(labels), output);
                    collector.backward(value);
                    loss += value.toFloatArray()[0];
                    right += output.singletonOrThrow()
                            .argMax(1)
                            .toType(DataType.FLOAT32, false)
                            .eq(labels)
                            .toType(DataType.INT64, false)
                            .sum()
                            .getLong();
                    output.close();
                    value.close();
                }
                trainer.step();
            }
        }
        return new Epoch(number + 1, loss / batches, (double) right / (batches * BATCH));
    }

    /** The network's logits for each pair, as it stands. */
    public List<List<Float>> logits(List<LabelledPair> pairs) {
        List<List<Float>> rows = new ArrayList<>(pairs.size());
        DjlRuntime.setIntraOpThreads(EngineKind.PYTORCH, settings.threads);
        try (ai.djl.inference.Predictor<NDList, NDList> predictor =
                model.newPredictor(new ai.djl.translate.NoopTranslator())) {
            for (int from = 0; from < pairs.size(); from += BATCH) {
                List<LabelledPair> batch = pairs.subList(from, Math.min(pairs.size(), from + BATCH));
                try (NDManager manager = model.getNDManager().newSubManager();
                        NDList output = predictor.predict(new NDList(pictures(manager, batch)))) {
                    float[] values = output.singletonOrThrow().toFloatArray();
                    int labels = ResidueLabel.ORDER.size();
                    for (int i = 0; i < batch.size(); i++) {
                        List<Float> row = new ArrayList<>(labels);
                        for (int k = 0; k < labels; k++) {
                            row.add(values[i * labels + k]);
                        }
                        rows.add(row);
                    }
                }
            }
        } catch (ai.djl.translate.TranslateException e) {
            throw new IllegalStateException("the trained network does not run: " + e.getMessage(), e);
        }
        return rows;
    }

    /** The trained network for an archive, its logits divided by {@code temperature}. */
    public Graph graph(double temperature) {
        return ResidueGraph.of(net, temperature);
    }

    private static NDArray pictures(NDManager manager, List<LabelledPair> pairs) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(pairs.size() * 2 * PatchPair.SIZE_BYTES);
        for (LabelledPair pair : pairs) {
            bytes.put(pair.pair().before().duplicate()).put(pair.pair().after().duplicate());
        }
        return manager.create(bytes.flip(), ResidueNetwork.inputShape(pairs.size()), DataType.UINT8);
    }

    private static NDArray labels(NDManager manager, List<LabelledPair> pairs) {
        float[] labels = new float[pairs.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = pairs.get(i).label().index();
        }
        return manager.create(labels);
    }

    @Override
    public void close() {
        model.close();
    }
}
