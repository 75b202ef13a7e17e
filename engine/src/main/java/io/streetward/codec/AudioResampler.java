package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Gathers decoded frames into one mono floating-point signal at one sample rate (libswresample). */
final class AudioResampler implements AutoCloseable {
    private final int sampleRateHz;
    private final int maxSamples;
    private @Nullable SwrContext context;
    private @Nullable Format format;
    private float[] gathered = new float[1 << 16];
    private int count;

    private record Format(int channels, int sampleFormat, int sampleRateHz) {
        static Format of(AVFrame frame) {
            return new Format(frame.ch_layout().nb_channels(), frame.format(), frame.sample_rate());
        }

        @Override
        public String toString() {
            return channels + " × " + sampleRateHz + " Hz (sample format " + sampleFormat + ")";
        }
    }

    /**
     * An empty signal.
     *
     * @param maxSamples it may hold at most
     */
    AudioResampler(int sampleRateHz, int maxSamples) {
        this.sampleRateHz = sampleRateHz;
        this.maxSamples = maxSamples;
    }

    void add(AVFrame frame) throws AudioDecodeException {
        if (context == null) {
            context = open(frame);
            format = Format.of(frame);
        } else if (!Format.of(frame).equals(format)) {
            // The context would read planes that are not there.
            throw new AudioDecodeException("the sound changes from " + format + " to " + Format.of(frame)
                    + " midway: expected one format throughout");
        }
        convert(context, frame.extended_data(), frame.nb_samples());
    }

    /** Ends the signal: what the filter still holds comes out. */
    AudioSignal finish() throws AudioDecodeException {
        if (context != null) {
            convert(context, null, 0);
        }
        return new AudioSignal(sampleRateHz, Arrays.copyOf(gathered, count));
    }

    @Override
    public void close() {
        if (context != null) {
            swr_free(context);
        }
    }

    private SwrContext open(AVFrame frame) throws AudioDecodeException {
        SwrContext opened = new SwrContext(null);
        try (AVChannelLayout from = new AVChannelLayout();
                AVChannelLayout mono = new AVChannelLayout()) {
            av_channel_layout_default(mono, 1);
            if (frame.ch_layout().order() == AV_CHANNEL_ORDER_UNSPEC) { // a WAV header without a speaker mask
                av_channel_layout_default(from, frame.ch_layout().nb_channels());
            } else {
                av_channel_layout_copy(from, frame.ch_layout());
            }
            int error = swr_alloc_set_opts2(
                    opened, mono, AV_SAMPLE_FMT_FLT, sampleRateHz, from, frame.format(), frame.sample_rate(), 0, null);
            av_channel_layout_uninit(from);
            AudioErrors.check(error, "cannot resample");
        }
        AudioErrors.check(swr_init(opened), "cannot resample from " + frame.sample_rate() + " Hz");
        return opened;
    }

    private void convert(SwrContext swr, @Nullable PointerPointer<?> in, int inSamples) throws AudioDecodeException {
        int room = swr_get_out_samples(swr, inSamples);
        if (room <= 0) {
            return;
        }
        try (FloatPointer out = new FloatPointer(room);
                PointerPointer<FloatPointer> planes = new PointerPointer<>(1)) {
            planes.put(0, out);
            int made = swr_convert(swr, planes, room, in, inSamples);
            AudioErrors.check(made, "cannot resample");
            append(out, made);
        }
    }

    private void append(FloatPointer samples, int made) throws AudioDecodeException {
        if (count + made > maxSamples) {
            throw new AudioDecodeException("longer than the " + maxSamples / sampleRateHz + " s allowed");
        }
        if (count + made > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.max(count + made, gathered.length * 2));
        }
        samples.get(gathered, count, made);
        count += made;
    }
}
