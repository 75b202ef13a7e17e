package io.streetward.models.plates;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Task.Alphabet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The characters of a reader, from its description or from a file of the bundle. */
final class AlphabetFile {
    private AlphabetFile() {}

    static List<String> characters(ModelBundle bundle, Alphabet alphabet, BundleSource source) throws BundleException {
        if (alphabet instanceof Alphabet.Written written) {
            return written.characters();
        }
        if (alphabet instanceof Alphabet.Lines lines) {
            byte[] text = BundleFiles.readWeights(bundle, source, lines.file());
            List<String> characters = new ArrayList<>(
                    new String(text, StandardCharsets.UTF_8).lines().toList());
            if (lines.thenSpace()) {
                characters.add(" ");
            }
            return characters;
        }
        throw new IllegalStateException("no way to read " + alphabet);
    }
}
