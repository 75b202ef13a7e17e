package io.streetward.models.bundle;

import io.streetward.models.bundle.ModelBundle.NpmPackage;
import io.streetward.models.bundle.ModelBundle.Origin;
import io.streetward.models.bundle.ModelBundle.SourceFile;
import io.streetward.models.bundle.ModelBundle.SourceFormat;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the {@code source:} section: where a bundle's weights are published. */
final class OriginReader {
    private static final Predicate<String> NPM_NAME =
            Pattern.compile("(@[a-z0-9][a-z0-9._-]*/)?[a-z0-9][a-z0-9._-]*").asMatchPredicate();
    /** One version, no range and no tag: semver.org, section 9 and 10 included. */
    private static final Predicate<String> EXACT_VERSION = Pattern.compile(
                    "\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?")
            .asMatchPredicate();
    /** Below a folder and never out of it: no part begins with a dot. */
    private static final Predicate<String> PATH_INSIDE = Pattern.compile(
                    "[A-Za-z0-9_@][A-Za-z0-9._@+-]*(/[A-Za-z0-9_@][A-Za-z0-9._@+-]*)*")
            .asMatchPredicate();

    /** Stands in for an address that was refused. */
    private static final URI NOWHERE = URI.create("http://invalid");

    private OriginReader() {}

    /**
     * The section, when there is one.
     *
     * @param weights what the source must yield
     */
    static Optional<Origin> read(YamlMapping root, List<WeightsFile> weights) {
        if (!root.has("source")) {
            return Optional.empty();
        }
        YamlMapping node = root.mapping("source");
        SourceFormat format = node.has("format") ? node.choice("format", SourceFormat.class) : SourceFormat.WEIGHTS;
        Optional<NpmPackage> npm = npm(node);
        List<SourceFile> files = new ArrayList<>();
        for (YamlMapping file : node.mappings("files")) {
            files.add(npm.isPresent() ? packaged(file) : downloaded(file));
            file.refuseOthers();
        }
        Map<String, String> outputs = format == SourceFormat.TFJS_GRAPH_MODEL ? outputs(node) : Map.of();
        node.refuseOthers();
        if (files.isEmpty()) {
            node.fault("files", "no file is named, expected at least one");
        }
        Origin origin = new Origin(npm, format, files, outputs);
        if (!origin.converted() || npm.isEmpty()) { // a package keeps its folders while it is converted
            refuseTwins(node, files);
        }
        if (!origin.converted()) {
            expectEach(node, weights, files);
        } else if (weights.size() > 1) {
            node.fault("format", "a converted source makes one file, expected one under weights");
        }
        return Optional.of(origin);
    }

    private static Optional<NpmPackage> npm(YamlMapping node) {
        if (!node.has("npm")) {
            return Optional.empty();
        }
        return Optional.of(new NpmPackage(
                node.string("npm", NPM_NAME, "a package's name, such as @scope/name"),
                node.string("version", EXACT_VERSION, "one exact version, such as 1.2.3")));
    }

    private static SourceFile packaged(YamlMapping node) {
        String path = node.string("path", PATH_INSIDE, "a file's path inside the package");
        return new SourceFile(path, Optional.empty(), sha256(node), name(node, "path", path));
    }

    private static SourceFile downloaded(YamlMapping node) {
        URI url = url(node);
        String name = name(node, "url", String.valueOf(url.getPath()));
        return new SourceFile(name, Optional.of(url), sha256(node), name);
    }

    private static String sha256(YamlMapping node) {
        return node.string("sha256", BundleReader.SHA256, "64 hexadecimal digits, as sha256sum prints them");
    }

    /** What {@code as} says, or the last part of the path. */
    private static String name(YamlMapping node, String from, String path) {
        if (node.has("as")) {
            String expected = "a file's name inside the bundle, other than " + BundleSource.DESCRIPTION;
            return node.string(
                    "as",
                    text -> BundleReader.PLAIN_NAME.test(text) && !text.equals(BundleSource.DESCRIPTION),
                    expected);
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (!path.isEmpty() && (!BundleReader.PLAIN_NAME.test(last) || last.equals(BundleSource.DESCRIPTION))) {
            node.fault(from, "does not end in a name for a file of the bundle, expected \"as\" to give one");
        }
        return last;
    }

    private static URI url(YamlMapping node) {
        String expected = "an address, such as https://host/path/weights.onnx, or \"npm\" above for a package";
        String text = node.string("url", any -> true, expected);
        if (text.isEmpty()) {
            return NOWHERE;
        }
        try {
            URI url = new URI(text);
            boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (url.getRawUserInfo() != null) { // not shown: it may be a password
                node.fault("url", "found a user or password in the address, expected one that needs neither");
            } else if (!http || url.getHost() == null) {
                node.fault("url", "found \"" + text + "\", expected " + expected);
            } else {
                return url;
            }
        } catch (URISyntaxException e) {
            node.fault("url", "found what is no address (" + e.getReason() + "), expected " + expected);
        }
        return NOWHERE;
    }

    private static Map<String, String> outputs(YamlMapping node) {
        Map<String, String> outputs = new LinkedHashMap<>();
        YamlMapping outputNode = node.mapping("outputs");
        outputNode.keys().forEach(output -> outputs.put(output, outputNode.string(output)));
        return outputs;
    }

    private static void refuseTwins(YamlMapping node, List<SourceFile> files) {
        files.stream()
                .map(SourceFile::name)
                .filter(name -> !name.isEmpty())
                .filter(name ->
                        files.stream().filter(file -> file.name().equals(name)).count() > 1)
                .distinct()
                .forEach(name -> node.fault(
                        "files", "two files are named \"" + name + "\", expected \"as\" to tell them apart"));
    }

    private static void expectEach(YamlMapping node, List<WeightsFile> weights, List<SourceFile> files) {
        for (WeightsFile wanted : weights) {
            boolean given = files.stream()
                    .anyMatch(file ->
                            file.name().equals(wanted.file()) && file.sha256().equals(wanted.sha256()));
            if (!given && !wanted.file().isEmpty()) {
                node.fault(
                        "files",
                        "none is \"" + wanted.file() + "\" with the sha256 that weights has, expected one (\"as: "
                                + wanted.file() + "\")");
            }
        }
    }
}
