package io.streetward.models.bundle;

import io.streetward.models.bundle.ModelBundle.SourceFile;
import io.streetward.models.bundle.ModelBundle.WeightsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files a description promises, as found beside it.
 *
 * @param files the weights first, then what else the source puts into the bundle
 */
public record BundleFiles(List<FileState> files) {
    public BundleFiles {
        files = List.copyOf(files);
    }

    /** Whether a bundle can be opened. */
    public enum State {
        READY("ready"),
        NOT_FETCHED("not fetched"),
        DAMAGED("damaged");

        private final String text;

        State(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /**
     * One file.
     *
     * @param expected its sha256 as described
     * @param found its sha256 as it is; empty when there is no such file
     */
    public record FileState(String file, String expected, Optional<String> found) {
        public State state() {
            return found.map(sha256 -> sha256.equals(expected) ? State.READY : State.DAMAGED)
                    .orElse(State.NOT_FETCHED);
        }
    }

    /** Reads and hashes every file. */
    public static BundleFiles check(ModelBundle bundle, BundleSource source) throws BundleException {
        Map<String, String> wanted = new LinkedHashMap<>();
        bundle.weightsFiles().forEach(file -> wanted.put(file.file(), file.sha256()));
        bundle.origin()
                .filter(origin -> !origin.converted())
                .ifPresent(origin -> origin.files().forEach(file -> wanted.put(file.name(), file.sha256())));
        List<FileState> states = new ArrayList<>();
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            Optional<String> found =
                    source.has(file.getKey()) ? Optional.of(Sha256.of(source.read(file.getKey()))) : Optional.empty();
            states.add(new FileState(file.getKey(), file.getValue(), found));
        }
        return new BundleFiles(states);
    }

    /** Damaged when any file is, ready when all are. */
    public State state() {
        if (files.stream().anyMatch(file -> file.state() == State.DAMAGED)) {
            return State.DAMAGED;
        }
        boolean ready = files.stream().allMatch(file -> file.state() == State.READY);
        return ready ? State.READY : State.NOT_FETCHED;
    }

    /** One line for each file that is not ready. */
    public List<String> problems(BundleSource source) {
        List<String> lines = new ArrayList<>();
        for (FileState file : files) {
            switch (file.state()) {
                case READY -> {}
                case NOT_FETCHED ->
                    lines.add(source.describe(file.file()) + ": is not there, expected a file of the bundle");
                case DAMAGED ->
                    lines.add(
                            mismatch(source.describe(file.file()), file.found().orElse(""), file.expected()));
            }
        }
        return lines;
    }

    private static String mismatch(String file, String found, String expected) {
        return file + ": sha256 is " + found + ", expected " + expected + " as " + BundleSource.DESCRIPTION
                + " says; the file is damaged or was replaced";
    }

    /**
     * The bytes of one weights file, once they are known to be the ones described.
     *
     * @throws BundleException when the file is not there, naming the command that fetches it, or is another
     */
    public static byte[] readWeights(ModelBundle bundle, BundleSource source, WeightsFile weights)
            throws BundleException {
        String file = source.describe(weights.file());
        if (!source.has(weights.file()) && bundle.origin().isPresent()) {
            throw new BundleException(file + ": is not there yet, expected the weights of " + bundle.name()
                    + "; fetch them with: tools/streetward models fetch " + bundle.name());
        }
        byte[] bytes = source.read(weights.file());
        String sha256 = Sha256.of(bytes);
        if (!sha256.equals(weights.sha256())) {
            throw new BundleException(mismatch(file, sha256, weights.sha256()));
        }
        return bytes;
    }

    /** The files of an unconverted source that are not there or not right. */
    public List<SourceFile> missing(ModelBundle.Origin origin) {
        return origin.files().stream()
                .filter(wanted -> files.stream()
                        .noneMatch(file -> file.file().equals(wanted.name()) && file.state() == State.READY))
                .toList();
    }
}
