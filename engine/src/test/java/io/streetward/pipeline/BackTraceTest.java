package io.streetward.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.codec.FfmpegCli;
import io.streetward.codec.NativeLeases;
import io.streetward.codec.PacketFile;
import io.streetward.ingest.PacketRing;
import io.streetward.media.EncodedPacket;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.rules.Hindsight;
import io.streetward.scene.GroundLook;
import io.streetward.scene.SceneModel;
import io.streetward.scene.ScenePicture;
import io.streetward.scene.SceneView;
import io.streetward.scene.StaticRegion;
import io.streetward.track.TrackSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A grey road at 25 pictures a second, a keyframe every 2 s: black covers the place from 4.80 s to 5.32 s, from then on it
 * is white; from 7.00 s to 7.60 s it is covered again.
 */
class BackTraceTest {
    private static final double FELL_S = 5.32;
    private static final NormalizedBox PLACE = new NormalizedBox(0.4, 0.5, 0.1, 0.1);

    @TempDir
    static Path folder;

    private static List<EncodedPacket> clip = List.of();

    private final NativeLeases leases = new NativeLeases();
    private final PacketRing ring = new PacketRing(Duration.ofSeconds(30), 50_000_000);
    private final GreyRoad road = new GreyRoad();
    private final BackTrace backTrace = new BackTrace(ring, road, leases);

    @BeforeAll
    static void encode() throws Exception {
        FfmpegCli.assumePresent();
        Path file = folder.resolve("spill.mp4");
        String place = "x=512:y=360:w=128:h=72:t=fill";
        FfmpegCli.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "color=gray:size=1280x720:rate=25:duration=12,"
                        + "drawbox=" + place + ":color=white:enable='gte(t,5.319)',"
                        + "drawbox=" + place + ":color=black:enable='between(t,4.799,5.301)+between(t,6.999,7.601)'",
                "-pix_fmt",
                "yuv420p",
                "-c:v",
                "libx264",
                "-g",
                "50",
                "-bf",
                "2",
                file.toString());
        clip = PacketFile.read(file, Instant.EPOCH);
    }

    @AfterEach
    void nothingIsLeaked() {
        assertThat(leases.open()).isZero();
    }

    private void record(double fromS, double toS) {
        clip.stream()
                .filter(p -> p.dts().seconds() >= fromS && p.dts().seconds() < toS)
                .forEach(ring::add);
    }

    private static FrameRef at(double seconds) {
        return new FrameRef(Looks.CAMERA, MediaTime.ofSeconds(seconds), Instant.EPOCH, 1280, 720, false);
    }

    private static StaticRegion region(@Nullable Double cleanS, double appearedS) {
        FrameRef appeared = at(appearedS);
        return new StaticRegion(
                1, PLACE, 0.01, 100, cleanS == null ? null : at(cleanS), appeared, appeared, at(11), null);
    }

    @Test
    void findsTheVeryPictureBetweenLooksTwoSecondsApart() {
        record(0, 12);
        Hindsight.Traced found = (Hindsight.Traced) backTrace.trace(region(4.0, 6.0));
        assertThat(found.firstDirty().pts().seconds()).isEqualTo(FELL_S);
        assertThat(found.lastClean()).isNotNull();
        assertThat(found.lastClean().pts().seconds()).isEqualTo(4.76);
        assertThat(found.firstDirty().receivedAt()).isEqualTo(Instant.EPOCH.plusMillis(5_320));
        assertThat(road.sizes).containsOnly("640x360");
    }

    @Test
    void decodesAGopAndAFewKeyframesOfALongSearch() {
        record(0, 12);
        Hindsight.Traced found = (Hindsight.Traced) backTrace.trace(region(0.2, 10.4));
        assertThat(found.firstDirty().pts().seconds()).isEqualTo(FELL_S);
        assertThat(found.pictures()).isLessThan(60);
    }

    @Test
    void findsItWithoutACleanLookToBeginAt() {
        record(0, 12);
        Hindsight.Traced found = (Hindsight.Traced) backTrace.trace(region(null, 10.4));
        assertThat(found.firstDirty().pts().seconds()).isEqualTo(FELL_S);
    }

    @Test
    void aDamagedPictureCostsNoMoreThanItself() {
        for (EncodedPacket p : clip) {
            boolean damaged = p.pts().seconds() > 4.1 && p.pts().seconds() < 4.5 && !p.keyframe();
            ring.add(
                    damaged
                            ? new EncodedPacket(
                                    p.stream(),
                                    p.format(),
                                    p.pts(),
                                    p.dts(),
                                    p.duration(),
                                    false,
                                    p.receivedAt(),
                                    new byte[] {0, 0, 0, 1, 65})
                            : p);
        }
        Hindsight.Traced found = (Hindsight.Traced) backTrace.trace(region(4.0, 6.0));
        assertThat(found.firstDirty().pts().seconds()).isBetween(FELL_S, 6.0);
    }

    @Test
    void saysSoWhenTheRecordingDoesNotReachBack() {
        assertThat(backTrace.trace(region(4.0, 6.0)))
                .isEqualTo(new Hindsight.Untraced("the recording does not reach back so far"));
        record(8, 12);
        assertThat(backTrace.trace(region(4.0, 6.0)))
                .isEqualTo(new Hindsight.Untraced("the recording does not reach back so far"));
        assertThat(backTrace.trace(region(null, 11.0)))
                .isEqualTo(new Hindsight.Untraced("it lay there already when the recording begins"));
    }

    @Test
    void whenAllBetweenIsHiddenTheLooksAreAllThatIsKnown() {
        record(0, 12);
        road.alwaysHidden = true;
        Hindsight.Traced found = (Hindsight.Traced) backTrace.trace(region(4.0, 6.0));
        assertThat(found.firstDirty()).isEqualTo(at(6.0));
        assertThat(found.lastClean()).isEqualTo(at(4.0));
    }

    /** Judges by the colour in the middle of the place: grey, white, or black in front. */
    private static final class GreyRoad implements SceneModel {
        private final List<String> sizes = new ArrayList<>();
        private boolean alwaysHidden;

        @Override
        public SceneView look(ScenePicture picture, TrackSet tracks) {
            throw new UnsupportedOperationException("looking back must not teach the model");
        }

        @Override
        public GroundLook judge(StaticRegion region, ScenePicture picture) {
            sizes.add(picture.widthPx() + "x" + picture.heightPx());
            int x = (int) (region.box().center().x() * picture.widthPx());
            int y = (int) (region.box().center().y() * picture.heightPx());
            int grey = picture.pixels().get((y * picture.widthPx() + x) * 3) & 0xff;
            return alwaysHidden || grey < 60 ? GroundLook.UNCLEAR : grey > 190 ? GroundLook.CHANGED : GroundLook.CLEAN;
        }

        @Override
        public void close() {}
    }
}
