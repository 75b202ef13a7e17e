package io.streetward.tools.faults;

import io.streetward.testkit.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Moving test pictures with some noise, as no sensor is without. */
record Clips(Path h264, Path larger, Path h265, Path keyframesOnly) {
    static Clips encode(Path folder) {
        return new Clips(
                encode(folder.resolve("h264.mp4"), "libx264", "320x240", 12),
                encode(folder.resolve("larger.mp4"), "libx264", "640x360", 12),
                encode(folder.resolve("h265.mp4"), "libx265", "320x240", 12),
                encode(folder.resolve("keyframes.mp4"), "libx264", "160x120", 1));
    }

    private static Path encode(Path file, String encoder, String size, int gop) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i"));
        command.add("testsrc2=size=" + size + ":rate=25:duration=4,noise=alls=6:allf=t");
        command.addAll(List.of("-pix_fmt", "yuv420p", "-c:v", encoder, "-preset", "ultrafast", "-bf", "0"));
        command.addAll(List.of("-g", Integer.toString(gop), "-b:v", "300k"));
        if (encoder.equals("libx265")) {
            command.addAll(List.of("-x265-params", "log-level=error:scenecut=0:bframes=0"));
        }
        command.add(file.toString());
        Programs.run(command.toArray(String[]::new)).orFail();
        return file;
    }
}
