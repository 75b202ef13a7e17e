package io.streetward.tools.eval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.models.bundle.NmsSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** An evaluation for programs. What cannot be told, such as the precision of no finds, is null. */
final class EvaluationJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EvaluationJson() {}

    static void write(Evaluation evaluation, Path file) throws IOException {
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(evaluation));
    }

    static ObjectNode of(Evaluation evaluation) {
        Scores scores = evaluation.scores();
        ObjectNode root = MAPPER.createObjectNode();
        put(root, "ap50", scores.mean().map(AveragePrecision.Result::ap50));
        put(root, "ap50_95", scores.mean().map(AveragePrecision.Result::ap50to95));
        put(root, "class_agnostic_ap50", scores.agnostic().ap().map(AveragePrecision.Result::ap50));
        put(root, "class_agnostic_ap50_95", scores.agnostic().ap().map(AveragePrecision.Result::ap50to95));
        root.put("pictures", evaluation.pictures())
                .put("pictures_without_label_file", evaluation.withoutFile())
                .put("pictures_unreadable", evaluation.broken())
                .put("bundle", evaluation.bundle().name())
                .put("sha256", evaluation.bundle().weights().sha256())
                .put("engine", evaluation.engine())
                .put("threads", evaluation.threads())
                .put("ms_per_picture", evaluation.millisPerPicture())
                .put("floor", evaluation.floor());
        put(root, "nms_iou", evaluation.bundle().nms().map(NmsSpec::maxIou));
        ObjectNode perClass = root.putObject("per_class");
        for (Scores.PerClass row : scores.perClass()) {
            ObjectNode node =
                    perClass.putObject(Integer.toString(row.evalClass().number()));
            ArrayNode labels = node.putArray("labels");
            row.evalClass().labels().forEach(labels::add);
            ArrayNode numbers = node.putArray("label_classes");
            row.evalClass().numbers().forEach(numbers::add);
            put(node, "ap50", row.scores().ap().map(AveragePrecision.Result::ap50));
            put(node, "ap50_95", row.scores().ap().map(AveragePrecision.Result::ap50to95));
            put(node, row.scores().tally());
        }
        put(root.putObject("all_classes"), scores.total());
        put(root.putObject("class_agnostic"), scores.agnostic().tally());
        ObjectNode unmatched = root.putObject("unmatched");
        scores.unmatched().forEach((number, objects) -> unmatched.put(Integer.toString(number), objects));
        return root;
    }

    private static void put(ObjectNode node, Tally tally) {
        put(node, "precision", Optional.of(tally.precision()));
        put(node, "recall", Optional.of(tally.recall()));
        put(node, "f1", Optional.of(tally.f1()));
        node.put("tp", tally.tp()).put("fp", tally.fp()).put("fn", tally.fn()).put("ground_truth", tally.truth());
    }

    private static void put(ObjectNode node, String key, Optional<Double> value) {
        value.filter(v -> !v.isNaN()).ifPresentOrElse(v -> node.put(key, v), () -> node.putNull(key));
    }
}
