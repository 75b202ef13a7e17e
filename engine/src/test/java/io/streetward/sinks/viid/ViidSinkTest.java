package io.streetward.sinks.viid;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseEvent;
import io.streetward.sinks.Outcome;
import io.streetward.sinks.SampleEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViidSinkTest {
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 1, 2};

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T04:10:00Z"));
    private ScriptedPlatform platform;
    private ViidSink sink;

    @BeforeEach
    void start() throws Exception {
        platform = new ScriptedPlatform();
        sink = sink(ScriptedPlatform.PASSWORD);
    }

    @AfterEach
    void stop() {
        sink.close();
        platform.close();
    }

    @Test
    void aParkedCarIsToldAsRegistrationThenPictureThenVehicle() throws Exception {
        assertThat(sink.deliver(SampleEvents.nth(2))).isInstanceOf(Outcome.Delivered.class);
        assertThat(platform.taken()).hasSize(4).startsWith("/VIID/System/Register", "/VIID/Images");
        assertThat(platform.taken().get(2)).matches("/VIID/Images/[0-9]{41}/Data");
        assertThat(platform.taken().get(3)).isEqualTo("/VIID/MotorVehicles");
        assertThat(platform.requests()).allSatisfy(request -> {
            assertThat(request.user()).isEqualTo(ScriptedPlatform.USER);
            assertThat(request.contentType()).isEqualTo("application/VIID+JSON;charset=UTF-8");
        });
        assertThat(body(2)).isEqualTo(Base64.getEncoder().encodeToString(PICTURE));
        JsonNode vehicle = new ObjectMapper().readTree(body(3)).at("/MotorVehicleListObject/MotorVehicleObject/0");
        assertThat(vehicle.path("MotorVehicleID").asText()).matches("[0-9]{48}").startsWith(ScriptedPlatform.USER);
        assertThat(vehicle.path("PlateNo").asText()).isEqualTo("京A12345");
        assertThat(vehicle.path("AppearTime").asText()).isEqualTo("20261124115811");
        assertThat(vehicle.at("/SubImageList/SubImageInfoObject/0/EventSort").asInt())
                .isEqualTo(624);
    }

    @Test
    void theSameEventToldTwiceIsTheSameObject() throws Exception {
        sink.deliver(SampleEvents.nth(2));
        sink.deliver(SampleEvents.nth(2));
        assertThat(body(6)).isEqualTo(body(3));
    }

    @Test
    void aPlatformThatForgotTheSiteIsRegisteredWithAgain() throws Exception {
        sink.deliver(SampleEvents.nth(1));
        platform.forget();
        assertThat(sink.deliver(SampleEvents.nth(2))).isInstanceOf(Outcome.Delivered.class);
        assertThat(platform.taken()).filteredOn("/VIID/System/Register"::equals).hasSize(2);
    }

    @Test
    void aSignOfLifeIsGivenEveryHalfMinuteAndLeaveIsTaken() throws Exception {
        sink.tend();
        sink.tend();
        assertThat(platform.taken()).containsExactly("/VIID/System/Register");
        now.set(now.get().plusSeconds(30));
        sink.tend();
        sink.tend();
        assertThat(platform.taken()).containsExactly("/VIID/System/Register", "/VIID/System/Keepalive");
        platform.forget();
        now.set(now.get().plusSeconds(30));
        sink.tend();
        assertThat(platform.taken()).endsWith("/VIID/System/Register");
        sink.close();
        assertThat(platform.taken()).endsWith("/VIID/System/UnRegister");
    }

    @Test
    void whatAStatusMeans() throws Exception {
        platform.answerOnce(2);
        assertThat(sink.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Unreachable.class);
        platform.answerOnce(6);
        assertThat(sink.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aWrongPasswordIsOutOfReach() throws Exception {
        try (ViidSink stranger = sink("wrong")) {
            assertThat(stranger.deliver(SampleEvents.nth(1))).isInstanceOf(Outcome.Unreachable.class);
        }
    }

    @Test
    void aStallIsToldByItsPictureAlone() throws Exception {
        CaseEvent event = SampleEvents.nth(1);
        String payload = event.payload().replace("\"object\":\"car\"", "\"object\":\"goods\"");
        sink.deliver(new CaseEvent(1, event.key(), event.caseId(), event.kind(), event.at(), payload));
        assertThat(platform.taken()).hasSize(3).doesNotContain("/VIID/MotorVehicles");
    }

    /** The body of the n-th request that was taken, from 0. */
    private String body(int n) {
        return platform.requests().stream()
                .filter(request -> request.status() == 200)
                .toList()
                .get(n)
                .body();
    }

    private ViidSink sink(String password) {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
        return new ViidSink(
                new ViidSettings(
                        platform.uri(),
                        ScriptedPlatform.USER,
                        Duration.ofSeconds(30),
                        EventSorts.with(Map.of()),
                        ZoneId.of("Asia/Shanghai"),
                        Duration.ofSeconds(10)),
                ScriptedPlatform.USER,
                () -> password,
                null,
                (id, name) -> Optional.of(PICTURE),
                clock);
    }
}
