package io.streetward.tools.camera;

import static io.streetward.tools.camera.MediaBurst.Kind.CONTINUATION;
import static io.streetward.tools.camera.MediaBurst.Kind.GOODBYE;
import static io.streetward.tools.camera.MediaBurst.Kind.KEYFRAME;
import static io.streetward.tools.camera.MediaBurst.Kind.PICTURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyframeGateTest {
    private final KeyframeGate gate = new KeyframeGate();

    private boolean admits(MediaBurst.Kind kind, boolean hasRoom) {
        return gate.admits(new MediaBurst(List.of(), kind), hasRoom);
    }

    @Test
    void startsAtAKeyframe() {
        assertThat(admits(CONTINUATION, true)).isFalse();
        assertThat(admits(PICTURE, true)).isFalse();
        assertThat(admits(KEYFRAME, true)).isTrue();
        assertThat(admits(CONTINUATION, true)).isTrue();
        assertThat(admits(PICTURE, true)).isTrue();
    }

    @Test
    void startsAtTheNextKeyframeAgainAfterADrop() {
        admits(KEYFRAME, true);

        assertThat(admits(PICTURE, false)).isFalse();
        assertThat(admits(PICTURE, true)).isFalse();
        assertThat(admits(KEYFRAME, false)).isFalse();
        assertThat(admits(CONTINUATION, true)).isFalse();
        assertThat(admits(KEYFRAME, true)).isTrue();
        assertThat(admits(PICTURE, true)).isTrue();
    }

    @Test
    void neverCutsAnAccessUnit() {
        assertThat(admits(KEYFRAME, true)).isTrue();
        assertThat(admits(CONTINUATION, false)).isTrue();
        assertThat(admits(PICTURE, false)).isFalse();
    }

    @Test
    void saysGoodbyeEvenToAClientThatNeverStarted() {
        assertThat(admits(GOODBYE, true)).isTrue();
    }
}
