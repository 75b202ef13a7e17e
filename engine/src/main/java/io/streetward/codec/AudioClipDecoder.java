package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Decodes a short sound file of any format FFmpeg reads: its best audio stream, mixed down to mono, resampled. */
public final class AudioClipDecoder {
    private final int sampleRateHz;
    private final Duration longest;

    /**
     * A decoder, reusable from any thread.
     *
     * @param sampleRateHz of the signals it makes
     * @param longest sound it takes; bounds the memory that a small compressed file can ask for
     */
    public AudioClipDecoder(int sampleRateHz, Duration longest) {
        this.sampleRateHz = sampleRateHz;
        this.longest = longest;
    }

    /**
     * Decodes a whole file.
     *
     * @param file its bytes
     * @throws AudioDecodeException when it holds no sound, or sound that is damaged or too long
     */
    public AudioSignal decode(byte[] file) throws AudioDecodeException {
        int maxSamples = Math.toIntExact(longest.toMillis() * sampleRateHz / 1000);
        try (AudioInput input = new AudioInput(file);
                AudioResampler resampler = new AudioResampler(sampleRateHz, maxSamples)) {
            AVFormatContext format = input.format();
            AudioErrors.check(
                    avformat_find_stream_info(format, (PointerPointer<?>) null), "cannot tell what the file holds");
            int stream = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
            AudioErrors.check(stream, "no sound in the file");
            decodeStream(format, stream, resampler);
            AudioSignal signal = resampler.finish();
            if (signal.sampleCount() == 0) {
                throw new AudioDecodeException("the file holds an audio stream without a single sample");
            }
            return signal;
        }
    }

    private static void decodeStream(AVFormatContext format, int stream, AudioResampler into)
            throws AudioDecodeException {
        AVCodecContext decoder = openDecoder(format.streams(stream).codecpar());
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        try {
            while (av_read_frame(format, packet) >= 0) {
                if (packet.stream_index() == stream) {
                    decodePacket(decoder, packet, frame, into);
                }
                av_packet_unref(packet);
            }
            decodePacket(decoder, null, frame, into);
        } finally {
            av_frame_free(frame);
            av_packet_free(packet);
            avcodec_free_context(decoder);
        }
    }

    private static AVCodecContext openDecoder(AVCodecParameters parameters) throws AudioDecodeException {
        AVCodec codec = avcodec_find_decoder(parameters.codec_id());
        if (codec == null) {
            throw new AudioDecodeException(
                    "no decoder for " + avcodec_get_name(parameters.codec_id()).getString());
        }
        AVCodecContext decoder = avcodec_alloc_context3(codec);
        int error = avcodec_parameters_to_context(decoder, parameters);
        if (error >= 0) {
            decoder.thread_count(1);
            error = avcodec_open2(decoder, codec, (AVDictionary) null);
        }
        if (error < 0) {
            avcodec_free_context(decoder);
            throw new AudioDecodeException("cannot open the decoder: " + AudioErrors.text(error));
        }
        return decoder;
    }

    /**
     * Decodes one packet.
     *
     * @param packet null to drain the decoder
     */
    private static void decodePacket(
            AVCodecContext decoder, @Nullable AVPacket packet, AVFrame frame, AudioResampler into)
            throws AudioDecodeException {
        int sent = avcodec_send_packet(decoder, packet);
        if (sent < 0 && sent != AVERROR_INVALIDDATA) { // a damaged packet (MP3 often begins with one) is a short gap
            AudioErrors.check(sent, "cannot decode");
        }
        int received = avcodec_receive_frame(decoder, frame);
        while (received >= 0) {
            into.add(frame);
            received = avcodec_receive_frame(decoder, frame);
        }
        if (received != AVERROR_EAGAIN() && received != AVERROR_EOF) {
            AudioErrors.check(received, "cannot decode");
        }
    }
}
