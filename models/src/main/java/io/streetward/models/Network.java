package io.streetward.models;

import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.streetward.detect.DetectorException;
import io.streetward.detect.ModelInput;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.tuning.Precision;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One network of a second-stage bundle, with a DJL predictor of its own. Opening it checks the weights' hash and runs it
 * on a blank input, so that wrong shapes are met then. For one thread at a time.
 *
 * @param <R> what is read from its outputs
 */
public final class Network<R> implements AutoCloseable {
    private static final int WARM_UP_RUNS = 2;

    private final ModelBundle bundle;
    private final DjlModel model;
    private final BatchTensor tensor;
    private final Reader<R> reader;
    private final Predictor<List<ModelInput>, R> predictor;
    private final int intraOpThreads;
    private String outputShapes = "";

    /** Reads a network's outputs while the engine's memory is alive. */
    public interface Reader<R> {
        /**
         * Reads.
         *
         * @param outputs valid for the call
         * @param inputs how many inputs they are of
         * @throws IllegalArgumentException naming the shape that came and the one expected
         */
        R read(List<Output> outputs, int inputs);
    }

    /**
     * One output tensor, read in place.
     *
     * @param shape its axes, the batch included
     * @param data its values, the last axis running fastest
     */
    public record Output(List<Long> shape, FloatBuffer data) {
        /** As messages show it, such as 1x40x6625. */
        public String shapeText() {
            return shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
        }
    }

    private Network(DjlModel model, int intraOpThreads, Reader<R> reader) {
        this.bundle = model.bundle();
        this.model = model;
        this.intraOpThreads = intraOpThreads;
        this.reader = reader;
        this.tensor = new BatchTensor(bundle.input(), bundle.tensor());
        this.predictor = model.model().newPredictor(new OutputTranslator());
    }

    /**
     * Loads the first of a bundle's networks.
     *
     * @throws DetectorException when it does not load or returns other shapes than the reader expects
     * @throws BundleException when a file is missing or not the one described
     */
    public static <R> Network<R> open(ModelBundle bundle, BundleSource source, int intraOpThreads, Reader<R> reader)
            throws DetectorException, BundleException {
        // Small networks, run now and then: what a shorter number format saves is not worth a character misread.
        DjlModel model = DjlModel.load(bundle, source, intraOpThreads, Precision.FLOAT32);
        Network<R> network = new Network<>(model, intraOpThreads, reader);
        boolean sound = false;
        try (BlankInput blank = new BlankInput(bundle.input())) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                network.run(List.of(blank));
            }
            sound = true;
            return network;
        } finally {
            if (!sound) {
                network.close();
            }
        }
    }

    /** Whether inputs are better run one at a time. */
    public boolean oneByOne() {
        return model.oneByOne();
    }

    /** Engine, version and device. */
    public String engineText() {
        return model.engineText();
    }

    /** Shapes of the last call's outputs. */
    public String outputShapes() {
        return outputShapes;
    }

    /**
     * Runs the network once.
     *
     * @throws DetectorException when the engine fails or the outputs' shapes are not those expected
     */
    public R run(List<? extends ModelInput> inputs) throws DetectorException {
        DjlRuntime.setIntraOpThreads(bundle.engine(), intraOpThreads);
        try {
            return predictor.predict(List.copyOf(inputs));
        } catch (TranslateException | EngineException | IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DetectorException(bundle.name() + ", " + bundle.weights().file() + ": " + cause.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    private final class OutputTranslator implements NoBatchifyTranslator<List<ModelInput>, R> {
        private int inputs;

        @Override
        public NDList processInput(TranslatorContext ctx, List<ModelInput> input) {
            inputs = input.size();
            return new NDList(tensor.of(input, ctx.getNDManager()));
        }

        @Override
        public R processOutput(TranslatorContext ctx, NDList outputs) {
            List<Output> views = new ArrayList<>(outputs.size());
            for (NDArray output : outputs) {
                if (output.getDataType() != DataType.FLOAT32) {
                    throw new IllegalArgumentException("the model returned a " + output.getDataType() + " tensor "
                            + output.getShape() + ", expected float32");
                }
                views.add(new Output(
                        Arrays.stream(output.getShape().getShape()).boxed().toList(),
                        output.toByteBuffer(true).asFloatBuffer()));
            }
            outputShapes = views.stream().map(Output::shapeText).collect(Collectors.joining(", "));
            return reader.read(views, inputs);
        }
    }
}
