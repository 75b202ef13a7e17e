package io.streetward.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceTest {
    private static final double LEAVE_AFTER_S = 5;

    private double nowS = 0.5;
    private final Presence presence = new Presence(nowS, LEAVE_AFTER_S);

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void whatWasAlwaysSeenIsGoneSoonAfterItIsNot(double fps) {
        look(Look.SEEN, 60, fps);

        assertThat(secondsUntilGone(fps)).isBetween(LEAVE_AFTER_S, LEAVE_AFTER_S + 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 5, 25})
    void whatIsOftenMissedMustBeMissedForLonger(double fps) {
        for (int i = 0; i < 15; i++) {
            look(Look.SEEN, 2, fps);
            look(Look.EMPTY, 2, fps);
        }
        look(Look.SEEN, 1, fps);

        assertThat(secondsUntilGone(fps)).isBetween(10.0, 30.0);
    }

    @Test
    void hiddenTimeCountsForNothing() {
        look(Look.SEEN, 30, 5);
        look(Look.UNCLEAR, 300, 5);

        assertThat(presence.isGone()).isFalse();
    }

    @Test
    void twoLooksFarApartAreNoLongAbsence() {
        look(Look.SEEN, 30, 1);
        nowS += 30;
        presence.record(Look.EMPTY, nowS, 30);
        nowS += 1;
        presence.record(Look.EMPTY, nowS, 1);

        assertThat(presence.isGone()).isFalse();
    }

    private void look(Look look, double seconds, double fps) {
        for (int i = 0; i < seconds * fps; i++) {
            nowS += 1 / fps;
            presence.record(look, nowS, 1 / fps);
        }
    }

    private double secondsUntilGone(double fps) {
        double fromS = nowS;
        while (!presence.isGone() && nowS < fromS + 1000) {
            look(Look.EMPTY, 1 / fps, fps);
        }
        return nowS - fromS + 1e-9;
    }
}
