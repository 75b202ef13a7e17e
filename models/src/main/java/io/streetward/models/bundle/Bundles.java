package io.streetward.models.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All bundles within reach: a site's own folder first, then those shipped with the product. */
public final class Bundles {
    private static final String SHIPPED_INDEX = "/bundles/index.txt";

    private final Path siteDir;

    /** Looks in {@code siteDir}, which may not exist, before the class path. */
    public Bundles(Path siteDir) {
        this.siteDir = siteDir;
    }

    /** The bundle's files. */
    public BundleSource find(String name) throws BundleException {
        BundleSource source = all().get(name);
        if (source == null) {
            throw new BundleException("no model bundle named \"" + name + "\"" + NearMiss.hint(name, all().keySet())
                    + " in " + siteDir + " or among those shipped (" + String.join(", ", shipped())
                    + "); expected a folder of that name with a " + BundleSource.DESCRIPTION);
        }
        return source;
    }

    /** The bundle's description. */
    public static ModelBundle read(BundleSource source) throws BundleException {
        String text = new String(source.read(BundleSource.DESCRIPTION), StandardCharsets.UTF_8);
        return BundleReader.read(source.name(), source.describe(BundleSource.DESCRIPTION), text);
    }

    /** Name → files, in the order of names; a site's bundle hides a shipped one of the same name. */
    public Map<String, BundleSource> all() throws BundleException {
        Map<String, BundleSource> found = new TreeMap<>();
        shipped().forEach(name -> found.put(name, new BundleSource.Shipped(name)));
        if (Files.isDirectory(siteDir)) {
            try (Stream<Path> folders = Files.list(siteDir)) {
                folders.filter(folder -> Files.isRegularFile(folder.resolve(BundleSource.DESCRIPTION)))
                        .map(BundleSource.Folder::new)
                        .filter(folder -> !folder.name().startsWith(".")) // one being written
                        .forEach(folder -> found.put(folder.name(), folder));
            } catch (IOException e) {
                throw new BundleException(siteDir + ": cannot be listed, expected a folder of model bundles: " + e, e);
            }
        }
        return found;
    }

    private static List<String> shipped() throws BundleException {
        try (InputStream in = Bundles.class.getResourceAsStream(SHIPPED_INDEX)) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new BundleException("class path " + SHIPPED_INDEX + ": cannot be read: " + e, e);
        }
    }
}
