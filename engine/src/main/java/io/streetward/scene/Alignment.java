package io.streetward.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.Laplacian;
import static org.bytedeco.opencv.global.opencv_imgproc.createHanningWindow;
import static org.bytedeco.opencv.global.opencv_imgproc.phaseCorrelate;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point2d;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Finds by how much a picture is displaced against the usual look: phase correlation (Kuglin and Hines 1975) of edges at
 * half size, where light does not matter and noise matters less. For one thread.
 */
final class Alignment implements AutoCloseable {
    /** Below this share of the energy in the correlation's peak, the displacement is a guess. */
    private static final double LEAST_RESPONSE = 0.08;

    private final int widthPx;
    private final int heightPx;
    private final int halfWidthPx;
    private final int halfHeightPx;
    private final Mat window = new Mat();
    private final Mat usualEdges = new Mat();
    private final Mat edges = new Mat();
    private final Mat half = new Mat();

    Alignment(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.halfWidthPx = widthPx / 2;
        this.halfHeightPx = heightPx / 2;
        try (Size size = new Size(halfWidthPx, halfHeightPx)) {
            createHanningWindow(window, size, CV_32F);
        }
    }

    /** What pictures are compared with from now on. */
    void usual(byte[] luma) {
        edgesOf(luma, usualEdges);
    }

    /** By how many pixels the picture's content lies to the right of and below where it usually does. */
    Shift of(byte[] luma) {
        if (usualEdges.empty()) {
            return Shift.NONE;
        }
        edgesOf(luma, edges);
        double[] response = new double[1];
        try (Point2d shift = phaseCorrelate(usualEdges, edges, window, response)) {
            return response[0] < LEAST_RESPONSE ? Shift.NONE : new Shift(2 * shift.x(), 2 * shift.y());
        }
    }

    private void edgesOf(byte[] luma, Mat into) {
        try (BytePointer pointer = new BytePointer(luma);
                Mat grey = new Mat(heightPx, widthPx, CV_8UC1, pointer);
                Size size = new Size(halfWidthPx, halfHeightPx)) {
            resize(grey, half, size, 0, 0, INTER_AREA);
            Laplacian(half, into, CV_32F);
        }
    }

    @Override
    public void close() {
        window.close();
        usualEdges.close();
        edges.close();
        half.close();
    }
}
