package io.streetward.models.bundle;

import io.streetward.models.bundle.DecoderFamily.CenterNet;
import io.streetward.models.bundle.DecoderFamily.NanoDetPlus;
import io.streetward.models.bundle.DecoderFamily.PicoDet;
import io.streetward.models.bundle.DecoderFamily.PriorLevel;
import io.streetward.models.bundle.DecoderFamily.PriorSize;
import io.streetward.models.bundle.DecoderFamily.RtDetr;
import io.streetward.models.bundle.DecoderFamily.Scores;
import io.streetward.models.bundle.DecoderFamily.Ssd;
import io.streetward.models.bundle.DecoderFamily.Yolov10;
import io.streetward.models.bundle.DecoderFamily.Yolov5;
import io.streetward.models.bundle.DecoderFamily.Yolov8;
import io.streetward.models.bundle.DecoderFamily.Yolox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the {@code decoder:} section. */
final class DecoderReader {
    private static final int MAX_STRIDE_PX = 256;
    private static final int MAX_LEVELS = 8;
    private static final int MAX_BINS = 64;
    private static final int MAX_SIDE_PX = 4096;
    private static final Map<String, Function<YamlMapping, DecoderFamily>> FAMILIES = new LinkedHashMap<>();

    static {
        FAMILIES.put("centernet", node -> new CenterNet(node.integer("stride", 1, MAX_STRIDE_PX)));
        FAMILIES.put("yolox", DecoderReader::yolox);
        FAMILIES.put("yolov5", node -> new Yolov5());
        FAMILIES.put("yolov8", node -> new Yolov8());
        FAMILIES.put("yolov10", node -> new Yolov10());
        FAMILIES.put("rtdetr", DecoderReader::rtDetr);
        FAMILIES.put("nanodet_plus", DecoderReader::nanoDetPlus);
        FAMILIES.put("picodet", DecoderReader::picoDet);
        FAMILIES.put("ssd", DecoderReader::ssd);
    }

    private DecoderReader() {}

    static DecoderSpec read(YamlMapping node) {
        String type = node.string("type");
        Function<YamlMapping, DecoderFamily> family = FAMILIES.get(type);
        if (family == null) {
            if (!type.isEmpty()) {
                String known = String.join(", ", FAMILIES.keySet());
                String hint = NearMiss.hint(type, FAMILIES.keySet());
                node.fault("type", "found \"" + type + "\"" + hint + ", expected one of " + known);
            }
            return new DecoderSpec(new Yolov10(), Map.of()); // its keys mean nothing without a family
        }
        DecoderFamily read = family.apply(node);
        Map<String, String> names = node.has("outputs") ? outputNames(node.mapping("outputs"), read) : Map.of();
        node.refuseOthers();
        return new DecoderSpec(read, names);
    }

    private static Map<String, String> outputNames(YamlMapping node, DecoderFamily family) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String output : family.outputs()) {
            names.put(output, node.string(output));
        }
        node.refuseOthers();
        return names;
    }

    private static Yolox yolox(YamlMapping node) {
        Yolox.Form form = node.choice("form", Yolox.Form.class);
        return new Yolox(form, form == Yolox.Form.GRID ? strides(node) : List.of());
    }

    private static RtDetr rtDetr(YamlMapping node) {
        RtDetr.Form form = node.choice("form", RtDetr.Form.class);
        boolean said = form == RtDetr.Form.HEADS && node.has("scores");
        return new RtDetr(form, said ? node.choice("scores", Scores.class) : Scores.LOGITS);
    }

    private static NanoDetPlus nanoDetPlus(YamlMapping node) {
        Scores scores = node.has("scores") ? node.choice("scores", Scores.class) : Scores.PROBABILITIES;
        return new NanoDetPlus(strides(node), node.integer("reg_max", 1, MAX_BINS), scores);
    }

    private static PicoDet picoDet(YamlMapping node) {
        PicoDet.Form form = node.choice("form", PicoDet.Form.class);
        return form == PicoDet.Form.HEADS
                ? new PicoDet(form, strides(node), node.integer("reg_max", 1, MAX_BINS))
                : new PicoDet(form, List.of(), 0);
    }

    private static Ssd ssd(YamlMapping node) {
        Ssd.Form form = node.choice("form", Ssd.Form.class);
        Ssd.Background background = node.choice("background", Ssd.Background.class);
        if (form != Ssd.Form.HEADS) {
            return new Ssd(form, background, List.of(), 1, 1);
        }
        List<PriorLevel> levels = new ArrayList<>();
        for (YamlMapping level : node.mappings("priors")) {
            int stride = level.integer("stride", 1, MAX_STRIDE_PX);
            levels.add(new PriorLevel(stride, sizes(level)));
            level.refuseOthers();
        }
        if (levels.isEmpty()) {
            node.fault("priors", "no level is given, expected at least one with stride and sizes");
        }
        List<Double> variances = node.numbers("variances", 2, 2, 1e-6, 1e6);
        return variances.size() == 2
                ? new Ssd(form, background, levels, variances.get(0), variances.get(1))
                : new Ssd(form, background, levels, 1, 1);
    }

    private static List<PriorSize> sizes(YamlMapping level) {
        List<PriorSize> sizes = new ArrayList<>();
        for (List<Double> size : level.numberLists("sizes", 2, 1e-6, MAX_SIDE_PX)) {
            sizes.add(new PriorSize(size.get(0), size.get(1)));
        }
        return sizes;
    }

    private static List<Integer> strides(YamlMapping node) {
        List<Integer> strides = new ArrayList<>();
        for (double stride : node.numbers("strides", 1, MAX_LEVELS, 1, MAX_STRIDE_PX)) {
            if (stride != Math.rint(stride) || strides.contains((int) stride)) {
                node.fault("strides", "found " + stride + ", expected whole numbers, each once");
            }
            strides.add((int) stride);
        }
        return strides;
    }
}
