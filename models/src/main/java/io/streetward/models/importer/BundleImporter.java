package io.streetward.models.importer;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Makes a bundle's folder from the published package that a known {@code model.yaml} names as its source. */
public final class BundleImporter {
    /** What a bundle has beside its weights. */
    private static final List<String> COMPANIONS = List.of(BundleSource.DESCRIPTION, "NOTICE", "LICENSE");

    private final Bundles bundles;

    /** Knows the descriptions among {@code bundles}. */
    public BundleImporter(Bundles bundles) {
        this.bundles = bundles;
    }

    /**
     * What came of an import.
     *
     * @param folder the bundle, complete
     * @param sha256 of the weights made
     * @param asDescribed whether that is what {@code model.yaml} says
     */
    public record Result(ModelBundle bundle, Path folder, String sha256, boolean asDescribed) {}

    /**
     * Converts a package and writes the bundle.
     *
     * @param into the folder that gets a folder of the bundle's name
     * @throws ImportException when no bundle comes from this package, or it cannot be converted or written
     */
    public Result importFrom(PublishedPackage source, Path into) throws ImportException, BundleException {
        BundleSource known = bundleFrom(source);
        ModelBundle bundle = Bundles.read(known);
        byte[] weights = ModelConverter.convert(bundle, source.folder());
        Path folder = into.resolve(bundle.name());
        try {
            Files.createDirectories(folder);
            for (String file : COMPANIONS) {
                Files.write(folder.resolve(file), known.read(file));
            }
            Files.write(folder.resolve(bundle.weights().file()), weights);
        } catch (IOException e) {
            throw new ImportException(
                    folder + ": cannot be written, expected a folder this user may write to: " + e, e);
        }
        String sha256 = Sha256.of(weights);
        return new Result(bundle, folder, sha256, sha256.equals(bundle.weights().sha256()));
    }

    private BundleSource bundleFrom(PublishedPackage source) throws ImportException, BundleException {
        TreeSet<String> importable = new TreeSet<>();
        for (BundleSource candidate : bundles.all().values()) {
            String from = Bundles.read(candidate)
                    .origin()
                    .map(ModelBundle.Origin::coordinates)
                    .orElse("");
            if (from.equals(source.coordinates())) {
                return candidate;
            }
            if (!from.isEmpty()) {
                importable.add(from);
            }
        }
        throw new ImportException(source.coordinates() + ": no model description names this package as its source,"
                + " expected one of " + String.join(", ", importable));
    }
}
