package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultParserTest {
    private static final List<CameraStream> MAIN_AND_SUB =
            List.of(new CameraStream("main", Path.of("a.mp4")), new CameraStream("sub", Path.of("b.mp4")));

    private final FaultParser parser = new FaultParser(MAIN_AND_SUB, null);

    private Fault fault(String text) {
        return parser.parse(text).fault();
    }

    @Test
    void readsStartAndLength() {
        assertThat(parser.parse("stall@20s+10s"))
                .isEqualTo(new ScheduledFault(Duration.ofSeconds(20), Duration.ofSeconds(10), new Fault.Stall()));
        assertThat(parser.parse("stall")).isEqualTo(new ScheduledFault(Duration.ZERO, null, new Fault.Stall()));
        assertThat(parser.parse("stall@500ms"))
                .isEqualTo(new ScheduledFault(Duration.ofMillis(500), null, new Fault.Stall()));
        assertThat(parser.parse("stall+2m"))
                .isEqualTo(new ScheduledFault(Duration.ZERO, Duration.ofMinutes(2), new Fault.Stall()));
        assertThat(parser.parse("jump=-10s@1h"))
                .isEqualTo(new ScheduledFault(
                        Duration.ofHours(1), null, new Fault.TimestampJump(Duration.ofSeconds(-10))));
    }

    @Test
    void readsEveryKindOfFault() {
        assertThat(fault("absent")).isEqualTo(new Fault.Absent());
        assertThat(fault("restart")).isEqualTo(new Fault.Restart());
        assertThat(fault("silent=describe")).isEqualTo(new Fault.Silent(Fault.Moment.DESCRIBE));
        assertThat(fault("reset")).isEqualTo(new Fault.Reset(false));
        assertThat(fault("reset=mid-frame")).isEqualTo(new Fault.Reset(true));
        assertThat(fault("loss=5%")).isEqualTo(new Fault.Loss(0.05, 0));
        assertThat(fault("loss=0.5%,7")).isEqualTo(new Fault.Loss(0.005, 7));
        assertThat(fault("reorder=2%")).isEqualTo(new Fault.Reorder(0.02, 3, 0));
        assertThat(fault("reorder=2%,5,7")).isEqualTo(new Fault.Reorder(0.02, 5, 7));
        assertThat(fault("jitter=80ms,7")).isEqualTo(new Fault.Jitter(Duration.ofMillis(80), 7));
        assertThat(fault("clip=sub:other.mp4")).isEqualTo(new Fault.ClipChange("sub", Path.of("other.mp4"), false));
        assertThat(fault("clip=main:a,b+1.mp4,in-band@3s"))
                .isEqualTo(new Fault.ClipChange("main", Path.of("a,b+1.mp4"), true));
        assertThat(fault("no-keyframes")).isEqualTo(new Fault.NoKeyframes());
        assertThat(fault("frozen")).isEqualTo(new Fault.FrozenPicture());
        assertThat(fault("black")).isEqualTo(new Fault.BlackPicture());
        assertThat(fault("garbage=payload,3")).isEqualTo(new Fault.Garbage(Fault.Place.PAYLOAD, 3));
        assertThat(fault("clock=-90s")).isEqualTo(new Fault.ClockOffset(Duration.ofSeconds(-90)));
        assertThat(fault("no-reports")).isEqualTo(new Fault.NoSenderReports());
    }

    @Test
    void changesThePasswordToOneThatNobodyKnows() {
        Fault.PasswordChange kept = (Fault.PasswordChange) fault("password");
        Fault.PasswordChange cut = (Fault.PasswordChange) fault("password=cut");

        assertThat(kept.cutsSessions()).isFalse();
        assertThat(cut.cutsSessions()).isTrue();
        assertThat(kept.credentials().password())
                .hasSize(24)
                .isNotEqualTo(cut.credentials().password());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stal@20s | there is no such fault; expected one of",
                "stall@20 | '20' is no time: expected one such as 500ms, 20s, 5m or 1h",
                "stall=now | 'now': it takes no argument",
                "stall@-5s | a fault at PT-5S: expected 0 or later",
                "stall@5s+0s | a fault that lasts PT0S: expected a time above 0",
                "reset@5s+1s | it is over as soon as it has happened",
                "silent=teardown | 'teardown': expected one of [accept, describe, setup, play, media]",
                "loss=5 | '5' is no share: expected a percentage such as 5%",
                "loss=0% | expected above 0",
                "loss=5%,x | 'x': expected a whole number",
                "clip=other.mp4 | which stream? Expected clip=STREAM:FILE with one of [main, sub]",
                "clip | expected a video file",
                "garbage | expected one of [frames, payload, answers]",
                "Stall | expected NAME[=ARGUMENT,...][@START][+LENGTH], such as stall@20s+10s",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> parser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fault '" + text + "': ")
                .hasMessageContaining(message);
    }
}
