package io.streetward.models.fetch;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.WrittenHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Copies a bundle made elsewhere into a site's folder, whole or not at all. */
public final class BundleAdder {
    private final Path siteDir;
    private final FetchListener listener;

    /**
     * Adds to one site's folder.
     *
     * @param siteDir made when it is not there
     */
    public BundleAdder(Path siteDir, FetchListener listener) {
        this.siteDir = siteDir;
        this.listener = listener;
    }

    /**
     * Reads a bundle and compares its files with their hashes.
     *
     * @throws BundleException with every problem, and with the sha256 to write where one is absent or wrong
     */
    public ModelBundle check(Path dir) throws BundleException {
        BundleSource.Folder source = new BundleSource.Folder(dir);
        ModelBundle bundle;
        try {
            bundle = Bundles.read(source);
        } catch (BundleException e) {
            throw new BundleException(withHashes(String.valueOf(e.getMessage()), source), e);
        }
        List<String> problems = BundleFiles.check(bundle, source).problems(source);
        if (!problems.isEmpty()) {
            throw new BundleException(withHashes(String.join("\n", problems), source));
        }
        return bundle;
    }

    /**
     * Copies the folder's files; folders in it and hidden files stay behind.
     *
     * @param bundle as {@link #check} read it
     * @param force to take the place of a bundle of the same name
     * @return the new folder
     */
    public Path add(Path dir, ModelBundle bundle, boolean force) throws FetchException, InterruptedException {
        FolderLock lock = FolderLock.take(siteDir, bundle.name(), listener);
        try {
            Path target = siteDir.resolve(bundle.name());
            if (Files.exists(target)) {
                if (Disk.at(target, () -> Files.isSameFile(target, dir))) {
                    throw new FetchException(target + ": is the site's own already; nothing to add");
                }
                if (!force) {
                    throw new FetchException(
                            target + ": is there already, expected no such bundle; --force puts this one in its place");
                }
            }
            return Disk.at(target, () -> replace(dir, target));
        } finally {
            lock.close();
        }
    }

    private static String withHashes(String problems, BundleSource source) throws BundleException {
        return Stream.concat(Stream.of(problems), WrittenHashes.corrections(source).stream())
                .collect(Collectors.joining("\n"));
    }

    /** A folder cannot be renamed onto another, so the old one steps aside first, and back should that fail. */
    private Path replace(Path dir, Path target) throws IOException {
        Path fresh = siteDir.resolve("." + target.getFileName() + ".new");
        Path old = siteDir.resolve("." + target.getFileName() + ".old");
        Disk.deleteAll(fresh); // of an attempt that was killed
        Disk.deleteAll(old);
        try {
            copy(dir, fresh);
            boolean replaces = Files.exists(target);
            if (replaces) {
                Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            }
            try {
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                if (replaces) {
                    Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
                }
                throw e;
            }
            Disk.deleteAll(old);
            return target;
        } finally {
            Disk.deleteAll(fresh);
        }
    }

    private static void copy(Path dir, Path into) throws IOException {
        Files.createDirectories(into);
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    Files.copy(file, into.resolve(file.getFileName()));
                }
            }
        }
    }
}
