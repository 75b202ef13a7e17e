package io.streetward.models.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where one bundle's files lie. */
public sealed interface BundleSource {
    /** The description's file name. */
    String DESCRIPTION = "model.yaml";

    String name();

    /** How to call one of its files in a message. */
    String describe(String file);

    /** Whether there is such a file. */
    boolean has(String file);

    /** A file's bytes; throws when it is not there. */
    byte[] read(String file) throws BundleException;

    /** A folder. */
    record Folder(Path path) implements BundleSource {
        @Override
        public String name() {
            return path.toAbsolutePath().normalize().getFileName().toString();
        }

        @Override
        public String describe(String file) {
            return path.resolve(file).toString();
        }

        @Override
        public boolean has(String file) {
            return Files.exists(path.resolve(file));
        }

        @Override
        public byte[] read(String file) throws BundleException {
            try {
                return Files.readAllBytes(path.resolve(file));
            } catch (IOException e) {
                throw new BundleException(describe(file) + ": cannot be read, expected a file of the bundle: " + e, e);
            }
        }
    }

    /** A folder below {@code bundles/} on the class path, shipped with the product. */
    record Shipped(String name) implements BundleSource {
        @Override
        public String describe(String file) {
            return "bundles/" + name + "/" + file;
        }

        @Override
        public boolean has(String file) {
            return BundleSource.class.getResource("/bundles/" + name + "/" + file) != null;
        }

        @Override
        public byte[] read(String file) throws BundleException {
            URL url = BundleSource.class.getResource("/bundles/" + name + "/" + file);
            if (url == null) {
                throw new BundleException(describe(file) + ": is not on the class path, expected a file of the bundle");
            }
            try (InputStream in = url.openStream()) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new BundleException(describe(file) + ": cannot be read: " + e, e);
            }
        }
    }
}
