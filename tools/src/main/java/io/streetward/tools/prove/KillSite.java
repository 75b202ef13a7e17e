package io.streetward.tools.prove;

import io.streetward.codec.FfmpegException;
import io.streetward.codec.Mp4Remuxer;
import io.streetward.codec.UnsupportedStreamException;
import io.streetward.ingest.RecordingFile;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A street of three cameras where something happens every few seconds: pieces of the demo's clip, played in a loop. */
record KillSite(Path folder) {
    static final String SECRET_ENV = "STREETWARD_PROOF_SECRET";
    static final String SECRET = "3f1c9a0e7b5d4c2a8e6f0b1d";

    /** The car comes to stand at 15 s of the whole clip: so long before it do the pieces begin. */
    private static final List<Duration> STARTS =
            List.of(Duration.ofSeconds(14), Duration.ofMillis(13_500), Duration.ofSeconds(13));

    private static final Duration STANDS_UNTIL = Duration.ofSeconds(19);
    /** Then the bay is empty, for long enough to believe it. */
    private static final Duration EMPTY_FROM = Duration.ofSeconds(1);

    private static final Duration EMPTY_UNTIL = Duration.ofSeconds(10);

    Path config() {
        return folder.resolve("streams.yaml");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("engine.log");
    }

    /** Writes clips and configuration. */
    void write(URI receiver) throws IOException {
        Files.createDirectories(folder);
        Path whole = folder.resolve("street.mp4");
        try (InputStream in = KillSite.class.getResourceAsStream("/demo/street.mp4")) {
            if (in == null) {
                throw new IOException("demo/street.mp4 is missing from this build");
            }
            Files.copy(in, whole, StandardCopyOption.REPLACE_EXISTING);
        }
        StringBuilder cameras = new StringBuilder();
        for (int i = 0; i < STARTS.size(); i++) {
            Path piece = folder.resolve("street-" + i + ".mp4");
            cut(whole, piece, STARTS.get(i));
            cameras.append(camera(i, piece));
        }
        Files.writeString(config(), """
                site: {id: proof, timeZone: Asia/Shanghai}
                server: {port: 0}
                evidence:
                  {preRoll: 2 s, postRoll: 2 s, maxClip: 10 s, conditions: {minInterval: 1 s}}
                sinks:
                  - id: receiver
                    type: webhook
                    url: "%s"
                    secretEnv: %s
                    from: beginning
                    retry: {first: 200 ms, longest: 2 s}
                cameras:
                """.formatted(receiver, SECRET_ENV) + cameras);
    }

    private static String camera(int number, Path clip) {
        return """
                  - id: street-%d
                    name: the street
                    url: "%s"
                    playback: loop
                    zones:
                      - id: bay
                        name: the yellow bay
                        kind: no_parking
                        polygon: [[0.593, 0.594], [0.357, 0.294], [0.432, 0.281], [0.704, 0.559]]
                        parking: {dwell: 1 s, leaveAfter: 1 s, gap: 5 s}
                """.formatted(number, clip.toUri());
    }

    /** A car that comes, stands and is gone: two pieces of the clip, bit for bit, one after the other. */
    private static void cut(Path whole, Path piece, Duration from) throws IOException {
        try (Mp4Remuxer out = new Mp4Remuxer(piece)) {
            Duration length = copy(whole, from, STANDS_UNTIL, Duration.ZERO, out);
            copy(whole, EMPTY_FROM, EMPTY_UNTIL, length, out);
            out.finish();
        } catch (FfmpegException | UnsupportedStreamException e) {
            throw new IOException("cannot cut " + piece + ": " + e.getMessage(), e);
        }
    }

    /** Copies from the first keyframe after {@code from} on; returns where the next piece goes. */
    private static Duration copy(Path whole, Duration from, Duration until, Duration at, Mp4Remuxer out)
            throws FfmpegException, UnsupportedStreamException {
        try (RecordingFile in = RecordingFile.open(whole, new StreamId("street"), Instant.EPOCH)) {
            Duration shift = null;
            Duration end = at;
            for (EncodedPacket unit = in.next(); unit != null; unit = in.next()) {
                Duration time = unit.dts().since(MediaTime.ZERO);
                if (shift == null && unit.keyframe() && time.compareTo(from) >= 0) {
                    shift = at.minus(time);
                }
                if (shift != null && time.compareTo(until) < 0) {
                    out.write(moved(unit, shift));
                    end = time.plus(shift).plus(unit.duration());
                }
            }
            return end;
        }
    }

    private static EncodedPacket moved(EncodedPacket unit, Duration by) {
        byte[] payload = new byte[unit.sizeBytes()];
        unit.payload().get(payload);
        return new EncodedPacket(
                unit.stream(),
                unit.format(),
                unit.pts().plus(by),
                unit.dts().plus(by),
                unit.duration(),
                unit.keyframe(),
                unit.receivedAt(),
                payload);
    }
}
