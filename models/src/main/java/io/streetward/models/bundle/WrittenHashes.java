package io.streetward.models.bundle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Helps the author of a bundle: the sha256 to write for each of its weights files. */
public final class WrittenHashes {
    private WrittenHashes() {}

    /**
     * One line per weights file whose sha256 in {@code model.yaml} is absent or another than the file's.
     *
     * @throws BundleException when the description cannot be read at all
     */
    public static List<String> corrections(BundleSource source) throws BundleException {
        String text = new String(source.read(BundleSource.DESCRIPTION), StandardCharsets.UTF_8);
        YamlProblems unheard = new YamlProblems(""); // the reader reports them
        YamlMapping root = YamlMapping.parse(source.describe(BundleSource.DESCRIPTION), text, unheard);
        List<String> lines = new ArrayList<>();
        for (YamlMapping weights : root.oneOrMore("weights")) {
            String file = weights.string("file");
            if (!BundleReader.PLAIN_NAME.test(file) || !source.has(file)) {
                continue;
            }
            String written = weights.has("sha256") ? weights.string("sha256") : "";
            String sha256 = Sha256.of(source.read(file));
            if (!sha256.equals(written)) {
                lines.add(source.describe(file) + ": if this is the right file, write under weights in "
                        + BundleSource.DESCRIPTION + ": sha256: " + sha256);
            }
        }
        return lines;
    }
}
