package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_BMP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_WEBP;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.media.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decodes a picture file (JPEG, PNG, BMP or WebP) into what a camera's decoder gives, so that it goes to a model the same
 * way. The picture stands upright: what a JPEG's or WebP's EXIF says of the camera's orientation is applied (a PNG's is not
 * read).
 *
 * <p>The kind is told by the file's first bytes, not by its name. Of a transparent picture the colours are taken as they
 * are. Holds nothing between calls.
 */
public final class PictureFile {
    private static final long MAX_FILE_BYTES = 256L << 20;
    private static final long MAX_PIXELS = 200_000_000;

    /** What the pictures' {@link VideoFrame#stream()} says. */
    private static final StreamId STREAM = new StreamId("picture-file");

    private PictureFile() {}

    /**
     * Reads one picture.
     *
     * @param leases counts the lease that is returned
     * @return the whole picture at time 0; the caller closes it
     * @throws PictureException naming the file, when it cannot be read, is of another kind, damaged or cut short
     */
    public static VideoFrame read(Path file, NativeLeases leases) throws PictureException {
        try {
            return read(bytesOf(file), leases);
        } catch (IOException e) {
            throw new PictureException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads one picture that is in memory already, such as a still that was just cut.
     *
     * @param encoded the content of a picture file
     * @param name says in errors what it is
     * @param leases counts the lease that is returned
     * @return the whole picture at time 0; the caller closes it
     * @throws PictureException beginning with {@code name}, when it is of another kind, damaged or cut short
     */
    public static VideoFrame read(ByteBuffer encoded, String name, NativeLeases leases) throws PictureException {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        try {
            return read(bytes, leases);
        } catch (IOException e) {
            throw new PictureException(name + ": " + e.getMessage(), e);
        }
    }

    private static VideoFrame read(byte[] bytes, NativeLeases leases) throws IOException {
        FfmpegLog.install();
        AVFrame decoded = decode(bytes, codecOf(bytes));
        try {
            AVFrame upright = UprightPicture.of(decoded);
            return new DecodedFrame(leases, STREAM, MediaTime.ZERO, Instant.EPOCH, upright);
        } finally {
            av_frame_free(decoded);
        }
    }

    private static byte[] bytesOf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(Files.exists(file) ? "is no file" : "no such file");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException("is " + (Files.size(file) >> 20) + " MiB, expected a picture of "
                    + (MAX_FILE_BYTES >> 20) + " MiB at most");
        }
        return Files.readAllBytes(file);
    }

    /** By the signatures in ITU-T T.81 annex B, the PNG specification, the WebP container specification and BMP's header. */
    private static int codecOf(byte[] bytes) throws IOException {
        String head = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return AV_CODEC_ID_MJPEG;
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return AV_CODEC_ID_PNG;
        }
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return AV_CODEC_ID_WEBP;
        }
        if (head.startsWith("BM")) {
            return AV_CODEC_ID_BMP;
        }
        throw new IOException((bytes.length == 0 ? "is empty" : "is no picture by its first bytes")
                + ", expected JPEG, PNG, BMP or WebP");
    }

    private static AVFrame decode(byte[] bytes, int codecId) throws IOException {
        AVCodec codec = avcodec_find_decoder(codecId);
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        boolean done = false;
        try {
            context.thread_count(1);
            context.max_pixels(MAX_PIXELS);
            // Half a picture is none: a detector would find half of what is there.
            context.err_recognition(AV_EF_EXPLODE);
            FfmpegException.check(avcodec_open2(context, codec, (AVDictionary) null), "cannot open the decoder");
            FfmpegException.check(av_new_packet(packet, bytes.length), "cannot hold the file");
            packet.data().put(bytes, 0, bytes.length);
            FfmpegException.check(avcodec_send_packet(context, packet), "cannot be decoded");
            avcodec_send_packet(context, (AVPacket) null);
            FfmpegException.check(avcodec_receive_frame(context, frame), "cannot be decoded");
            if (frame.decode_error_flags() != 0) {
                throw new IOException("is damaged or cut short");
            }
            done = true;
            return frame;
        } finally {
            av_packet_free(packet);
            avcodec_free_context(context);
            if (!done) {
                av_frame_free(frame);
            }
        }
    }
}
