package io.streetward.ingest;

import static io.streetward.ingest.StreamState.Phase.BLACK_PICTURE;
import static io.streetward.ingest.StreamState.Phase.FROZEN_PICTURE;
import static io.streetward.ingest.StreamState.Phase.NO_KEYFRAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.media.MediaTime;
import io.streetward.media.PictureLook;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PictureWatchTest {
    private static final int GOP = 50;

    private final Random random = new Random(1);
    private long nanos;
    private final PictureWatch watch = new PictureWatch(Duration.ofSeconds(12), Duration.ofSeconds(10), () -> nanos);

    @BeforeEach
    void connect() {
        watch.connected();
    }

    private byte[] noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private StreamState.@Nullable Phase phase() {
        PictureWatch.Verdict verdict = watch.verdict();
        return verdict == null ? null : verdict.phase();
    }

    private void frame(boolean keyframe, byte[] payload) {
        nanos += 40_000_000;
        watch.received(keyframe, payload);
    }

    private void play(int seconds, byte @Nullable [] keyframe, int pictureBytes) {
        for (int i = 0; i < seconds * 25; i++) {
            if (i % GOP == 0) {
                frame(true, keyframe == null ? noise(40_000) : keyframe);
            } else {
                frame(false, noise(pictureBytes));
            }
        }
    }

    @Test
    void aLivelyStreetIsNeverFrozen() {
        play(60, null, 3_000);
        assertThat(phase()).isNull();
    }

    @Test
    void aQuietNightIsNotFrozenAsLongAsItsKeyframesDiffer() {
        play(60, null, 40);
        assertThat(phase()).isNull();
    }

    /** A short clip in a loop: the same keyframe each time, but things move in between. */
    @Test
    void aRepeatedKeyframeWithMovementBetweenIsNotFrozen() {
        play(60, noise(40_000), 3_000);
        assertThat(phase()).isNull();
    }

    @Test
    void theSameKeyframeWithNextToNothingBetweenIsFrozenWithin15Seconds() {
        play(20, null, 3_000);
        play(14, noise(40_000), 40);
        assertThat(phase()).isEqualTo(FROZEN_PICTURE);
        play(4, null, 3_000);
        assertThat(phase()).isNull();
    }

    /** The slice header counts on while the picture stands. */
    @Test
    void aFrozenPictureIsKnownByWhatComesAfterItsHeader() {
        byte[] keyframe = noise(40_000);
        for (int gop = 0; gop < 7; gop++) {
            keyframe[6] = (byte) gop;
            frame(true, keyframe.clone());
            for (int i = 1; i < GOP; i++) {
                frame(false, noise(40));
            }
        }
        assertThat(phase()).isEqualTo(FROZEN_PICTURE);
    }

    @Test
    void anAccessUnitRepeatedExactlyIsFrozen() {
        byte[] picture = noise(3_000);
        frame(true, noise(40_000));
        for (int i = 0; i < 11 * 25; i++) {
            frame(false, picture);
        }
        assertThat(phase()).isEqualTo(FROZEN_PICTURE);
    }

    @Test
    void noKeyframeIsReportedAndLaterAskedFor() {
        play(4, null, 3_000);
        for (int i = 0; i < 13 * 25; i++) {
            frame(false, noise(3_000));
        }
        assertThat(phase()).isEqualTo(NO_KEYFRAME);
        assertThat(watch.keyframeOverdue(Duration.ofSeconds(15))).isFalse();
        nanos += 15_000_000_000L;
        assertThat(watch.keyframeOverdue(Duration.ofSeconds(15))).isTrue();
    }

    @Test
    void aCameraWithLongGroupsOfPicturesIsLearned() {
        for (int gop = 0; gop < 3; gop++) {
            frame(true, noise(40_000));
            for (int i = 0; i < 16 * 25; i++) {
                frame(false, noise(3_000));
            }
            assertThat(gop == 0 || phase() == null).as("after %d groups", gop).isTrue();
        }
    }

    @Test
    void blackAndCoveredPicturesAreToldApart() {
        play(2, null, 3_000);
        look(16.5, 1.2);
        play(6, null, 3_000);
        look(16.4, 1.1);
        assertThat(phase()).isEqualTo(BLACK_PICTURE);
        assertThat(String.valueOf(watch.verdict())).contains("black");
        look(120, 2);
        assertThat(String.valueOf(watch.verdict())).contains("covered");
        look(60, 25);
        assertThat(phase()).isNull();
    }

    @Test
    void aDarkStreetWithLampsIsNotBlack() {
        for (int i = 0; i < 10; i++) {
            play(2, null, 3_000);
            look(18, 9);
        }
        assertThat(phase()).isNull();
    }

    private void look(double mean, double deviation) {
        watch.look(MediaTime.ZERO, new PictureLook(mean, deviation, random.nextLong()));
    }
}
