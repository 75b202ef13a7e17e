package io.streetward.tools.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.media.VideoCodec;
import io.streetward.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopingVideoTest {
    private static final int CLIP_FRAMES = 25;

    @TempDir
    Path folder;

    @BeforeEach
    void needsFfmpeg() {
        Programs.assumeOnPath("ffmpeg");
    }

    private static List<AccessUnit> read(Path file, boolean loop, int units) throws CameraException {
        List<AccessUnit> read = new ArrayList<>();
        try (LoopingVideo video = new LoopingVideo(file, loop)) {
            for (AccessUnit unit = video.next(); unit != null && read.size() < units; unit = video.next()) {
                read.add(unit);
            }
        }
        return read;
    }

    private static void assertEvenlySpaced(List<AccessUnit> units) {
        for (int i = 1; i < units.size(); i++) {
            assertThat(units.get(i).dtsTicks() - units.get(i - 1).dtsTicks())
                    .as("ticks before unit %d", i)
                    .isEqualTo(TestClips.TICKS_PER_FRAME);
        }
    }

    @Test
    void goesOnOverTheSeamWithoutAJumpInEveryContainer() throws CameraException {
        for (String name : List.of("clip.mp4", "clip.mkv", "clip.ts")) {
            Path clip = TestClips.encode(folder.resolve(name), "libx264");

            List<AccessUnit> units = read(clip, true, 3 * CLIP_FRAMES);

            assertThat(units).as(name).hasSize(3 * CLIP_FRAMES);
            if (!name.endsWith("mkv")) { // Matroska rounds its times to milliseconds
                assertEvenlySpaced(units);
            }
            for (int i = 0; i < units.size(); i++) {
                assertThat(units.get(i).annexB())
                        .as("%s, unit %d", name, i)
                        .isEqualTo(units.get(i % CLIP_FRAMES).annexB());
            }
        }
    }

    @Test
    void keepsTheOrderOfPicturesWithBFrames() throws CameraException {
        for (String encoder : List.of("libx264", "libx265")) {
            Path clip = TestClips.encode(folder.resolve(encoder + ".mp4"), encoder, "-preset", "fast", "-bf", "2");

            List<AccessUnit> units = read(clip, true, 2 * CLIP_FRAMES);

            assertEvenlySpaced(units);
            assertThat(units).anyMatch(unit -> unit.ptsTicks() > unit.dtsTicks());
            List<Long> shown = units.stream().map(AccessUnit::ptsTicks).sorted().toList();
            for (int i = 1; i < shown.size(); i++) {
                assertThat(shown.get(i) - shown.get(i - 1)).isEqualTo(TestClips.TICKS_PER_FRAME);
            }
        }
    }

    @Test
    void putsParameterSetsBeforeEveryKeyframe() throws CameraException {
        for (String name : List.of("h264.mp4", "h264.ts", "h265.mp4")) {
            boolean h264 = name.startsWith("h264");
            Path clip = TestClips.encode(folder.resolve(name), h264 ? "libx264" : "libx265");

            List<AccessUnit> keyframes = read(clip, false, CLIP_FRAMES).stream()
                    .filter(AccessUnit::keyframe)
                    .toList();

            assertThat(keyframes).as(name).hasSize(3);
            for (AccessUnit keyframe : keyframes) {
                byte[] absent = {0, 0, 1, 0};
                assertThat(ParameterSets.ensure(keyframe.annexB(), absent, h264 ? VideoCodec.H264 : VideoCodec.H265))
                        .as("nothing to put in")
                        .isSameAs(keyframe.annexB());
            }
        }
    }

    @Test
    void endsWhenItIsToPlayOnce() throws CameraException {
        Path clip = TestClips.encode(folder.resolve("clip.mp4"), "libx264");

        assertThat(read(clip, false, 1_000)).hasSize(CLIP_FRAMES);
    }

    @Test
    void beginsWithTheFirstKeyframeOfACutStream() throws CameraException {
        Path clip = TestClips.encode(folder.resolve("whole.ts"), "libx264");
        Path cut = folder.resolve("cut.h264");
        Programs.run(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-i",
                        clip.toString(),
                        "-c",
                        "copy",
                        "-bsf:v",
                        "noise=drop=lt(n\\,3)",
                        cut.toString())
                .orFail();

        List<AccessUnit> units = read(cut, false, 1_000);

        assertThat(units.get(0).keyframe()).isTrue();
        assertThat(units).hasSize(CLIP_FRAMES - 10);
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no video here");
        Path vp9 = folder.resolve("clip.webm");
        Programs.run(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=64x64:duration=0.2",
                        "-c:v",
                        "libvpx",
                        vp9.toString())
                .orFail();
        Path sound = folder.resolve("sound.wav");
        Programs.run("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=duration=0.2", sound.toString())
                .orFail();

        assertThatThrownBy(() -> VideoFile.open(folder.resolve("missing.mp4")))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("missing.mp4: no such file");
        assertThatThrownBy(() -> VideoFile.open(text))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("notes.txt: not a video file");
        assertThatThrownBy(() -> VideoFile.open(vp9))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("its video is vp8, and only H.264 and H.265 are served");
        assertThatThrownBy(() -> VideoFile.open(sound))
                .isInstanceOf(CameraException.class)
                .hasMessageContaining("sound.wav: no video in it");
    }
}
