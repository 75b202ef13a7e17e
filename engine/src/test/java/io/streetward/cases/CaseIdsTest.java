package io.streetward.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CaseIdsTest {
    private static final Instant AT = Instant.parse("2026-11-24T08:33:12.417Z");

    @Test
    void anIdTellsItsSecondInUtcAndIsAFolderName() {
        CaseId id = new CaseIds(Clock.fixed(AT, ZoneOffset.UTC), new Random(1)).next();

        assertThat(id.value()).matches("20261124-083312-D1[0-9A-HJKMNP-TV-Z]{3}");
    }

    @Test
    void idsRiseWhileTheClockStandsStill() {
        CaseIds ids = new CaseIds(Clock.fixed(AT, ZoneOffset.UTC), new Random(1));

        assertThat(Stream.generate(ids::next).limit(70_000).toList()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aNameThatCouldLeaveTheCaseFolderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CaseId("../etc"))
                .withMessageContaining("../etc");
    }
}
