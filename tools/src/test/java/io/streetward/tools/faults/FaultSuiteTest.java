package io.streetward.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.streetward.codec.SourceUrl;
import io.streetward.testkit.Programs;
import io.streetward.tools.camera.RtspCamera;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault that the virtual camera can play, all at once, each on a camera of its own, with a healthy camera beside
 * them that must not notice.
 */
class FaultSuiteTest {
    /** As many as two cores bear without making a healthy camera look ill. */
    private static final int AT_ONCE = 8;

    private static final int NEIGHBOURS = 2;

    @TempDir
    static Path folder;

    private record Played(FaultRun.Result result, double worstGapOfOthersSeconds) {}

    @TestFactory
    Stream<DynamicTest> everyFaultIsNoticedNamedAndOvercomeAndNobodyElseNotices() throws Exception {
        Programs.assumeOnPath("ffmpeg");
        FaultTiming timing = FaultTiming.CHOSEN;
        Clips clips = Clips.encode(folder);
        List<Played> played = new ArrayList<>();
        List<DynamicTest> tests = new ArrayList<>();
        try (RtspCamera healthy =
                RtspCamera.builder().stream("street", clips.h264()).build()) {
            healthy.start();
            List<WatchedStream> neighbours = new ArrayList<>();
            try {
                for (int i = 0; i < NEIGHBOURS; i++) {
                    WatchedStream neighbour = new WatchedStream(
                            "neighbour-" + i, new SourceUrl(healthy.uri("street"), null), timing.settings());
                    neighbours.add(neighbour);
                    neighbour.await("live", timing.patience(), neighbour::live);
                }
                played.addAll(play(FaultCase.all(clips), clips, timing, neighbours));
                for (WatchedStream neighbour : neighbours) {
                    String state = neighbour.state().toString();
                    long connects = neighbour.connects();
                    int phases = neighbour.statesSeen();
                    tests.add(dynamicTest("a camera beside them stays live on its one connection", () -> {
                        assertThat(state).startsWith("LIVE");
                        assertThat(connects).isEqualTo(1);
                        assertThat(phases).as("connecting, live").isLessThanOrEqualTo(2);
                    }));
                }
            } finally {
                neighbours.forEach(WatchedStream::close);
            }
        }
        print(played);
        played.forEach(one -> tests.add(dynamicTest(one.result().fault().name(), () -> check(one.result(), timing))));
        return tests.stream();
    }

    private static List<Played> play(
            List<FaultCase> cases, Clips clips, FaultTiming timing, List<WatchedStream> neighbours) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Played>> running = new ArrayList<>();
            for (FaultCase each : cases) {
                running.add(pool.submit(() -> {
                    long start = System.nanoTime();
                    FaultRun.Result result = new FaultRun(each, clips, timing).play();
                    double gap = neighbours.stream()
                            .mapToDouble(neighbour -> neighbour.witness().worstGapSeconds(start, System.nanoTime()))
                            .max()
                            .orElse(0);
                    return new Played(result, gap);
                }));
            }
            List<Played> played = new ArrayList<>();
            for (Future<Played> one : running) {
                played.add(one.get());
            }
            return played;
        } finally {
            pool.shutdownNow();
        }
    }

    private static void check(FaultRun.Result result, FaultTiming timing) {
        assertThat(result.problem()).isEmpty();
        if (timing.promises()) {
            assertThat(result.noticed()).isLessThanOrEqualTo(Duration.ofSeconds(15));
            assertThat(result.liveAgain()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        }
    }

    private static void print(List<Played> played) {
        StringBuilder table =
                new StringBuilder("\n| fault | noticed after | live again after | others' worst gap | read\n");
        played.forEach(one ->
                table.append(one.result().row(one.worstGapOfOthersSeconds())).append('\n'));
        System.out.println(table);
    }
}
