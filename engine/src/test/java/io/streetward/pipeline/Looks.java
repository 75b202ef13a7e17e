package io.streetward.pipeline;

import io.streetward.detect.Detection;
import io.streetward.detect.Detections;
import io.streetward.detect.ObjectKind;
import io.streetward.media.EncodedPacket;
import io.streetward.media.FrameRef;
import io.streetward.media.MediaTime;
import io.streetward.media.NormalizedBox;
import io.streetward.media.StreamId;
import io.streetward.media.VideoCodec;
import io.streetward.media.VideoFormat;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Packets and looks for tests of what decides on decoding. */
final class Looks {
    static final StreamId CAMERA = new StreamId("cam");
    static final NormalizedBox KERB = new NormalizedBox(0.5, 0.5, 0.5, 0.5);
    private static final VideoFormat FORMAT = new VideoFormat(VideoCodec.H264, 1920, 1080, ByteBuffer.allocate(0));

    private Looks() {}

    static EncodedPacket packet(double seconds, boolean keyframe, int sizeBytes) {
        MediaTime time = MediaTime.ofSeconds(seconds);
        return new EncodedPacket(
                CAMERA, FORMAT, time, time, Duration.ofMillis(40), keyframe, Instant.EPOCH, new byte[sizeBytes]);
    }

    static FrameRef frame(double seconds) {
        return new FrameRef(CAMERA, MediaTime.ofSeconds(seconds), Instant.EPOCH, 1920, 1080, true);
    }

    static Detections look(double seconds, NormalizedBox... cars) {
        return new Detections(
                frame(seconds),
                List.of(cars).stream()
                        .map(box -> new Detection(ObjectKind.CAR, "car", 0.8, box))
                        .toList());
    }

    static DecodePolicy policy(DecodePolicy.Mode mode) {
        return new DecodePolicy(mode, Duration.ofMillis(200), List.of(KERB));
    }
}
