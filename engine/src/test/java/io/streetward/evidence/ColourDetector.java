package io.streetward.evidence;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.Detector;
import io.streetward.detect.DetectorException;
import io.streetward.detect.InputSpec;
import io.streetward.detect.Letterbox;
import io.streetward.detect.ModelInput;
import io.streetward.detect.ObjectKind;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds what has a pure colour, by looking at the pixels it is fed: persons are red, cars are blue. */
final class ColourDetector implements Detector {
    static final int SIZE = 256;
    private static final int LEAST_PX = 3;

    /** Throws from that call on, counted from 1; 0: never. */
    private final int failsFrom;

    private int calls;

    ColourDetector(int failsFrom) {
        this.failsFrom = failsFrom;
    }

    @Override
    public String name() {
        return "colours";
    }

    @Override
    public InputSpec input() {
        return new InputSpec(SIZE, SIZE, InputSpec.Fit.LETTERBOX, InputSpec.ColourOrder.RGB, 114);
    }

    @Override
    public List<Detections> detect(List<ModelInput> batch) throws DetectorException {
        calls++;
        if (failsFrom > 0 && calls >= failsFrom) {
            throw new DetectorException("broken on purpose");
        }
        return batch.stream().map(ColourDetector::find).toList();
    }

    private static Detections find(ModelInput input) {
        List<Detection> found = new ArrayList<>();
        found.addAll(blobs(input, ObjectKind.PERSON, 0, 2));
        found.addAll(blobs(input, ObjectKind.CAR, 2, 0));
        return new Detections(input.frame(), found);
    }

    private static List<Detection> blobs(ModelInput input, ObjectKind kind, int strong, int weak) {
        ByteBuffer pixels = input.pixels();
        boolean[] is = new boolean[SIZE * SIZE];
        for (int i = 0; i < is.length; i++) {
            int high = pixels.get(i * 3 + strong) & 0xFF;
            is[i] = high > 140 && (pixels.get(i * 3 + weak) & 0xFF) < 90 && (pixels.get(i * 3 + 1) & 0xFF) < 90;
        }
        List<Detection> found = new ArrayList<>();
        Letterbox letterbox = input.letterbox();
        for (int i = 0; i < is.length; i++) {
            if (is[i]) {
                int[] box = flood(is, i);
                if (box[2] - box[0] >= LEAST_PX && box[3] - box[1] >= LEAST_PX) {
                    found.add(new Detection(
                            kind, kind.name(), 0.25, letterbox.toPicture(box[0], box[1], box[2], box[3])));
                }
            }
        }
        return found;
    }

    /** Left, top, right, bottom of what hangs together with a pixel, which is cleared. */
    private static int[] flood(boolean[] is, int from) {
        int[] box = {SIZE, SIZE, 0, 0};
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        is[from] = false;
        while (!open.isEmpty()) {
            int at = open.removeFirst();
            int x = at % SIZE;
            int y = at / SIZE;
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x + 1);
            box[3] = Math.max(box[3], y + 1);
            int[] beside = {x > 0 ? at - 1 : -1, x < SIZE - 1 ? at + 1 : -1, at - SIZE, at + SIZE};
            for (int next : beside) {
                if (next >= 0 && next < is.length && is[next]) {
                    is[next] = false;
                    open.addLast(next);
                }
            }
        }
        return box;
    }

    @Override
    public void close() {}
}
