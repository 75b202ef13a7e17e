package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.media.MediaTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasePayloadTest {
    private static final CaseAnnex CITY = new CaseAnnex() {
        @Override
        public CaseClassification classification(CaseFile file) {
            return new CaseClassification(
                    List.of(new CaseClassification.Code("GB/T 47678.5-2026", "09009", "机动车乱停放")),
                    new CaseClassification.Department("12", "Traffic police"),
                    "370103001002003",
                    new CaseClassification.Position(117.0, 36.65));
        }

        @Override
        public Plate plate(CaseDossier dossier) {
            return new Plate("京A12345", "blue", 0.97);
        }
    };

    @TempDir
    Path folder;

    @Test
    void everyPayloadOfACasesLifeFitsThePublishedSchemaAndHasNoKeyThatItDoesNotName() throws Exception {
        for (CaseAnnex annex : List.of(CaseAnnex.NONE, CITY)) {
            List<CaseEvent> life = life(annex);
            assertThat(life).hasSizeGreaterThan(6);
            for (CaseEvent event : life) {
                assertThat(PayloadSchema.problems(event.payload()))
                        .as(event.payload())
                        .isEmpty();
            }
        }
    }

    @Test
    void theSchemaRefusesWhatIsNoPayload() throws Exception {
        String good = life(CITY).get(0).payload();
        assertThat(PayloadSchema.problems(good.replace("\"sequence\":1", "\"sequence\":0")))
                .isNotEmpty();
        assertThat(PayloadSchema.problems(good.replace("\"plate\":{", "\"plate\":{\"colour\":1,")))
                .isNotEmpty();
    }

    @Test
    void aPayloadNamesKeyAndPlaceInTheCasesOrderAndWhatTheCitySays() throws Exception {
        CaseEvent third = life(CITY).get(2);
        JsonNode payload = new ObjectMapper().readTree(third.payload());
        assertThat(payload.at("/key").asText()).isEqualTo(third.key());
        assertThat(payload.at("/sequence").asInt()).isEqualTo(3);
        assertThat(payload.at("/case/classification/codes/0/code").asText()).isEqualTo("09009");
        assertThat(payload.at("/case/plate/text").asText()).isEqualTo("京A12345");
    }

    private List<CaseEvent> life(CaseAnnex annex) throws Exception {
        Path file = folder.resolve(annex == CITY ? "city.db" : "bare.db");
        java.nio.file.Files.deleteIfExists(file);
        Clock clock = Clock.fixed(Cases.NOON, java.time.ZoneOffset.UTC);
        try (SqlCaseBook book = SqlCaseBook.openSqlite(file, clock, new CasePayloadJson(annex))) {
            CaseId id = new CaseId("c1");
            Moment moment = new Moment(MediaTime.ZERO, Cases.NOON);
            book.file(Cases.caseFile(id, Cases.stay(UUID.randomUUID(), MediaTime.ZERO, Duration.ofSeconds(30))));
            book.addAnnouncement(
                    id,
                    new AnnouncementEntry(
                            "Move on", "ab", "horn", Cases.NOON, Cases.NOON, 5, AnnouncementOutcome.SPOKEN, ""));
            book.addEvidence(
                    id,
                    List.of(new EvidenceItem(
                            EvidenceRole.ARRIVAL_STILL, "a.jpg", "0".repeat(64), 5, moment, moment, "")),
                    new EvidenceStatus(EvidenceStatus.State.PARTIAL, List.of("short")));
            book.advance(id, CaseState.FILED, "engine", "good");
            book.judge(id, new Verdict(Instant.parse("2026-11-24T05:00:00Z"), "li.wei", null, ""));
            book.note(id, CaseEventKind.DUE_SOON, "engine", "half an hour left");
            book.resolve(id, new Resolution(moment, Duration.ofSeconds(90)), "left");
            return book.events().after(0, 100);
        }
    }
}
