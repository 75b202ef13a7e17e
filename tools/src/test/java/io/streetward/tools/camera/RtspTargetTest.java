package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RtspTargetTest {

    @Test
    void readsThePathOfAPresentationAndOfItsTrack() {
        assertThat(RtspTarget.parse("rtsp://h:8554/north/gate")).contains(new RtspTarget("north/gate", false));
        assertThat(RtspTarget.parse("rtsp://h/gate/?a=b")).contains(new RtspTarget("gate", false));
        assertThat(RtspTarget.parse("/gate")).contains(new RtspTarget("gate", false));
        assertThat(RtspTarget.parse("rtsp://h/north/gate/streamid=0")).contains(new RtspTarget("north/gate", true));
        assertThat(RtspTarget.parse("*")).contains(new RtspTarget("", false));
    }

    @Test
    void findsNoTrackButTheOneThereIs() {
        assertThat(RtspTarget.parse("rtsp://h/gate/streamid=1")).isEmpty();
        assertThat(RtspTarget.parse("rtsp://h/streamid=0")).isEmpty();
        assertThat(RtspTarget.parse("rtsp://h/a b")).isEmpty();
    }

    @Test
    void namesAStreamAfterItsFileUnlessToldOtherwise() {
        assertThat(CameraStream.of(Path.of("/clips/My street (1).mp4")).path()).isEqualTo("My-street-1-");
        assertThat(CameraStream.of(Path.of("gate")).path()).isEqualTo("gate");
        assertThat(CameraStream.parse("north/gate=/clips/a=b.mp4"))
                .isEqualTo(new CameraStream("north/gate", Path.of("/clips/a=b.mp4")));
    }

    @Test
    void refusesPathsThatCannotStandInAUrl() {
        for (String argument : new String[] {"=a.mp4", "gate=", "gate", "/gate=a.mp4", "a b=a.mp4", "a//b=a.mp4"}) {
            assertThatThrownBy(() -> CameraStream.parse(argument))
                    .as(argument)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
