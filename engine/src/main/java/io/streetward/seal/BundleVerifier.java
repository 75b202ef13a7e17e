package io.streetward.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Verifies sealed bundles with nothing but the bundles and the site's public keys. What it does can be done by hand: see
 * {@code docs/verify.md}.
 */
public final class BundleVerifier {
    private static final String CASES = "cases";

    private final Map<String, PublicKeyFile> keys = new LinkedHashMap<>();

    /**
     * A verifier that trusts some keys.
     *
     * @param trusted the site's public keys, from the site itself and not from a bundle; where there is none, the rest is
     *     checked and {@link Problem#KEY_NOT_GIVEN} found
     */
    public BundleVerifier(List<PublicKeyFile> trusted) {
        trusted.forEach(key -> keys.put(key.id(), key));
    }

    /**
     * Verifies a bundle or all bundles in a folder.
     *
     * @param path a bundle; or a folder of bundles, such as a data folder or its {@code cases}
     * @param selection whether the bundles are a selection, so that missing numbers are no fault; always so for one bundle
     * @throws IOException when something cannot be read at all
     */
    public VerifyReport verify(Path path, boolean selection) throws IOException {
        boolean single = isBundle(path);
        List<BundleReport> reports = new ArrayList<>();
        for (Path folder : single ? List.of(path) : bundlesIn(path)) {
            reports.add(new BundleCheck(folder, keys).run());
        }
        reports.sort(Comparator.comparingLong(BundleVerifier::firstSequence).thenComparing(BundleReport::name));
        ChainCheck chain = new ChainCheck(selection || single);
        chain.run(reports.stream().flatMap(r -> r.manifests().stream()).toList());
        List<Finding> findings = new ArrayList<>();
        if (keys.isEmpty()) {
            findings.add(new Finding(
                    Problem.KEY_NOT_GIVEN,
                    String.valueOf(path),
                    "no public key was given, so nothing proves who sealed this; get the site's key from the site (the"
                            + " copy in a bundle proves nothing)"));
        }
        findings.addAll(chain.findings());
        return new VerifyReport(reports, findings, chain.remarks());
    }

    private static long firstSequence(BundleReport report) {
        return report.manifests().isEmpty()
                ? Long.MAX_VALUE
                : report.manifests().get(0).sequence();
    }

    /** A folder that has files of a case itself, rather than folders that do. */
    private static boolean isBundle(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .anyMatch(name -> name.startsWith("manifest") || name.equals("case.json"));
        }
    }

    /** Every folder with a file in it: an added file makes a folder a bundle too, which no manifest covers. */
    private static NavigableSet<Path> bundlesIn(Path path) throws IOException {
        Path root = Files.isDirectory(path.resolve(CASES)) ? path.resolve(CASES) : path;
        NavigableSet<Path> folders = new TreeSet<>();
        try (Stream<Path> tree = Files.walk(root)) {
            tree.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(Path::getParent)
                    .forEach(folders::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return folders;
    }
}
