package io.streetward.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_YCrCb2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.streetward.detect.PatchPair;
import io.streetward.media.NormalizedBox;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Cuts the ground around a region out of the usual look and the look of now. For one thread. */
final class PatchCutter {
    private final int widthPx;
    private final int heightPx;

    PatchCutter(int widthPx, int heightPx) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
    }

    /** The square about the box's centre, {@code margin} times its longer side; beyond the picture its edge is repeated. */
    PatchPair cut(NormalizedBox box, double margin, Expected before, NowLook now) {
        double sidePx = margin * Math.max(box.w() * widthPx, box.h() * heightPx);
        int side = Math.max(8, (int) Math.ceil(sidePx));
        int left = (int) Math.round(box.center().x() * widthPx - side / 2.0);
        int top = (int) Math.round(box.center().y() * heightPx - side / 2.0);
        return new PatchPair(
                patch(before.luma, before.red, before.blue, left, top, side),
                patch(now.luma, now.red, now.blue, left, top, side));
    }

    private ByteBuffer patch(byte[] luma, byte[] red, byte[] blue, int left, int top, int side) {
        byte[] square = new byte[side * side * 3];
        int to = 0;
        for (int y = 0; y < side; y++) {
            int row = Math.max(0, Math.min(heightPx - 1, top + y)) * widthPx;
            for (int x = 0; x < side; x++) {
                int i = row + Math.max(0, Math.min(widthPx - 1, left + x));
                square[to++] = luma[i];
                square[to++] = red[i];
                square[to++] = blue[i];
            }
        }
        byte[] result = new byte[PatchPair.SIZE_BYTES];
        try (BytePointer pointer = new BytePointer(square);
                Mat cut = new Mat(side, side, CV_8UC3, pointer);
                Mat scaled = new Mat();
                Size size = new Size(PatchPair.SIDE_PX, PatchPair.SIDE_PX)) {
            resize(cut, scaled, size, 0, 0, side > PatchPair.SIDE_PX ? INTER_AREA : INTER_LINEAR);
            cvtColor(scaled, scaled, COLOR_YCrCb2RGB);
            scaled.data().get(result);
        }
        return ByteBuffer.wrap(result);
    }
}
