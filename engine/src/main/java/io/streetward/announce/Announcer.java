package io.streetward.announce;

import io.netty.util.concurrent.DefaultThreadFactory;
import io.streetward.announce.DeliveryOutcome.Delivered;
import io.streetward.announce.DeliveryOutcome.Failed;
import io.streetward.announce.DeliveryOutcome.Reason;
import io.streetward.announce.DeliveryReport.ClipFacts;
import io.streetward.cases.CaseId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks for cases: finds or makes the clip, hands it to the speaker, and tells the listener what became of it.
 *
 * <p>A cached clip goes to the speaker on the caller's thread, so the first packet is a few milliseconds away. Any other
 * is made on one of two threads of the announcer's own, which call the listener too; neither callers nor the sound's event
 * loop ever wait for a disk or a process.
 *
 * <p>Bounded: at {@link #MAX_PENDING} announcements between asking and reporting, further ones are refused at once, as
 * {@link Reason#CROWDED_OUT}. Each speaker has its own, smaller bound besides.
 */
public final class Announcer implements AutoCloseable {
    /** Announcements in hand at one time, all speakers together. */
    public static final int MAX_PENDING = 512;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final Map<SpeakerId, Speaker> speakers;
    private final ClipMaker clips;
    private final DeliveryListener listener;
    private final Clock clock;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(2, new DefaultThreadFactory("announcer", true));
    private final Set<Request> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private record Request(
            UUID id,
            CaseId caseId,
            SpeakerId speakerId,
            ClipSource source,
            Urgency urgency,
            Instant requestedAt,
            CompletableFuture<DeliveryReport> report) {}

    /**
     * An announcer for these speakers.
     *
     * @param speakers closed with the announcer
     * @param listener hears of every announcement once
     */
    public Announcer(Collection<Speaker> speakers, ClipMaker clips, DeliveryListener listener, Clock clock) {
        this.speakers = speakers.stream().collect(Collectors.toUnmodifiableMap(Speaker::id, Function.identity()));
        this.clips = clips;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Makes a clip ahead of need, so that the first announcement starts at once and a missing file or voice shows at start
     * and not in the street. Blocks.
     *
     * @throws ClipException when it cannot be made
     * @throws IllegalArgumentException when there is no such speaker
     */
    public Clip prepare(SpeakerId speakerId, ClipSource source) throws ClipException {
        Speaker speaker = speakers.get(speakerId);
        if (speaker == null) {
            throw new IllegalArgumentException(unknown(speakerId));
        }
        return clips.make(source, speaker.clipForm());
    }

    /**
     * Has something said. Returns at once.
     *
     * @return completes, never exceptionally, after the listener has heard; what follows it may block for a short while
     */
    public CompletionStage<DeliveryReport> announce(
            CaseId caseId, SpeakerId speakerId, ClipSource source, Urgency urgency) {
        Request request = new Request(
                UUID.randomUUID(), caseId, speakerId, source, urgency, clock.instant(), new CompletableFuture<>());
        boolean room = pending.size() < MAX_PENDING;
        pending.add(request);
        Speaker speaker = speakers.get(speakerId);
        if (closed) {
            report(request, Optional.empty(), closing());
        } else if (speaker == null) {
            report(request, Optional.empty(), Failed.before(Reason.UNKNOWN_SPEAKER, unknown(speakerId)));
        } else if (!room) {
            String detail = MAX_PENDING + " announcements are already in hand";
            report(request, Optional.empty(), Failed.before(Reason.CROWDED_OUT, detail));
        } else {
            sayOrMake(request, speaker);
        }
        return request.report();
    }

    /** Cuts short what is being said, reports all that was asked for, and closes the speakers; takes 2 s at most. */
    @Override
    public void close() {
        closed = true;
        speakers.values().forEach(Speaker::close);
        CompletableFuture<?> allReported =
                CompletableFuture.allOf(pending.stream().map(Request::report).toArray(CompletableFuture<?>[]::new));
        try {
            allReported
                    .completeOnTimeout(null, CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } finally {
            workers.shutdownNow();
        }
        List.copyOf(pending).forEach(request -> report(request, Optional.empty(), closing()));
    }

    private void sayOrMake(Request request, Speaker speaker) {
        Optional<Clip> cached = clips.cached(request.source(), speaker.clipForm());
        if (cached.isPresent()) {
            say(request, speaker, cached.get());
            return;
        }
        onWorker(request, () -> {
            try {
                say(request, speaker, clips.make(request.source(), speaker.clipForm()));
            } catch (ClipException | RuntimeException e) {
                report(request, Optional.empty(), Failed.before(Reason.NO_SOUND, String.valueOf(e.getMessage())));
            }
        });
    }

    private void say(Request request, Speaker speaker, Clip clip) {
        Announcement announcement = new Announcement(
                request.id(),
                request.caseId(),
                request.speakerId(),
                request.source().text(),
                clip,
                request.urgency());
        speaker.say(announcement)
                .thenAccept(outcome -> onWorker(request, () -> report(request, Optional.of(clip), outcome)));
    }

    /** Tells the listener, unless it has been told of this one. */
    private void report(Request request, Optional<Clip> clip, DeliveryOutcome outcome) {
        if (!pending.remove(request)) {
            return;
        }
        DeliveryReport report = new DeliveryReport(
                request.id(),
                request.caseId(),
                request.speakerId(),
                request.source().text(),
                clip.map(ClipFacts::of),
                request.requestedAt(),
                outcome);
        log(report);
        try {
            listener.reported(report);
        } catch (RuntimeException e) {
            log.error("case {}: the record of announcement {} could not be kept", report.caseId(), report, e);
        }
        request.report().complete(report);
    }

    private void onWorker(Request request, Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            report(request, Optional.empty(), closing());
        }
    }

    private static void log(DeliveryReport report) {
        double seconds =
                report.clip().map(clip -> clip.duration().toMillis() / 1e3).orElse(0.0);
        if (report.outcome() instanceof Delivered delivered) {
            Transmission sent = delivered.sent();
            log.info(
                    "announcement for case {} on speaker {}: {} s, {} packets, at most {} ms late, {} underruns",
                    report.caseId(),
                    report.speakerId(),
                    String.format(Locale.ROOT, "%.2f", seconds),
                    sent.packets(),
                    String.format(Locale.ROOT, "%.1f", sent.lateness().max().toNanos() / 1e6),
                    sent.lateness().underruns());
        } else if (report.outcome() instanceof Failed failed) {
            log.warn(
                    "announcement for case {} on speaker {} failed ({}) after {} packets: {}",
                    report.caseId(),
                    report.speakerId(),
                    failed.reason(),
                    failed.sent().map(Transmission::packets).orElse(0L),
                    failed.detail());
        }
    }

    private String unknown(SpeakerId id) {
        return "no speaker \"" + id + "\": configured are "
                + speakers.keySet().stream().map(SpeakerId::value).sorted().collect(Collectors.joining(", "));
    }

    private static Failed closing() {
        return Failed.before(Reason.CLOSED, "the engine is shutting down");
    }
}
