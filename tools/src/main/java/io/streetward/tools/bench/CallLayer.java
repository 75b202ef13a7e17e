package io.streetward.tools.bench;

import io.streetward.detect.DetectorException;
import io.streetward.models.LayeredModel.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same inference over and over, on one thread per model. */
final class CallLayer implements Layer {
    private final String name;
    private final List<Call> calls;
    private final int picturesPerCall;
    private final ExecutorService threads;

    /**
     * Takes over the calls.
     *
     * @param calls one per thread
     */
    CallLayer(String name, List<Call> calls, int picturesPerCall) {
        this.name = name;
        this.calls = List.copyOf(calls);
        this.picturesPerCall = picturesPerCall;
        this.threads = Executors.newFixedThreadPool(calls.size(), task -> new Thread(task, "bench-" + name));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Sample run(Duration stretch) throws BenchException {
        Sample.Latencies latencies = new Sample.Latencies();
        long cpu = ProcessCpu.nanos();
        long start = System.nanoTime();
        long end = start + stretch.toNanos();
        List<Future<?>> workers = new ArrayList<>();
        for (Call call : calls) {
            workers.add(threads.submit(() -> {
                repeat(call, end, latencies);
                return null;
            }));
        }
        for (Future<?> worker : workers) {
            await(worker);
        }
        long pictures = (long) latencies.size() * picturesPerCall;
        return new Sample(pictures, System.nanoTime() - start, ProcessCpu.nanos() - cpu, latencies);
    }

    private static void repeat(Call call, long endNanos, Sample.Latencies latencies) throws DetectorException {
        long now = System.nanoTime();
        while (now < endNanos) {
            call.run();
            long done = System.nanoTime();
            latencies.add(done - now);
            now = done;
        }
    }

    private void await(Future<?> worker) throws BenchException {
        try {
            worker.get();
        } catch (ExecutionException e) {
            throw new BenchException(name + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException(name + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        calls.forEach(Call::close);
    }
}
