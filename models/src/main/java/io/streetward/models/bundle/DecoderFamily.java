package io.streetward.models.bundle;

import java.util.List;
import java.util.stream.Stream;

/** The families of detectors, each with what its decoder must know beyond the picture's size and the labels. */
public sealed interface DecoderFamily {
    /** The family's name in {@code model.yaml}. */
    String type();

    /** What the outputs are called in {@code model.yaml}, in the order in which they are expected. */
    List<String> outputs();

    /** Whether one object comes out as several boxes, so that non-maximum suppression is needed. */
    default boolean overlapping() {
        return true;
    }

    /** What scores mean. */
    enum Scores {
        /** 0..1. */
        PROBABILITIES,
        /** Before the sigmoid. */
        LOGITS
    }

    /** Of a bundle that is no detector: no boxes come of it. */
    record None() implements DecoderFamily {
        @Override
        public String type() {
            return "none";
        }

        @Override
        public List<String> outputs() {
            return List.of();
        }

        @Override
        public boolean overlapping() {
            return false;
        }
    }

    /**
     * Class peaks on a grid, each with distances to the box's edges.
     *
     * @param stridePx input pixels per grid cell
     */
    record CenterNet(int stridePx) implements DecoderFamily {
        @Override
        public String type() {
            return "centernet";
        }

        @Override
        public List<String> outputs() {
            return List.of("heat", "ltrb");
        }
    }

    /**
     * YOLOX: one row per grid cell, with objectness.
     *
     * @param form whether the export has turned cells into boxes
     * @param stridesPx input pixels per cell of each level, for {@link Yolox.Form#GRID}
     */
    record Yolox(Yolox.Form form, List<Integer> stridesPx) implements DecoderFamily {
        /** What a row holds. */
        public enum Form {
            /** Offsets within the cell, logarithms of size over stride. */
            GRID,
            /** Centre and size in input pixels. */
            BOXES
        }

        public Yolox {
            stridesPx = List.copyOf(stridesPx);
        }

        @Override
        public String type() {
            return "yolox";
        }

        @Override
        public List<String> outputs() {
            return List.of("rows");
        }
    }

    /** YOLOv5 (also v6, v7): boxes with objectness. */
    record Yolov5() implements DecoderFamily {
        @Override
        public String type() {
            return "yolov5";
        }

        @Override
        public List<String> outputs() {
            return List.of("rows");
        }
    }

    /** YOLOv8 (also v9, v11, v12): boxes without objectness. */
    record Yolov8() implements DecoderFamily {
        @Override
        public String type() {
            return "yolov8";
        }

        @Override
        public List<String> outputs() {
            return List.of("rows");
        }
    }

    /** YOLOv10 and other end-to-end exports of its kind: finished detections. */
    record Yolov10() implements DecoderFamily {
        @Override
        public String type() {
            return "yolov10";
        }

        @Override
        public List<String> outputs() {
            return List.of("detections");
        }

        @Override
        public boolean overlapping() {
            return false;
        }
    }

    /**
     * RT-DETR (also D-FINE, RF-DETR): one box per query.
     *
     * @param scores what the class scores of {@link RtDetr.Form#HEADS} are
     */
    record RtDetr(RtDetr.Form form, Scores scores) implements DecoderFamily {
        /** How the export hands out the queries. */
        public enum Form {
            /** Class scores and boxes as two outputs. */
            HEADS,
            /** One row per query: box, then class probabilities, as Ultralytics exports it. */
            ROWS,
            /** Labels, boxes and scores, the export's own post-processing. */
            DETECTIONS
        }

        @Override
        public String type() {
            return "rtdetr";
        }

        @Override
        public List<String> outputs() {
            return switch (form) {
                case HEADS -> List.of("scores", "boxes");
                case ROWS -> List.of("rows");
                case DETECTIONS -> List.of("labels", "boxes", "scores");
            };
        }

        @Override
        public boolean overlapping() {
            return false;
        }
    }

    /**
     * NanoDet-Plus: class scores and, for each edge, a distribution of distances.
     *
     * @param stridesPx input pixels per cell of each level
     * @param regMax largest distance in cells; a distribution has one value more
     */
    record NanoDetPlus(List<Integer> stridesPx, int regMax, Scores scores) implements DecoderFamily {
        public NanoDetPlus {
            stridesPx = List.copyOf(stridesPx);
        }

        @Override
        public String type() {
            return "nanodet_plus";
        }

        @Override
        public List<String> outputs() {
            return List.of("rows");
        }
    }

    /**
     * PicoDet: class scores and, for each edge, a distribution of distances.
     *
     * @param stridesPx input pixels per cell of each level, for {@link PicoDet.Form#HEADS}
     * @param regMax largest distance in cells, for {@link PicoDet.Form#HEADS}
     */
    record PicoDet(PicoDet.Form form, List<Integer> stridesPx, int regMax) implements DecoderFamily {
        /** How much of the post-processing the export holds. */
        public enum Form {
            /** None: an output per level for the scores, and one for the distances. */
            HEADS,
            /** All but the suppression. */
            BOXES,
            /** All of it. */
            DETECTIONS
        }

        public PicoDet {
            stridesPx = List.copyOf(stridesPx);
        }

        @Override
        public String type() {
            return "picodet";
        }

        @Override
        public List<String> outputs() {
            return switch (form) {
                case HEADS ->
                    Stream.of("scores_", "distances_")
                            .flatMap(kind -> stridesPx.stream().map(stride -> kind + stride))
                            .toList();
                case BOXES -> List.of("boxes", "scores");
                case DETECTIONS -> List.of("detections", "counts");
            };
        }

        @Override
        public boolean overlapping() {
            return form != PicoDet.Form.DETECTIONS;
        }
    }

    /**
     * SSD.
     *
     * @param background which class stands for no object
     * @param levels the prior boxes, for {@link Ssd.Form#HEADS}
     * @param centreVariance scales a prior's shift, for {@link Ssd.Form#HEADS}
     * @param sizeVariance scales a prior's growth, for {@link Ssd.Form#HEADS}
     */
    record Ssd(
            Ssd.Form form, Background background, List<PriorLevel> levels, double centreVariance, double sizeVariance)
            implements DecoderFamily {
        /** How much of the post-processing the export holds. */
        public enum Form {
            /** None: shifts of the prior boxes, and class probabilities. */
            HEADS,
            /** All but the suppression: boxes and class probabilities. */
            BOXES,
            /** All of it, as OpenVINO's DetectionOutput. */
            DETECTIONS
        }

        /** The class that stands for no object. */
        public enum Background {
            FIRST,
            LAST,
            NONE
        }

        public Ssd {
            levels = List.copyOf(levels);
        }

        @Override
        public String type() {
            return "ssd";
        }

        @Override
        public List<String> outputs() {
            return switch (form) {
                case HEADS -> List.of("locations", "scores");
                case BOXES -> List.of("boxes", "scores");
                case DETECTIONS -> List.of("detections");
            };
        }

        @Override
        public boolean overlapping() {
            return form != Ssd.Form.DETECTIONS;
        }
    }

    /**
     * The prior boxes of one level of an SSD; each lies on every cell's centre.
     *
     * @param stridePx input pixels per cell
     */
    record PriorLevel(int stridePx, List<PriorSize> sizes) {
        public PriorLevel {
            sizes = List.copyOf(sizes);
        }
    }

    /** A prior box's size in input pixels. */
    record PriorSize(double widthPx, double heightPx) {}
}
