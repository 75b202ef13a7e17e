package io.streetward.models;

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
import io.streetward.detect.ModelInput;
import io.streetward.media.NormalizedBox;
import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelLabel;
import io.streetward.models.decode.BoxDecoder;
import io.streetward.models.decode.Candidates;
import io.streetward.models.decode.Nms;
import io.streetward.models.decode.OutputTensor;
import io.streetward.models.tuning.Precision;
import java.util.ArrayList;
import java.util.List;
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
    private final DjlModel model;
    private final Predictor<List<ModelInput>, List<Detections>> predictor;
    private final BoxDecoder decoder;
    private final BatchTensor tensor;
    private final SideInputs sideInputs;
    private final Candidates candidates = new Candidates();
    private final Nms nms;
    private final int intraOpThreads;
    private List<String> outputShapes = List.of();

    private DjlDetector(DjlModel model, int intraOpThreads) {
        this.bundle = model.bundle();
        this.model = model;
        this.intraOpThreads = intraOpThreads;
        this.decoder = BoxDecoder.of(bundle);
        this.nms = Nms.of(bundle);
        this.tensor = new BatchTensor(bundle.input(), bundle.tensor());
        this.sideInputs =
                SideInputs.of(bundle.input(), bundle.engine(), model.model().getBlock());
        this.predictor = model.model().newPredictor(new PictureTranslator());
    }

    /** In the number format that suits this processor. */
    static DjlDetector open(ModelBundle bundle, BundleSource source, int intraOpThreads)
            throws DetectorException, BundleException {
        return open(bundle, source, intraOpThreads, Precision.ofThisProcessor());
    }

    static DjlDetector open(ModelBundle bundle, BundleSource source, int intraOpThreads, Precision precision)
            throws DetectorException, BundleException {
        DjlDetector detector = over(DjlModel.load(bundle, source, intraOpThreads, precision), intraOpThreads);
        try (BlankInput blank = new BlankInput(bundle.input())) {
            for (int i = 0; i < WARM_UP_RUNS; i++) {
                detector.detect(List.of(blank));
            }
            String threads = intraOpThreads == 1 ? " thread" : " threads";
            log.info("model {}: {}, {}{} per inference", bundle.name(), detector.engineText(), intraOpThreads, threads);
            return detector;
        } catch (DetectorException | RuntimeException e) {
            detector.close();
            throw e;
        }
    }

    private static DjlDetector over(DjlModel model, int intraOpThreads) throws DetectorException {
        try {
            return new DjlDetector(model, intraOpThreads);
        } catch (IllegalArgumentException e) {
            model.close();
            throw new DetectorException(model.bundle().name() + ": " + e.getMessage(), e);
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

    DjlModel model() {
        return model;
    }

    /** Engine, version, device and number format. */
    String engineText() {
        return model.engineText();
    }

    /** Names and shapes of the last call's outputs. */
    List<String> outputShapes() {
        return outputShapes;
    }

    @Override
    public List<Detections> detect(List<ModelInput> batch) throws DetectorException {
        DjlRuntime.setIntraOpThreads(bundle.engine(), intraOpThreads);
        if (!model.oneByOne()) {
            return predict(batch);
        }
        List<Detections> all = new ArrayList<>(batch.size());
        for (ModelInput picture : batch) {
            all.addAll(predict(List.of(picture)));
        }
        return all;
    }

    private List<Detections> predict(List<ModelInput> pictures) throws DetectorException {
        try {
            return predictor.predict(pictures);
        } catch (TranslateException | EngineException | IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DetectorException(
                    bundle.name() + ": " + cause.getMessage() + " (" + engineText() + ", on " + pictures.size() + " × "
                            + tensor.text() + ")",
                    e);
        }
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    private Detections toDetections(ModelInput picture) {
        List<Detection> items = new ArrayList<>();
        int kept = nms.keep(candidates);
        for (int rank = 0; rank < kept; rank++) {
            int i = nms.kept(rank);
            NormalizedBox box = picture.letterbox()
                    .toPicture(
                            candidates.leftPx(i), candidates.topPx(i), candidates.rightPx(i), candidates.bottomPx(i));
            if (box.area() > 0) { // else it lies wholly in the letterbox's bars
                ModelLabel label = bundle.labels().get(candidates.label(i));
                items.add(new Detection(label.kind(), label.name(), candidates.score(i), box));
            }
        }
        return new Detections(picture.frame(), items);
    }

    /** Feeds pictures and reads boxes inside the call, while the engine's memory is alive. */
    private final class PictureTranslator implements NoBatchifyTranslator<List<ModelInput>, List<Detections>> {
        /** Those of the call under way; a predictor serves one thread. */
        private List<ModelInput> pictures = List.of();

        @Override
        public NDList processInput(TranslatorContext ctx, List<ModelInput> input) {
            pictures = input;
            return sideInputs.with(tensor.of(input, ctx.getNDManager()), ctx.getNDManager());
        }

        @Override
        public List<Detections> processOutput(TranslatorContext ctx, NDList outputs) {
            List<OutputTensor> returned = OutputView.of(outputs);
            outputShapes = returned.stream().map(OutputTensor::text).toList();
            List<OutputTensor> arranged = decoder.arrange(returned, pictures.size());
            List<Detections> results = new ArrayList<>(pictures.size());
            for (int i = 0; i < pictures.size(); i++) {
                decoder.decode(arranged, i, candidates);
                results.add(toDetections(pictures.get(i)));
            }
            return results;
        }
    }
}
