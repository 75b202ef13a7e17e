package io.streetward.tools.camera;

import io.streetward.media.VideoCodec;
import java.nio.file.Path;

/** A video file that is ready to be sent: read on a timeline of its own from 0, and cut into RTP packets. */
final class Clip implements AutoCloseable {
    private final LoopingVideo video;
    private final RtpPacketizer packetizer;
    private final String sessionDescription;
    private final int number;

    private Clip(LoopingVideo video, RtpPacketizer packetizer, String sessionDescription, int number) {
        this.video = video;
        this.packetizer = packetizer;
        this.sessionDescription = sessionDescription;
        this.number = number;
    }

    /**
     * Opens a file.
     *
     * @param title title in the session description
     * @param number tells this clip's packets from those of other clips in the same stream
     * @throws CameraException when the file is missing, or no H.264 or H.265 video in it
     */
    static Clip open(Path file, boolean loop, String title, int number, RtpWriteCallback callback)
            throws CameraException {
        LoopingVideo video = new LoopingVideo(file, loop);
        try {
            RtpPacketizer packetizer = new RtpPacketizer(video.parameters(), callback);
            try {
                String sessionDescription = packetizer.sessionDescription(title);
                packetizer.begin();
                return new Clip(video, packetizer, sessionDescription, number);
            } catch (CameraException | RuntimeException e) {
                packetizer.close();
                throw e;
            }
        } catch (CameraException | RuntimeException e) {
            video.close();
            throw e;
        }
    }

    VideoCodec codec() {
        return video.codec();
    }

    /** Returns the parameter sets as Annex B. */
    byte[] parameterSets() {
        return video.parameterSets();
    }

    String sessionDescription() {
        return sessionDescription;
    }

    int number() {
        return number;
    }

    LoopingVideo video() {
        return video;
    }

    RtpPacketizer packetizer() {
        return packetizer;
    }

    @Override
    public void close() {
        packetizer.close();
        video.close();
    }
}
