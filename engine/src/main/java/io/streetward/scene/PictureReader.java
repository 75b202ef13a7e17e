package io.streetward.scene;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2YCrCb;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.medianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Turns a scene picture into the planes of a {@link Look}, put right by a displacement. For one thread. */
final class PictureReader implements AutoCloseable {
    private final int medianPx;
    private final Mat colour = new Mat();
    private final Mat plane = new Mat();
    private final Mat half = new Mat();
    private final Mat local = new Mat();

    /**
     * A reader for pictures of one width.
     *
     * @param detailPx side of the square over which local brightness is taken away
     */
    PictureReader(int detailPx) {
        this.medianPx = Math.max(5, detailPx / 2 | 1);
    }

    /** Fills in everything but {@code hidden}, unaligned. */
    void read(ScenePicture picture, Look look) {
        ByteBuffer pixels = picture.pixels().duplicate();
        pixels.rewind();
        try (BytePointer pointer = new BytePointer(pixels);
                Mat bgr = new Mat(look.heightPx, look.widthPx, CV_8UC3, pointer)) {
            cvtColor(bgr, colour, COLOR_BGR2YCrCb);
        }
        copyChannel(0, look.luma);
        copyChannel(1, look.red);
        copyChannel(2, look.blue);
    }

    /** Brightness minus its local median, plus 128, cut to a byte. */
    void detail(byte[] luma, byte[] into, int widthPx, int heightPx) {
        try (BytePointer pointer = new BytePointer(luma);
                Mat grey = new Mat(heightPx, widthPx, CV_8UC1, pointer);
                Size halfSize = new Size(widthPx / 2, heightPx / 2);
                Size fullSize = new Size(widthPx, heightPx)) {
            // At half size: local brightness has no detail to lose, and the median costs a quarter.
            resize(grey, half, halfSize, 0, 0, INTER_AREA);
            medianBlur(half, half, medianPx);
            resize(half, local, fullSize, 0, 0, INTER_LINEAR);
        }
        local.data().get(into);
        for (int i = 0; i < into.length; i++) {
            int difference = (luma[i] & 0xff) - (into[i] & 0xff) + 128;
            into[i] = (byte) Math.max(0, Math.min(255, difference));
        }
    }

    private void copyChannel(int channel, byte[] into) {
        extractChannel(colour, plane, channel);
        plane.data().get(into);
    }

    @Override
    public void close() {
        colour.close();
        plane.close();
        half.close();
        local.close();
    }
}
