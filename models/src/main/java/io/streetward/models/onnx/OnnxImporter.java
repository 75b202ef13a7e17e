package io.streetward.models.onnx;

import io.streetward.models.graph.Graph;
import io.streetward.models.graph.ImportException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an ONNX detector: what it takes and returns, and its graph. */
public final class OnnxImporter {
    private final OnnxModel model;
    private final PictureSize size;

    private OnnxImporter(OnnxModel model, PictureSize size) {
        this.model = model;
        this.size = size;
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @param asked the picture's size where the model leaves it open, else {@link PictureSize#UNKNOWN}
     * @throws ImportException when it is no ONNX model of one picture
     */
    public static OnnxImporter open(String file, byte[] bytes, PictureSize asked) throws ImportException {
        OnnxModel model = OnnxModel.read(file, bytes);
        return new OnnxImporter(model, model.pictureSize(asked));
    }

    /** Size of the picture the model takes. */
    public PictureSize size() {
        return size;
    }

    /**
     * The model's graph.
     *
     * @param normalise what the graph does to the picture's pixels first
     * @throws ImportException naming every operator that cannot be translated
     */
    public Graph graph(Normalise normalise) throws ImportException {
        return OnnxLowering.lower(model, size, normalise);
    }

    /** Output → shape for one picture, the batch axis first. */
    public Map<String, List<Integer>> outputShapes() throws ImportException {
        Graph graph = graph(Normalise.NONE);
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        graph.outputs().keySet().forEach(output -> shapes.put(output, OnnxLowering.shapeOf(graph, output)));
        return shapes;
    }
}
