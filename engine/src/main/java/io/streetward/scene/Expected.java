package io.streetward.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.MORPH_RECT;
import static org.bytedeco.opencv.global.opencv_imgproc.dilate;
import static org.bytedeco.opencv.global.opencv_imgproc.erode;
import static org.bytedeco.opencv.global.opencv_imgproc.getStructuringElement;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The usual look made ready for comparison: for each plane the darkest and brightest value within one pixel, since a
 * camera on a mast is never still to the pixel. Made anew every few seconds, as the usual look changes slowly.
 */
final class Expected implements AutoCloseable {
    final byte[] luma;
    final byte[] red;
    final byte[] blue;
    final byte[] detail;
    final byte[] detailLow;
    final byte[] detailHigh;
    final byte[] redLow;
    final byte[] redHigh;
    final byte[] blueLow;
    final byte[] blueHigh;

    private final int widthPx;
    private final int heightPx;
    private final Mat around;
    private final Mat result = new Mat();

    Expected(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        int size = widthPx * heightPx;
        luma = new byte[size];
        red = new byte[size];
        blue = new byte[size];
        detail = new byte[size];
        detailLow = new byte[size];
        detailHigh = new byte[size];
        redLow = new byte[size];
        redHigh = new byte[size];
        blueLow = new byte[size];
        blueHigh = new byte[size];
        try (Size three = new Size(3, 3)) {
            around = getStructuringElement(MORPH_RECT, three);
        }
    }

    void refresh(UsualLook usual, PictureReader reader) {
        usual.write(luma, red, blue);
        reader.detail(luma, detail, widthPx, heightPx);
        spread(detail, detailLow, detailHigh);
        spread(red, redLow, redHigh);
        spread(blue, blueLow, blueHigh);
    }

    private void spread(byte[] plane, byte[] low, byte[] high) {
        try (BytePointer pointer = new BytePointer(plane);
                Mat mat = new Mat(heightPx, widthPx, CV_8UC1, pointer)) {
            erode(mat, result, around);
            result.data().get(low);
            dilate(mat, result, around);
            result.data().get(high);
        }
    }

    @Override
    public void close() {
        around.close();
        result.close();
    }
}
