package io.streetward.pipeline;

import static io.streetward.pipeline.Looks.look;
import static io.streetward.pipeline.Looks.packet;
import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.media.NormalizedBox;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final NormalizedBox AT_THE_KERB = new NormalizedBox(0.6, 0.6, 0.1, 0.1);
    private static final NormalizedBox FURTHER_ON = new NormalizedBox(0.68, 0.6, 0.1, 0.1);
    private static final NormalizedBox ELSEWHERE = new NormalizedBox(0.1, 0.1, 0.1, 0.1);

    private final Attention attention = new Attention(Looks.policy(DecodePolicy.Mode.AUTO));
    private final Random random = new Random(1);

    /** 25 pictures a second with a keyframe every 2 s; sizes as an encoder at constant quality makes them. */
    private boolean streamAt(double fromSeconds, double toSeconds, int usualBytes) {
        boolean watched = false;
        for (int i = (int) Math.round(fromSeconds * 25); i < Math.round(toSeconds * 25); i++) {
            boolean keyframe = i % 50 == 0;
            int size = keyframe ? 60_000 : (int) (usualBytes * (0.6 + 0.8 * random.nextDouble()));
            attention.onPacket(packet(i / 25.0, keyframe, size));
            watched |= attention.watching();
        }
        return watched;
    }

    @Test
    void aQuietStreamGivesTheDecoderItsKeyframesOnly() {
        assertThat(attention.onPacket(packet(0, true, 60_000))).isTrue();
        assertThat(attention.onPacket(packet(0.04, false, 600))).isFalse();
        assertThat(streamAt(0.08, 60, 600)).isFalse();
    }

    @Test
    void aBurstOfBitsCallsAttentionThatOutlastsIt() {
        streamAt(0, 20, 600);
        assertThat(streamAt(20, 22, 3_000)).isTrue();
        assertThat(attention.onPacket(packet(22, false, 600))).isTrue();
        streamAt(22, 24, 600);
        assertThat(attention.watching()).isTrue();
        streamAt(24, 30, 600);
        assertThat(attention.watching()).isFalse();
    }

    @Test
    void rainBecomesUsual() {
        streamAt(0, 20, 600);
        assertThat(streamAt(20, 22, 3_000)).isTrue();
        streamAt(22, 900, 3_000);
        assertThat(streamAt(900, 960, 3_000)).isFalse();
    }

    @Test
    void whatMovesOnTheGroundCallsAttentionAndWhatStandsThereDoesNot() {
        streamAt(0, 1, 600);
        attention.onLook(look(0));
        assertThat(attention.watching()).isFalse();
        attention.onLook(look(2, AT_THE_KERB));
        assertThat(attention.watching()).as("something came").isTrue();
        streamAt(1, 9, 600);
        for (int t = 4; t < 9; t += 2) {
            attention.onLook(look(t, AT_THE_KERB));
        }
        assertThat(attention.watching()).as("it stands").isFalse();
        attention.onLook(look(10, FURTHER_ON));
        assertThat(attention.watching()).as("it drives on").isTrue();
        streamAt(9, 16, 600);
        attention.onLook(look(16));
        assertThat(attention.watching()).as("it is gone").isTrue();
    }

    @Test
    void whatMovesAwayFromAnyZoneDoesNotMatter() {
        streamAt(0, 3, 600);
        attention.onLook(look(0));
        attention.onLook(look(2, ELSEWHERE));
        assertThat(attention.watching()).isFalse();
    }

    @Test
    void theOtherPoliciesDoNotAsk() {
        Attention every = new Attention(Looks.policy(DecodePolicy.Mode.EVERY));
        assertThat(every.onPacket(packet(0, false, 10))).isTrue();
        Attention keyframes = new Attention(Looks.policy(DecodePolicy.Mode.KEYFRAMES));
        keyframes.onLook(look(0, AT_THE_KERB));
        assertThat(keyframes.onPacket(packet(0, true, 10))).isTrue();
        assertThat(keyframes.onPacket(packet(0.04, false, 100_000))).isFalse();
    }
}
