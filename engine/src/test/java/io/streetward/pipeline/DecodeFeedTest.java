package io.streetward.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.codec.FfmpegCli;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.PacketFile;
import io.streetward.detect.InputSpec;
import io.streetward.detect.ModelInputPool;
import io.streetward.ingest.PacketRing;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.PictureHealth;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real H.264 with B-frames, 25 pictures a second, a keyframe every 2 s, through ring, feed and decoder. */
class DecodeFeedTest {
    private static final InputSpec SPEC = new InputSpec(64, 64, InputSpec.Fit.LETTERBOX, InputSpec.ColourOrder.RGB, 0);
    private static final NormalizedBox CAR = new NormalizedBox(0.6, 0.6, 0.1, 0.1);

    @TempDir
    static Path folder;

    static List<EncodedPacket> clip;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PacketRing ring = new PacketRing(Duration.ofSeconds(30), 50_000_000);
    private final NativeLeases leases = new NativeLeases();
    private final List<MediaTime> looks = new ArrayList<>();
    private final OverloadGovernor governor = new OverloadGovernor(Clock.systemUTC(), meters);
    private DecodeStage stage = stageOf(Looks.policy(DecodePolicy.Mode.AUTO));
    private Attention attention = new Attention(Looks.policy(DecodePolicy.Mode.AUTO));
    private DecodeFeed feed = feed();

    @BeforeAll
    static void encode() throws Exception {
        FfmpegCli.assumePresent();
        clip = PacketFile.read(FfmpegCli.testClip(folder, "libx264", 8, 2), Instant.EPOCH);
    }

    @AfterEach
    void nothingIsLeaked() {
        stage.close();
        assertThat(leases.open()).isZero();
    }

    private DecodeStage stageOf(DecodePolicy policy) {
        return new DecodeStage(
                Looks.CAMERA,
                policy,
                new ModelInputPool(SPEC, 2),
                leases,
                null,
                PictureHealth.NONE,
                null,
                input -> {
                    looks.add(input.frame().pts());
                    input.close();
                },
                meters);
    }

    private DecodeFeed feed() {
        return new DecodeFeed(Looks.CAMERA, ring, attention, governor, stage, meters);
    }

    private void use(DecodePolicy.Mode mode) {
        stage.close();
        stage = stageOf(Looks.policy(mode));
        attention = new Attention(Looks.policy(mode));
        feed = feed();
    }

    /** Packets arrive one by one, and the decoder keeps up. */
    private void arrive(int from, int to) {
        for (EncodedPacket packet : clip.subList(from, to)) {
            ring.add(packet);
            if (attention.onPacket(packet)) {
                drain();
            }
        }
    }

    private void drain() {
        while (feed.turn()) {
            // until nothing is left
        }
    }

    private double decoded() {
        return meters.get("streetward.decode.frames").counter().count();
    }

    private double decisions(String decision) {
        return meters.get("streetward.decode.decisions")
                .tag("decision", decision)
                .counter()
                .count();
    }

    @Test
    void ofAQuietCameraOnlyKeyframesAreDecodedAndEachAtOnce() {
        arrive(0, 150);
        assertThat(looks)
                .containsExactly(
                        clip.get(0).pts(), clip.get(50).pts(), clip.get(100).pts());
        assertThat(decoded()).isEqualTo(3);
        assertThat(decisions("keyframe")).isEqualTo(3);
    }

    @Test
    void attentionInMidGopGoesBackToItsKeyframe() {
        arrive(0, 80);
        attention.onLook(Looks.look(1, CAR));
        looks.clear();
        arrive(80, 81);
        assertThat(looks.get(0)).as("seen from the group's beginning").isLessThan(MediaTime.ofSeconds(2.3));
        assertThat(decisions("catch_up")).isEqualTo(1);
        arrive(81, 100);
        assertThat(looks).hasSizeBetween(8, 10);
        assertThat(looks).isSorted();
    }

    @Test
    void everyPictureIsDecodedUnderEveryAndOneInFiveLookedAt() {
        use(DecodePolicy.Mode.EVERY);
        arrive(0, 200);
        assertThat(decoded()).isBetween(195.0, 200.0);
        assertThat(looks).hasSizeBetween(39, 40);
    }

    @Test
    void underAllEveryPictureIsLookedAt() {
        use(DecodePolicy.Mode.ALL);
        arrive(0, 100);
        assertThat(looks.size()).isBetween(95, 100);
    }

    @Test
    void aDecoderThatFellBehindJumpsToTheNewestKeyframeAndSaysSo() {
        use(DecodePolicy.Mode.EVERY);
        arrive(0, 10);
        clip.subList(10, 160).forEach(ring::add); // 6 s in which nobody had time to decode
        drain();
        assertThat(looks)
                .noneMatch(t -> t.compareTo(MediaTime.ofSeconds(0.5)) > 0
                        && t.compareTo(clip.get(150).pts()) < 0);
        assertThat(looks).anyMatch(t -> !t.isBefore(clip.get(150).pts()));
        assertThat(meters.get("streetward.decode.dropped")
                        .tag("reason", "behind")
                        .counter()
                        .count())
                .isEqualTo(140);
        assertThat(ring.size()).as("nothing is lost to evidence").isEqualTo(160);
    }

    @Test
    void underOverloadEveryOtherGopIsItsKeyframeOnly() {
        governor.fellBehind();
        governor.review();
        use(DecodePolicy.Mode.EVERY);
        arrive(0, 200);
        assertThat(decisions("full")).isEqualTo(2);
        assertThat(decisions("keyframe_overload")).isEqualTo(2);
        assertThat(decoded()).isBetween(98.0, 102.0);
    }

    @Test
    void aRingThatGaveUpUnreadPacketsIsReadOnFromAKeyframe() {
        PacketRing small = new PacketRing(Duration.ofSeconds(2), 50_000_000);
        use(DecodePolicy.Mode.EVERY);
        feed = new DecodeFeed(Looks.CAMERA, small, attention, governor, stage, meters);
        small.add(clip.get(0));
        drain();
        clip.subList(1, 200).forEach(small::add);
        drain();
        assertThat(meters.get("streetward.decode.damaged").counter().count()).isZero();
        assertThat(looks).isSorted().hasSizeGreaterThan(5);
    }
}
