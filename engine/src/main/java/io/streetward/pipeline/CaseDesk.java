package io.streetward.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.Incident;
import io.streetward.cases.IncidentCorrelator;
import io.streetward.evidence.EvidenceRecorder;
import io.streetward.media.StreamId;
import io.streetward.rules.Observation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one camera's observations become cases. The order is the point: evidence starts to be kept, the case is durable,
 * and only then does anyone hear of it.
 */
public final class CaseDesk implements ObservationSink {
    private static final Logger LOG = LoggerFactory.getLogger(CaseDesk.class);

    private final StreamId stream;
    private final EvidenceRecorder recorder;
    private final IncidentCorrelator correlator;
    private final Consumer<CaseFile> onFiled;
    private final Consumer<CaseId> onChanged;
    private final Clock clock;
    private final Timer filingTime;
    private final Counter filed;
    private final Counter joined;
    private final Counter refused;

    /**
     * A desk for one camera.
     *
     * @param correlator the site's
     * @param onFiled told of each new case once it is durable; must not block
     * @param onChanged told of each case, of this camera or another, whose record has grown; must not block
     */
    public CaseDesk(
            StreamId stream,
            EvidenceRecorder recorder,
            IncidentCorrelator correlator,
            Consumer<CaseFile> onFiled,
            Consumer<CaseId> onChanged,
            Clock clock,
            MeterRegistry meters) {
        this.stream = stream;
        this.recorder = recorder;
        this.correlator = correlator;
        this.onFiled = onFiled;
        this.onChanged = onChanged;
        this.clock = clock;
        this.filingTime = meters.timer("streetward.cases.filing.time", "camera", stream.value());
        this.filed = meters.counter("streetward.cases.filed", "camera", stream.value());
        this.joined = meters.counter("streetward.cases.joined", "camera", stream.value());
        this.refused = meters.counter("streetward.cases.filing.failures", "camera", stream.value());
    }

    @Override
    public void on(Observation observation) {
        recorder.onObservation(observation);
        long start = System.nanoTime();
        try {
            List<Incident> entered = correlator.on(observation);
            if (!entered.isEmpty()) {
                filingTime.record(Duration.ofNanos(System.nanoTime() - start));
            }
            entered.forEach(this::tell);
        } catch (CaseBookException e) {
            failed(e);
        }
    }

    /** Observations that wait because the case book could not be written. */
    public int backlogSize() {
        return correlator.backlogSize(stream);
    }

    /** Enters what the book would not take before; to be called now and then. */
    public void retry() {
        if (correlator.backlogSize(stream) == 0) {
            return;
        }
        try {
            correlator.retry(stream).forEach(this::tell);
        } catch (CaseBookException e) {
            failed(e);
        }
    }

    private void tell(Incident incident) {
        CaseFile file = incident.file();
        if (incident instanceof Incident.Filed news && !news.repeated()) {
            filed.increment();
            LOG.info(
                    "case {}: {} by camera {} in zone {}; {}; on record {} ms after the picture arrived",
                    file.id(),
                    file.kind(),
                    stream,
                    file.zone().id(),
                    String.join("; ", file.reasons()),
                    Duration.between(file.confirmed().at(), clock.instant()).toMillis());
            recorder.onCaseFiled(file);
            onFiled.accept(file);
        } else if (incident instanceof Incident.Joined again) {
            joined.increment();
            LOG.info("case {}: {}", file.id(), again.reason());
            recorder.onStayJoined(again.stay().id());
            onChanged.accept(file.id());
        } else if (incident instanceof Incident.Resolved) {
            LOG.info("case {}: resolved, left by itself after {} s", file.id(), stayedSeconds(file));
            onChanged.accept(file.id());
        }
    }

    private static long stayedSeconds(CaseFile file) {
        return file.resolution() == null
                ? file.dwell().toSeconds()
                : file.resolution().dwell().toSeconds();
    }

    private void failed(CaseBookException e) {
        refused.increment();
        LOG.error(
                "camera {}: cannot enter a case, will try again ({} waiting): {}",
                stream,
                correlator.backlogSize(stream),
                e.getMessage());
    }
}
