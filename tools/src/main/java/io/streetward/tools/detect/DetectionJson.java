package io.streetward.tools.detect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.detect.Detection;
import io.streetward.media.FrameRef;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PixelBox;
import io.streetward.models.bundle.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a JSON list with one line per picture, as the pictures come. */
final class DetectionJson implements AutoCloseable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final PrintWriter out;
    private final boolean closes;
    private boolean empty = true;

    private DetectionJson(PrintWriter out, boolean closes) {
        this.out = out;
        this.closes = closes;
        out.print("[");
    }

    static DetectionJson nowhere() {
        return new DetectionJson(new PrintWriter(Writer.nullWriter()), true);
    }

    static DetectionJson onto(PrintWriter out) {
        return new DetectionJson(out, false);
    }

    static DetectionJson into(Path file) throws IOException {
        return new DetectionJson(new PrintWriter(Files.newBufferedWriter(file)), true);
    }

    void add(Path file, PictureDetector.Found found, ModelBundle bundle) throws IOException {
        FrameRef frame = found.detections().frame();
        ObjectNode picture = mapper.createObjectNode()
                .put("file", file.toString())
                .put("width", frame.widthPx())
                .put("height", frame.heightPx())
                .put("model", bundle.name())
                .put("sha256", bundle.weights().sha256())
                .put("ms", rounded(found.time().toNanos() / 1e6, 3));
        ArrayNode detections = picture.putArray("detections");
        for (Detection detection : found.detections().items()) {
            ObjectNode node = detections
                    .addObject()
                    .put("label", detection.label())
                    .put("kind", detection.kind().name().toLowerCase(Locale.ROOT))
                    .put("confidence", rounded(detection.confidence(), 6));
            NormalizedBox box = detection.box();
            node.putObject("box")
                    .put("x", rounded(box.x(), 6))
                    .put("y", rounded(box.y(), 6))
                    .put("w", rounded(box.w(), 6))
                    .put("h", rounded(box.h(), 6));
            PixelBox px = box.toPixels(frame.widthPx(), frame.heightPx());
            node.putObject("px")
                    .put("x", px.xPx())
                    .put("y", px.yPx())
                    .put("w", px.widthPx())
                    .put("h", px.heightPx());
        }
        add(picture);
    }

    void add(Path file, String error) throws IOException {
        add(mapper.createObjectNode().put("file", file.toString()).put("error", error));
    }

    private void add(ObjectNode picture) throws IOException {
        out.print((empty ? "\n" : ",\n") + mapper.writeValueAsString(picture));
        empty = false;
        if (out.checkError()) { // also flushes, so that a reader of a long run sees it grow
            throw new IOException("the JSON cannot be written");
        }
    }

    private static double rounded(double value, int digits) {
        double unit = Math.pow(10, digits);
        return Math.round(value * unit) / unit;
    }

    @Override
    public void close() {
        out.println("\n]");
        out.flush();
        if (closes) {
            out.close();
        }
    }
}
