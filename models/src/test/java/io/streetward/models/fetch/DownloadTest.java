package io.streetward.models.fetch;

import static io.streetward.models.fetch.FileServer.brokenAfter;
import static io.streetward.models.fetch.FileServer.ignoringRange;
import static io.streetward.models.fetch.FileServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.bundle.BundleSource;
import io.streetward.models.bundle.Bundles;
import io.streetward.models.bundle.ModelBundle;
import io.streetward.models.bundle.Sha256;
import io.streetward.models.importer.NpmClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DownloadTest {
    private static final byte[] CONTENT = Site.noise(300_000);
    private static final String NONE = "/w.pt range=null if-range=null";

    @TempDir
    private Path dir;

    private FileServer server;
    private Site site;
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new FileServer(CONTENT);
        site = new Site(dir);
        folder = site.describeDownload(server, CONTENT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesAndThenFindsThatNothingIsLeftToDo() throws Exception {
        assertThat(fetch().fetched()).containsExactly("w.pt");
        assertFetched();
        assertThat(site.doneBytes).isEqualTo(CONTENT.length);
        assertThat(fetch().fetched()).isEmpty();
        assertThat(server.requests).containsExactly(NONE);
    }

    @Test
    void goesOnWhereTheConnectionBrokeWithinOneCommand() throws Exception {
        server.next(brokenAfter(200_000), brokenAfter(50_000));
        fetch();
        assertFetched();
        assertThat(server.requests)
                .containsExactly(
                        NONE, "/w.pt range=bytes=200000- if-range=\"v1\"", "/w.pt range=bytes=250000- if-range=\"v1\"");
        assertThat(site.saidInAll())
                .contains("broke off")
                .contains("trying again in")
                .contains("going on after 0.2 MB");
    }

    @Test
    void goesOnInALaterCommandWhereAnEarlierOneGaveUp() throws Exception {
        server.next(brokenAfter(100_000));
        for (int i = 0; i < 2 * Site.HASTY.attempts(); i++) {
            server.next(status(503));
        }
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(
                        "the server answers 503; gave up after 4 attempts that brought nothing; what came is"
                                + " kept, run this again");
        assertThat(folder.resolve("w.pt.part")).hasSize(100_000);
        server.next(FileServer.whole());
        int before = server.requests.size();
        fetchUntilScriptIsDone();
        assertFetched();
        assertThat(server.requests.subList(before, server.requests.size()))
                .contains("/w.pt range=bytes=100000- if-range=\"v1\"")
                .doesNotContain(NONE);
    }

    @Test
    void manyBreaksAreBorneAsLongAsEachBringsBytes() throws Exception {
        for (int i = 0; i < 12; i++) {
            server.next(brokenAfter(20_000));
        }
        fetch();
        assertFetched();
        assertThat(server.requests).hasSize(13);
    }

    @Test
    void startsOverWhenTheServerIgnoresTheRange() throws Exception {
        server.next(brokenAfter(100_000), ignoringRange());
        fetch();
        assertFetched();
        assertThat(site.saidInAll()).contains("w.pt: the server sends all of it again; starting over");
    }

    @Test
    void startsOverWhenTheFileChangedMeanwhile() throws Exception {
        server.content = Site.noise(300_001);
        server.etag = "\"v0\"";
        server.next(brokenAfter(100_000), (s, exchange) -> {
            s.content = CONTENT;
            s.etag = "\"v1\"";
            FileServer.whole().give(s, exchange);
        });
        fetch();
        assertFetched();
        assertThat(server.requests).containsExactly(NONE, "/w.pt range=bytes=100000- if-range=\"v0\"");
    }

    @Test
    void startsOverWhenTheFileChangedAndTheServerKnowsNoValidators() throws Exception {
        server.content = Site.noise(300_001);
        server.etag = "";
        server.next(brokenAfter(100_000), (s, exchange) -> {
            s.content = CONTENT; // as long as the range goes
            FileServer.whole().give(s, exchange);
        });
        fetch();
        assertFetched();
        assertThat(site.saidInAll()).contains("w.pt: the server's file is another than before; starting over");
    }

    @Test
    void piecesOfTwoFilesOfOneLengthAreFoundOutByTheHash() throws Exception {
        byte[] other = CONTENT.clone();
        other[5]++;
        server.content = other;
        server.etag = "";
        server.next(brokenAfter(100_000), (s, exchange) -> {
            s.content = CONTENT;
            FileServer.whole().give(s, exchange);
        });
        fetch();
        assertFetched();
        assertThat(site.saidInAll())
                .contains("what came in several pieces has sha256")
                .contains("starting over");
    }

    @Test
    void aFileThatIsShorterNowIsFetchedFromTheBeginning() throws Exception {
        server.content = Site.noise(400_000);
        server.etag = "";
        server.next(brokenAfter(350_000), (s, exchange) -> {
            s.content = CONTENT;
            FileServer.whole().give(s, exchange);
        });
        fetch();
        assertFetched();
        assertThat(site.saidInAll()).contains("is shorter than before; starting over");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408})
    void troubleThatMayPassIsTriedAgain(int code) throws Exception {
        server.next(status(code, "Retry-After", "0"), status(code));
        fetch();
        assertFetched();
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void aMissingFileIsToldAtOnceAndFetchedOnceItIsThere() throws Exception {
        server.next(status(404));
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(server.url("/w.pt") + ": the server answers 404, expected 200 and the file")
                .hasMessageContaining("no longer there");
        assertThat(server.requests).hasSize(1);
        fetch();
        assertFetched();
    }

    @Test
    void redirectsAreFollowedWithTheRange() throws Exception {
        String there = server.url("/elsewhere/blob?token=secret").toString();
        server.next(status(302, "Location", "/moved"), status(307, "Location", there), brokenAfter(100_000));
        server.next(status(302, "Location", there));
        fetch();
        assertFetched();
        assertThat(server.requests)
                .containsExactly(
                        NONE,
                        "/moved range=null if-range=null",
                        "/elsewhere/blob range=null if-range=null",
                        "/w.pt range=bytes=100000- if-range=\"v1\"",
                        "/elsewhere/blob range=bytes=100000- if-range=\"v1\"");
        assertThat(site.saidInAll()).doesNotContain("secret");
    }

    @Test
    void anEndlessRedirectEnds() {
        for (int i = 0; i < 10; i++) {
            server.next(status(302, "Location", "/w.pt"));
        }
        assertThatThrownBy(this::fetch).hasMessageContaining("redirects 10 times, expected the file");
    }

    @Test
    void anotherFileThanDescribedIsRefusedWithBothHashesAndNotKept() {
        server.content = Site.noise(300_001);
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(
                        "w.pt: sha256 is " + Sha256.of(server.content) + ", expected " + Sha256.of(CONTENT));
        assertThat(folder.toFile().list()).containsExactly("model.yaml");
    }

    @Test
    void aDamagedFileIsReplaced() throws Exception {
        Files.writeString(folder.resolve("w.pt"), "damaged");
        assertThat(fetch().fetched()).containsExactly("w.pt");
        assertFetched();
    }

    @Test
    void aPartThatWasCompleteWhenTheLastCommandWasKilledNeedsNoServer() throws Exception {
        PartFile part = new PartFile(folder.resolve("w.pt"));
        part.begin(server.url("/w.pt"), "\"v1\"", OptionalLong.of(CONTENT.length));
        Files.write(part.path(), CONTENT);
        fetch();
        assertFetched();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void aServerThatFallsSilentIsLeftAfterAWhile() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        server.next((s, exchange) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 100_000);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Patience patience = new Patience(
                4, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(20), Duration.ofMillis(300));
        try {
            site.fetcher(Map.of(), patience, NpmClient.onPath()).fetch("mini");
        } finally {
            end.countDown();
        }
        assertFetched();
        assertThat(site.saidInAll()).contains("sent nothing for");
        assertThat(server.requests).containsExactly(NONE, "/w.pt range=bytes=100000- if-range=\"v1\"");
    }

    @Test
    void nobodyListeningIsTold() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String sha256 = Sha256.of(CONTENT);
        site.describe(
                "{file: w.pt, sha256: " + sha256 + "}",
                "source: {files: [{url: \"http://127.0.0.1:" + free + "/w.pt\", sha256: " + sha256 + "}]}");
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("http://127.0.0.1:" + free + "/w.pt: no answer: ")
                .hasMessageContaining("gave up after 4 attempts");
    }

    @Test
    void twoFetchesAtOnceDownloadOnceAndBothEndWell() throws Exception {
        CountDownLatch secondWaits = new CountDownLatch(1);
        server.next((s, exchange) -> {
            try {
                secondWaits.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FileServer.whole().give(s, exchange);
        });
        Site other = new Site(dir) {
            @Override
            public void say(String line) {
                super.say(line);
                secondWaits.countDown();
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<BundleFetcher.Result> first = threads.submit((Callable<BundleFetcher.Result>) this::fetch);
            while (server.requests.isEmpty()) {
                Thread.onSpinWait();
            }
            Future<BundleFetcher.Result> second =
                    threads.submit(() -> other.fetcher(Map.of()).fetch("mini"));
            assertThat(first.get().fetched()).containsExactly("w.pt");
            assertThat(second.get().fetched()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
        assertFetched();
        assertThat(server.requests).hasSize(1);
        assertThat(other.said).containsExactly("mini: another command is writing it; waiting for that to end");
    }

    @Test
    void aFullDiskIsTold() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "skipped: /dev/full is absent");
        Files.createSymbolicLink(folder.resolve("w.pt.part"), full);
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(
                        "w.pt.part: No space left on device, expected a folder that this user may write to"
                                + " and that has room");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeMadeIsTold() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "");
        BundleAdder adder = new BundleAdder(file.resolve("bundles"), site);
        ModelBundle bundle = Bundles.read(new BundleSource.Folder(folder));
        assertThatThrownBy(() -> adder.add(folder, bundle, false))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(
                        file + "/bundles: Not a directory, expected a folder that this user may write to");
    }

    @Test
    void aReadOnlyFolderIsTold() throws IOException {
        Assumptions.assumeTrue(
                dir.toFile().setReadOnly() && !Files.isWritable(dir), "skipped: root may write anywhere");
        try {
            assertThatThrownBy(this::fetch).hasMessageContaining("permission denied, expected a folder that this user");
        } finally {
            assertThat(dir.toFile().setWritable(true)).isTrue();
        }
    }

    private BundleFetcher.Result fetch() throws Exception {
        return site.fetcher(Map.of()).fetch("mini");
    }

    /** The failed command may have left some of its scripted answers to the next. */
    private void fetchUntilScriptIsDone() throws Exception {
        for (int i = 0; i < 5; i++) {
            try {
                fetch();
                return;
            } catch (FetchException e) {
                assertThat(e).hasMessageContaining("503");
            }
        }
    }

    private void assertFetched() throws IOException {
        assertThat(folder.resolve("w.pt")).hasBinaryContent(CONTENT);
        assertThat(List.of(folder.toFile().list())).containsExactlyInAnyOrder("model.yaml", "w.pt");
    }
}
