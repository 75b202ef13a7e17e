package io.streetward.app;

import io.streetward.announce.DeliveryListener;
import io.streetward.announce.DeliveryOutcome;
import io.streetward.announce.DeliveryReport;
import io.streetward.announce.Transmission;
import io.streetward.cases.AnnouncementEntry;
import io.streetward.cases.AnnouncementOutcome;
import io.streetward.cases.CaseBook;
import io.streetward.cases.CaseBookException;
import io.streetward.cases.CaseId;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters in the case book what was said, and what became of it. */
final class AnnouncementLedger implements DeliveryListener {
    private static final Logger LOG = LoggerFactory.getLogger(AnnouncementLedger.class);

    private final CaseBook book;
    private final Consumer<CaseId> onChanged;

    AnnouncementLedger(CaseBook book, Consumer<CaseId> onChanged) {
        this.book = book;
        this.onChanged = onChanged;
    }

    @Override
    public void reported(DeliveryReport report) {
        try {
            book.addAnnouncement(report.caseId(), entry(report));
            onChanged.accept(report.caseId());
        } catch (CaseBookException e) {
            LOG.error("case {}: the announcement could not be entered: {}", report.caseId(), e.getMessage());
        }
    }

    private static AnnouncementEntry entry(DeliveryReport report) {
        Optional<Transmission> sent;
        AnnouncementOutcome outcome;
        String detail;
        if (report.outcome() instanceof DeliveryOutcome.Failed failed) {
            sent = failed.sent();
            outcome = sent.isPresent() ? AnnouncementOutcome.CUT_SHORT : AnnouncementOutcome.FAILED;
            detail = failed.detail();
        } else {
            DeliveryOutcome.Delivered delivered = (DeliveryOutcome.Delivered) report.outcome();
            sent = Optional.of(delivered.sent());
            outcome = AnnouncementOutcome.SPOKEN;
            detail = delivered.deviceAnswer().orElse("");
        }
        return new AnnouncementEntry(
                report.text(),
                report.clip().map(DeliveryReport.ClipFacts::sha256).orElse(""),
                report.speakerId().value(),
                sent.map(Transmission::firstPacketAt).orElse(null),
                sent.map(Transmission::lastPacketAt).orElse(null),
                sent.map(Transmission::packets).orElse(0L),
                outcome,
                detail);
    }
}
