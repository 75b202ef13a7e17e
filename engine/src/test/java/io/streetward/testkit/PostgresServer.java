package io.streetward.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server on 127.0.0.1 with the durability settings it ships with, in a folder of its own; made once for a JVM and
 * shared by its tests, each of which takes a schema.
 *
 * <p>The server refuses to run as root, so root hands it to the user that Debian's package makes for it. It ends when the
 * test's JVM does, however that ends. Its texts sort as in Chinese where it can, so that a test shows who relies on a
 * database's collation.
 */
public final class PostgresServer {
    /** A database in UTF-8. */
    public static final String DATABASE = "street";

    /** The owner of {@link #DATABASE}, no superuser. */
    public static final String USER = "ward";

    /** Of {@link #USER} and of the superuser {@code postgres}. */
    public static final String PASSWORD = "s3cret-of-the-ward";

    private static final String SERVICE_USER = "postgres";
    private static final int FIRST_WITH_ICU_DATABASES = 15;
    private static final long ENOUGH_MEMORY = 1L << 30; // a small server with a few databases takes a fifth of it
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path bin;
    private final Path folder;
    private final int port;
    private final AtomicInteger schemas = new AtomicInteger();
    private Process process;

    private PostgresServer(Path bin) {
        this.bin = bin;
        try {
            this.folder = Files.createTempDirectory(home(), "streetward-postgres-");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            if (isRoot()) {
                var owner =
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVICE_USER);
                Files.setOwner(folder, owner);
                Files.setOwner(password, owner);
            }
            Programs.run(LIMIT, asService(initdb(password))).orFail();
            this.port = freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "postgres-end"));
        this.process = launch();
        execute("postgres", "CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
        execute("postgres", "CREATE DATABASE " + DATABASE + " OWNER " + USER);
    }

    /** The server shared by this JVM's tests; skips the calling test, by name, where there is none to start. */
    public static PostgresServer shared() {
        Assumptions.assumeTrue(Shared.BIN != null, "skipped: needs PostgreSQL's server (Debian: postgresql)");
        return Shared.SERVER;
    }

    /** A name for a schema that no other test uses; the schema is not made. */
    public String freshSchema() {
        return "book_" + schemas.incrementAndGet();
    }

    /** The JDBC address of a database. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The TCP port, the same one over restarts. */
    public int port() {
        return port;
    }

    /** Connects as {@link #USER}, with a schema's tables in reach. */
    public Connection connect(String schema) throws SQLException {
        return DriverManager.getConnection(url(DATABASE) + "?currentSchema=" + schema, USER, PASSWORD);
    }

    /** Does one thing as the superuser. */
    public void execute(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(url(database), "postgres", PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Kills every process of the server at once, as a power cut does, and starts it again on the same port and data. */
    public void killAndRestart() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(killed -> killed.onExit().join());
        process = launch();
    }

    /** In memory where there is enough: what a sync costs is the disk's matter, and that it is asked for is the tests'. */
    private static Path home() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ENOUGH_MEMORY
                ? memory
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private List<String> initdb(Path password) {
        List<String> command = new ArrayList<>(List.of(
                bin.resolve("initdb").toString(),
                "--pgdata=" + folder.resolve("data"),
                "--username=postgres",
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        String version =
                Programs.run(bin.resolve("initdb").toString(), "--version").orFail();
        if (Integer.parseInt(version.replaceFirst("(?s)^\\D*(\\d+).*", "$1")) >= FIRST_WITH_ICU_DATABASES) {
            command.addAll(List.of("--locale-provider=icu", "--icu-locale=zh"));
        }
        return command;
    }

    private Process launch() {
        // The shell ends the server when this JVM's end of its standard input closes.
        String script = "\"$@\" & server=$!; cat >/dev/null; kill -QUIT $server; wait";
        List<String> command = asService(List.of(
                "/bin/sh",
                "-c",
                script,
                "sh",
                bin.resolve("postgres").toString(),
                "-D",
                folder.resolve("data").toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        Path log = folder.resolve("log");
        try {
            Process launched = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            awaitUp(log);
            return launched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp(Path log) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String last = "";
        while (System.nanoTime() - end < 0) {
            try (Connection up = DriverManager.getConnection(url("postgres"), "postgres", PASSWORD)) {
                if (up.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                last = e.getMessage();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20); // polls for what has no other sign
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException("PostgreSQL did not start: " + last + "\n" + Files.readString(log, UTF_8));
    }

    private void end() {
        try {
            process.getOutputStream().close();
            process.waitFor(5, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            System.err.println("left behind: " + folder + " (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> asService(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(
                List.of("setpriv", "--reuid=" + SERVICE_USER, "--regid=" + SERVICE_USER, "--clear-groups", "--"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Found and started when first asked for. */
    private static final class Shared {
        static final @Nullable Path BIN = find();
        static final @Nullable PostgresServer SERVER = BIN == null ? null : new PostgresServer(BIN);

        /** Debian keeps servers out of the PATH, one folder a version. */
        private static @Nullable Path find() {
            List<Path> folders = new ArrayList<>();
            try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
                versions.sorted(Comparator.reverseOrder()).forEach(version -> folders.add(version.resolve("bin")));
            } catch (IOException e) {
                // No Debian, or no server: the PATH is left.
            }
            for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
                folders.add(Path.of(folder));
            }
            return folders.stream()
                    .filter(folder -> Files.isExecutable(folder.resolve("initdb"))
                            && Files.isExecutable(folder.resolve("postgres")))
                    .findFirst()
                    .orElse(null);
        }
    }
}
