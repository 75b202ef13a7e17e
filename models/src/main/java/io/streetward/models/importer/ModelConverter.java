package io.streetward.models.importer;

import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.Origin;
import io.streetward.models.bundle.ModelBundle.SourceFile;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.ActivationFusion;
import io.streetward.models.graph.AffineFolding;
import io.streetward.models.graph.EvenPadding;
import io.streetward.models.graph.FocusFolding;
import io.streetward.models.graph.Graph;
import io.streetward.models.graph.HardActivations;
import io.streetward.models.graph.ImportException;
import io.streetward.models.graph.RowOrder;
import io.streetward.models.graph.ScaleFolding;
import io.streetward.models.graph.ShuffleRecognition;
import io.streetward.models.graph.SiluRecognition;
import io.streetward.models.tfjs.TfjsImporter;
import io.streetward.models.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a bundle's weights from the published model that its {@code source} names. */
public final class ModelConverter {
    private ModelConverter() {}

    /**
     * The bundle's weights file, always the same bytes for the same source.
     *
     * @param source where the published package is unpacked
     * @throws ImportException when a source file is missing or another than the bundle says, or cannot be converted
     */
    public static byte[] convert(ModelBundle bundle, Path source) throws ImportException {
        Origin origin = bundle.origin()
                .orElseThrow(
                        () -> new ImportException(bundle.name() + " has no source in its model.yaml to import from"));
        for (SourceFile file : origin.files()) {
            checkHash(source.resolve(file.path()), file.sha256());
        }
        Path main = source.resolve(origin.files().get(0).path());
        Graph graph = switch (origin.format()) {
            case WEIGHTS ->
                throw new ImportException(bundle.name() + "'s source is its weights as they are (format: weights),"
                        + " nothing to convert; fetch them: tools/streetward models fetch " + bundle.name());
            case TFJS_GRAPH_MODEL -> TfjsImporter.read(main, origin.outputs());
        };
        return TorchScriptArchive.write(bundle.name(), simplify(graph));
    }

    /** What any source is put through; none of it changes what the graph computes. */
    public static Graph simplify(Graph graph) {
        Graph known = HardActivations.apply(SiluRecognition.apply(ShuffleRecognition.apply(RowOrder.apply(graph))));
        Graph folded = AffineFolding.apply(FocusFolding.apply(ScaleFolding.apply(known)));
        return EvenPadding.apply(ActivationFusion.apply(folded));
    }

    private static void checkHash(Path file, String expected) throws ImportException {
        try {
            String sha256 = Sha256.of(Files.readAllBytes(file));
            if (!sha256.equals(expected)) {
                throw new ImportException(file + ": sha256 is " + sha256 + ", expected " + expected
                        + "; this is not the file the bundle was made from");
            }
        } catch (IOException e) {
            throw new ImportException(file + ": cannot be read, expected a file of the published package: " + e, e);
        }
    }
}
