package io.streetward.models.bundle;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Everything found wrong in one YAML file, each with its place, so that an author sees all of it at once. */
final class YamlProblems {
    private final String file;
    private final List<String> found = new ArrayList<>();

    YamlProblems(String file) {
        this.file = file;
    }

    void add(Node where, String what) {
        found.add(where.getStartMark()
                .map(mark -> file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": " + what)
                .orElse(file + ": " + what));
    }

    void throwIfAny() throws BundleException {
        if (!found.isEmpty()) {
            throw new BundleException(String.join("\n", found));
        }
    }
}
