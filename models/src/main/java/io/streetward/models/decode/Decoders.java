package io.streetward.models.decode;

import io.streetward.detect.InputSpec;
import io.streetward.models.bundle.DecoderFamily;
import io.streetward.models.bundle.DecoderFamily.CenterNet;
import io.streetward.models.bundle.DecoderFamily.NanoDetPlus;
import io.streetward.models.bundle.DecoderFamily.PicoDet;
import io.streetward.models.bundle.DecoderFamily.RtDetr;
import io.streetward.models.bundle.DecoderFamily.Ssd;
import io.streetward.models.bundle.DecoderFamily.Yolov10;
import io.streetward.models.bundle.DecoderFamily.Yolov5;
import io.streetward.models.bundle.DecoderFamily.Yolov8;
import io.streetward.models.bundle.DecoderFamily.Yolox;
import io.streetward.models.bundle.DecoderSpec;
import java.util.Map;

/** Which decoder reads which family: families that end in the same form of output share one. */
final class Decoders {
    private Decoders() {}

    static BoxDecoder of(InputSpec input, DecoderSpec spec, Thresholds thresholds) {
        DecoderFamily family = spec.family();
        Map<String, String> names = spec.outputNames();
        if (family instanceof CenterNet centerNet) {
            return new CenterNetDecoder(input, centerNet, names, thresholds);
        }
        if (family instanceof Yolox yolox) {
            return yolox.form() == Yolox.Form.GRID
                    ? YoloxDecoder.ofGrid(GridLevels.of(input, yolox.stridesPx()), names, thresholds)
                    : YoloxDecoder.ofBoxes(names, thresholds);
        }
        if (family instanceof Yolov5) {
            return YoloxDecoder.ofBoxes(names, thresholds);
        }
        if (family instanceof Yolov8) {
            return new Yolov8Decoder(1, 1, names, thresholds);
        }
        if (family instanceof Yolov10) {
            return DetectionRowsDecoder.yolov10(names, thresholds);
        }
        if (family instanceof RtDetr rtDetr) {
            return rtDetr(input, rtDetr, names, thresholds);
        }
        if (family instanceof NanoDetPlus nanoDet) {
            return new NanoDetPlusDecoder(input, nanoDet, names, thresholds);
        }
        if (family instanceof PicoDet picoDet) {
            return switch (picoDet.form()) {
                case HEADS -> new PicoDetDecoder(input, picoDet, names, thresholds);
                case BOXES -> ScoredBoxesDecoder.picoDet(names, thresholds);
                case DETECTIONS -> DetectionRowsDecoder.picoDet(names, thresholds);
            };
        }
        if (family instanceof Ssd ssd) {
            return switch (ssd.form()) {
                case HEADS -> new SsdDecoder(input, ssd, names, thresholds);
                case BOXES -> ScoredBoxesDecoder.ssd(input, ssd.background(), names, thresholds);
                case DETECTIONS -> DetectionRowsDecoder.ssd(input, ssd.background(), names, thresholds);
            };
        }
        throw new IllegalStateException("no decoder for " + family);
    }

    private static BoxDecoder rtDetr(InputSpec input, RtDetr rtDetr, Map<String, String> names, Thresholds thresholds) {
        return switch (rtDetr.form()) {
            case HEADS -> new RtDetrDecoder(input, rtDetr.scores(), names, thresholds);
            case ROWS -> new Yolov8Decoder(input.widthPx(), input.heightPx(), names, thresholds);
            case DETECTIONS -> new LabelledBoxesDecoder(names, thresholds);
        };
    }
}
