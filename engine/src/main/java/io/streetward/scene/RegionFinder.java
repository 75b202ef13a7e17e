package io.streetward.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_CLOSE;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_ELLIPSE;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponents;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;
import static org.bytedeco.opencv.global.opencv_imgproc.morphologyEx;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Finds which lasting pixels belong together. For one thread. */
final class RegionFinder implements AutoCloseable {
    private final int widthPx;
    private final int heightPx;
    private final int leastPixels;
    private final Mat joint;
    private final Mat closed = new Mat();
    private final Mat labels = new Mat();
    private final byte[] mask;
    private final int[] labelOf;

    RegionFinder(SceneSettings settings, int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.leastPixels = Math.max(9, (int) Math.round(settings.leastAreaShare() * widthPx * heightPx));
        int joinPx = Math.max(3, (int) Math.round(settings.joinShare() * widthPx) | 1);
        try (Size size = new Size(joinPx, joinPx)) {
            joint = getStructuringElement(MORPH_ELLIPSE, size);
        }
        mask = new byte[widthPx * heightPx];
        labelOf = new int[widthPx * heightPx];
    }

    /** The pieces of a mask, each with the pixels that are set, large enough to be told from noise. */
    List<Piece> find(boolean[] lasting) {
        boolean any = false;
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (lasting[i] ? 255 : 0);
            any |= lasting[i];
        }
        if (!any) {
            return List.of();
        }
        int count = label();
        int[] sizes = new int[count];
        for (int i = 0; i < labelOf.length; i++) {
            if (lasting[i]) {
                sizes[labelOf[i]]++;
            }
        }
        Piece[] pieces = new Piece[count];
        for (int label = 1; label < count; label++) {
            pieces[label] = sizes[label] >= leastPixels ? new Piece(sizes[label], widthPx, heightPx) : null;
        }
        for (int i = 0; i < labelOf.length; i++) {
            Piece piece = lasting[i] ? pieces[labelOf[i]] : null;
            if (piece != null) {
                piece.add(i);
            }
        }
        List<Piece> found = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece != null) {
                found.add(piece);
            }
        }
        return found;
    }

    private int label() {
        try (BytePointer pointer = new BytePointer(mask);
                Mat mat = new Mat(heightPx, widthPx, CV_8UC1, pointer)) {
            morphologyEx(mat, closed, MORPH_CLOSE, joint);
        }
        int count = connectedComponents(closed, labels, 8, CV_32S);
        try (IntPointer all = new IntPointer(labels.data())) {
            all.get(labelOf);
        }
        return count;
    }

    @Override
    public void close() {
        joint.close();
        closed.close();
        labels.close();
    }
}
