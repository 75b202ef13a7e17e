package io.streetward.models.onnx;

import io.streetward.models.graph.ImportException;
import java.util.ArrayList;
import java.util.List;

/** What a Slice takes of one axis, with negative and open bounds resolved. */
record OnnxRange(int axis, int start, int end, int step) {
    int length() {
        return Math.max(0, (end - start + step - 1) / step);
    }

    /**
     * The cuts of a Slice.
     *
     * @param bounds starts, ends, and where given axes and steps
     * @param dims of what is cut
     */
    static List<OnnxRange> of(OnnxNode node, List<OnnxTensor> bounds, List<Integer> dims) throws ImportException {
        OnnxTensor starts = bounds.get(0);
        OnnxTensor ends = bounds.get(1);
        List<OnnxRange> ranges = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int axis = bounds.size() > 2 ? bounds.get(2).whole(i) : i;
            axis = axis < 0 ? axis + dims.size() : axis;
            int step = bounds.size() > 3 ? bounds.get(3).whole(i) : 1;
            if (step < 1) {
                throw node.fault("steps by " + step + ", expected 1 or more");
            }
            int size = dims.get(axis);
            int start = within(starts.whole(i), size);
            ranges.add(new OnnxRange(axis, start, Math.max(start, within(ends.whole(i), size)), step));
        }
        return ranges;
    }

    private static int within(int at, int size) {
        return Math.max(0, Math.min(size, at < 0 ? at + size : at));
    }
}
