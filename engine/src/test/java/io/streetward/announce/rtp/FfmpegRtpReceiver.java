package io.streetward.announce.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ffmpeg command as an RTP loudspeaker: told by an SDP file where to listen, it writes down the sound it receives. */
public final class FfmpegRtpReceiver implements AutoCloseable {
    private final Process process;
    private final Path sound;
    private final Path log;

    /**
     * Starts ffmpeg and waits until it has its port.
     *
     * @param host unicast or multicast address to listen at
     * @param folder for its files
     */
    public FfmpegRtpReceiver(String host, int port, G711 codec, Path folder) throws IOException, InterruptedException {
        Path sdp = folder.resolve("page.sdp");
        sound = folder.resolve("received.raw");
        log = folder.resolve("ffmpeg.log");
        boolean multicast = host.startsWith("239.");
        Files.writeString(
                sdp,
                String.join(
                        "\r\n",
                        "v=0",
                        "o=- 0 0 IN IP4 127.0.0.1",
                        "s=page",
                        "c=IN IP4 " + host + (multicast ? "/1" : ""),
                        "t=0 0",
                        "m=audio " + port + " RTP/AVP " + codec.payloadType(),
                        "a=rtpmap:" + codec.payloadType() + " " + codec + "/8000",
                        "a=ptime:20",
                        "a=recvonly",
                        ""));
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-y", "-analyzeduration", "0"));
        if (multicast) {
            command.addAll(List.of("-localaddr", "127.0.0.1"));
        }
        command.addAll(List.of("-protocol_whitelist", "file,udp,rtp", "-i", sdp.toString()));
        command.addAll(List.of("-f", "s16le", "-flush_packets", "1", sound.toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        awaitPort(port);
    }

    /**
     * Stops ffmpeg and gives what it heard.
     *
     * @return samples of 16 bits at 8 kHz
     */
    public short[] stop() throws IOException, InterruptedException {
        awaitQuiet();
        // Raw samples, flushed with every packet, need no ending; SIGTERM would wait 10 s for one more packet.
        process.destroyForcibly().waitFor();
        if (!Files.exists(sound)) {
            throw new IOException("ffmpeg heard nothing: " + Files.readString(log));
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(sound)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Until its file has not grown for 300 ms. */
    private void awaitQuiet() throws IOException, InterruptedException {
        long before = -1;
        for (int i = 0; i < 40; i++) {
            long size = Files.exists(sound) ? Files.size(sound) : 0;
            if (size == before && size > 0) {
                return;
            }
            before = size;
            Thread.sleep(300);
        }
    }

    private void awaitPort(int port) throws IOException, InterruptedException {
        String bound = String.format(Locale.ROOT, ":%04X ", port);
        for (int i = 0; i < 400; i++) {
            String sockets = Files.readString(Path.of("/proc/net/udp"), StandardCharsets.US_ASCII);
            if (sockets.contains(bound)) {
                return;
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(25);
        }
        throw new IOException("ffmpeg does not listen: " + Files.readString(log));
    }
}
