package io.streetward.tools.camera;

import io.streetward.testkit.Programs;
import io.streetward.tools.camera.RtspTestClient.Rtp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Encodes short clips with the ffmpeg CLI. */
final class TestClips {
    static final int FRAMES_PER_SECOND = 25;
    static final int TICKS_PER_FRAME = 90_000 / FRAMES_PER_SECOND;

    private static final int STAP_A = 24;
    private static final int SEI = 6;
    private static final int SPS = 7;

    private TestClips() {}

    /** One second of a moving test picture, 320 × 240, a keyframe every 10 frames, no B-frames unless asked for. */
    static Path encode(Path file, String encoder, String... more) {
        return encode("testsrc2=size=320x240:rate=25:duration=1", file, encoder, more);
    }

    static Path encode(String source, Path file, String encoder, String... more) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", source));
        command.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", encoder, "-preset", "ultrafast", "-g", "10", "-bf", "0"));
        if (encoder.equals("libx265")) {
            command.addAll(List.of("-x265-params", "log-level=error:scenecut=0"));
        }
        command.addAll(List.of(more));
        command.add(file.toString());
        Programs.run(command.toArray(String[]::new)).orFail();
        return file;
    }

    /** Whether a packet begins an H.264 keyframe's access unit: parameter sets, or encoder information before them. */
    static boolean beginsKeyframe(Rtp packet) {
        int type = packet.payload().get(0) & 0x1F;
        int firstType = type == STAP_A ? packet.payload().get(3) & 0x1F : type;
        return firstType == SPS || firstType == SEI;
    }
}
