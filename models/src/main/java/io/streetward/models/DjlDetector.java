package io.streetward.models;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.media.NormalizedBox;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.EngineKind;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.bundle.TensorSpec;
import io.streetward.models.decode.BoxDecoder;
import io.streetward.models.decode.Candidates;
import io.streetward.models.decode.FeatureMap;
import io.streetward.models.decode.Nms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bundle's model with a DJL predictor of its own. Opening it checks the weights' hash and runs the model on a blank
 * picture, so that wrong shapes are met then and the first camera picture does not wait for the engine to warm up.
 */
final class DjlDetector implements Detector {
    private static final Logger log = LoggerFactory.getLogger(DjlDetector.class);
    /** PyTorch profiles a program on its first runs and compiles it on the next. */
    private static final int WARM_UP_RUNS = 3;

    private final ModelBundle bundle;
    private final Model model;
    private final Predictor<List<ModelInput>, List<Detections>> predictor;
    private final BoxDecoder decoder;
    private final BatchTensor tensor;
    private final Candidates candidates = new Candidates();
    private final int intraOpThreads;
    private final int picturesPerCall;
    private @Nullable Thread lastThread;

    private DjlDetector(ModelBundle bundle, Model model, int intraOpThreads) {
        this.bundle = bundle;
        this.model = model;
        this.intraOpThreads = intraOpThreads;
        this.picturesPerCall = picturesPerCall(bundle, model);
        this.decoder = BoxDecoder.of(bundle);
        this.tensor = new BatchTensor(bundle.input(), bundle.tensor());
        this.predictor = model.newPredictor(new PictureTranslator());
    }

    /** A processor's caches hold one picture's values, not several: there a batch runs picture by picture. */
    private static int picturesPerCall(ModelBundle bundle, Model model) {
        boolean single = bundle.tensor().batch() == TensorSpec.Batch.ONE;
        return single || !model.getNDManager().getDevice().isGpu() ? 1 : Integer.MAX_VALUE;
    }

    static DjlDetector open(ModelBundle bundle, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        byte[] weights = source.read(bundle.weights().file());
        String sha256 = Sha256.of(weights);
        if (!sha256.equals(bundle.weights().sha256())) {
            throw new DetectorException(source.describe(bundle.weights().file()) + ": sha256 is " + sha256
                    + ", expected " + bundle.weights().sha256() + " as " + BundleSource.DESCRIPTION
                    + " says; the file is damaged or was replaced");
        }
        Engine engine = DjlRuntime.engine(bundle.engine());
        Model model = load(bundle, source, engine, weights, intraOpThreads);
        try {
            DjlDetector detector = new DjlDetector(bundle, model, intraOpThreads);
            detector.warmUp();
            log.info(
                    "{}: {} {} on {}, {} thread{} per inference, {} labels",
                    bundle.name(),
                    engine.getEngineName(),
                    engine.getVersion(),
                    model.getNDManager().getDevice(),
                    intraOpThreads,
                    intraOpThreads == 1 ? "" : "s",
                    bundle.labels().size());
            return detector;
        } catch (DetectorException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static Model load(ModelBundle bundle, BundleSource source, Engine engine, byte[] weights, int threads)
            throws DetectorException {
        Model model = Model.newInstance(bundle.name(), engine.defaultDevice(), engine.getEngineName());
        Map<String, String> options = bundle.engine() == EngineKind.PYTORCH
                ? Map.of("mapLocation", "true")
                : Map.of("intraOpNumThreads", Integer.toString(threads), "interOpNumThreads", "1");
        try {
            model.load(new ByteArrayInputStream(weights), options);
            return model;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new DetectorException(
                    source.describe(bundle.weights().file()) + ": " + engine.getEngineName()
                            + " cannot load it, expected weights in that engine's format: " + e.getMessage(),
                    e);
        }
    }

    private void warmUp() throws DetectorException {
        try (BlankInput blank = new BlankInput(bundle.input())) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                detect(List.of(blank));
            }
        }
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
    public List<Detections> detect(List<ModelInput> batch) throws DetectorException {
        if (lastThread != Thread.currentThread()) {
            lastThread = Thread.currentThread();
            DjlRuntime.setIntraOpThreads(bundle.engine(), intraOpThreads);
        }
        List<Detections> all = new ArrayList<>(batch.size());
        for (int from = 0; from < batch.size(); from += picturesPerCall) {
            int to = (int) Math.min(batch.size(), (long) from + picturesPerCall);
            all.addAll(predict(batch.subList(from, to)));
            if (to == batch.size()) {
                break;
            }
        }
        return all;
    }

    private List<Detections> predict(List<ModelInput> pictures) throws DetectorException {
        try {
            return predictor.predict(pictures);
        } catch (TranslateException | EngineException | IllegalArgumentException e) {
            Throwable cause = e.getCause() instanceof IllegalArgumentException shape ? shape : e;
            throw new DetectorException(bundle.name() + ": " + cause.getMessage(), e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    /** Feeds pictures and reads boxes inside the call, while the engine's memory is alive. */
    private final class PictureTranslator implements NoBatchifyTranslator<List<ModelInput>, List<Detections>> {
        /** Those of the call under way; a predictor serves one thread. */
        private List<ModelInput> pictures = List.of();

        @Override
        public NDList processInput(TranslatorContext ctx, List<ModelInput> input) {
            pictures = input;
            return new NDList(tensor.of(input, ctx.getNDManager()));
        }

        @Override
        public List<Detections> processOutput(TranslatorContext ctx, NDList outputs) {
            List<FeatureMap> maps = OutputView.of(outputs);
            decoder.check(maps);
            List<Detections> results = new ArrayList<>(pictures.size());
            for (int i = 0; i < pictures.size(); i++) {
                decoder.decode(maps, i, candidates);
                results.add(toDetections(pictures.get(i)));
            }
            return results;
        }
    }

    private Detections toDetections(ModelInput picture) {
        Letterbox letterbox = picture.letterbox();
        List<Detection> items = new ArrayList<>();
        for (int i : Nms.keep(candidates, bundle.nmsIou())) {
            NormalizedBox box = letterbox.toPicture(
                    candidates.leftPx(i), candidates.topPx(i), candidates.rightPx(i), candidates.bottomPx(i));
            if (box.area() > 0) {
                ModelLabel label = bundle.labels().get(candidates.label(i));
                items.add(new Detection(label.kind(), label.name(), candidates.score(i), box));
            }
        }
        return new Detections(picture.frame(), items);
    }
}
