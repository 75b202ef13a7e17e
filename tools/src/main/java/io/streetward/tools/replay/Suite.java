package io.streetward.tools.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of clips with their ground truth beside them. */
final class Suite {
    private static final List<String> VIDEO_ENDINGS = List.of(".mp4", ".mkv", ".mov", ".ts", ".avi");
    private static final int LONGEST_ID = 64;

    private Suite() {}

    /**
     * The clips of some folders, by name; not deeper.
     *
     * @throws IOException when there are none, or a truth is broken or has no clip; with everything that is wrong
     */
    static List<Recorded> of(List<Path> folders) throws IOException {
        List<Recorded> clips = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        Set<String> cameras = new HashSet<>();
        for (Path folder : folders) {
            for (Path file : truths(folder)) {
                try {
                    TruthFile truth = TruthFile.read(file);
                    Path video = videoOf(truth);
                    clips.add(new Recorded(nameOf(video, clips), video, cameraOf(stem(file), cameras), truth));
                } catch (IOException e) {
                    wrong.add(String.valueOf(e.getMessage()));
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new IOException(String.join("\n", wrong));
        }
        return clips;
    }

    private static List<Path> truths(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": is no folder, expected one with clips and their NAME" + TruthFile.ENDING);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(f -> f.toString().endsWith(TruthFile.ENDING))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IOException(folder + ": no NAME" + TruthFile.ENDING + " in it");
            }
            return found;
        }
    }

    private static Path videoOf(TruthFile truth) throws IOException {
        List<String> names = new ArrayList<>();
        if (!truth.clip().isBlank()) {
            names.add(truth.clip());
        }
        VIDEO_ENDINGS.forEach(ending -> names.add(stem(truth.file()) + ending));
        for (String name : names) {
            Path video = truth.file().resolveSibling(name);
            if (Files.isRegularFile(video)) {
                return video;
            }
        }
        throw new IOException(truth.file() + ": its clip is missing, expected " + names.get(0) + " beside it");
    }

    /** The file's name, with its folder where another clip has that name. */
    private static String nameOf(Path video, List<Recorded> before) {
        String name = Objects.toString(video.getFileName());
        return before.stream().noneMatch(c -> c.clip().equals(name)) ? name : video.toString();
    }

    private static String stem(Path truth) {
        String name = Objects.toString(truth.getFileName());
        return name.substring(0, name.length() - TruthFile.ENDING.length());
    }

    /** The clip's name as far as it makes a camera's id, and a number where that is taken. */
    private static String cameraOf(String stem, Set<String> taken) {
        String id = stem.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
        id = id.isEmpty() ? "clip" : id.substring(0, Math.min(id.length(), LONGEST_ID - 5));
        String free = id;
        for (int i = 2; !taken.add(free); i++) {
            free = id + "-" + i;
        }
        return free;
    }
}
