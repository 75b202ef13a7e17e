package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** How loud sound is to the ear: integrated loudness of EBU R 128 (ITU-R BS.1770-4), by FFmpeg's {@code ebur128} filter. */
public final class LoudnessMeter {
    /** What the filter says when no 400 ms of it were above the absolute gate. */
    private static final double NOTHING_HEARD = -69.9;

    private LoudnessMeter() {}

    /**
     * Integrated loudness of mono sound, in LUFS.
     *
     * @return empty when it is shorter than one measuring block (400 ms) or below −70 LUFS throughout
     * @throws AudioDecodeException when FFmpeg cannot measure it
     */
    public static OptionalDouble integrated(AudioSignal signal) throws AudioDecodeException {
        FfmpegLog.install();
        AVFilterGraph graph = avfilter_graph_alloc();
        try {
            AVFilterContext source = filter(
                    graph,
                    "abuffer",
                    "time_base=1/%1$d:sample_rate=%1$d:sample_fmt=flt:channel_layout=mono"
                            .formatted(signal.sampleRateHz()));
            AVFilterContext meter = filter(graph, "ebur128", "metadata=1:framelog=quiet");
            AVFilterContext sink = filter(graph, "abuffersink", null);
            AudioErrors.check(avfilter_link(source, 0, meter, 0), "cannot measure loudness");
            AudioErrors.check(avfilter_link(meter, 0, sink, 0), "cannot measure loudness");
            AudioErrors.check(avfilter_graph_config(graph, null), "cannot measure loudness");
            feed(source, signal);
            return lastReading(sink);
        } finally {
            avfilter_graph_free(graph);
        }
    }

    private static AVFilterContext filter(AVFilterGraph graph, String name, @Nullable String options)
            throws AudioDecodeException {
        AVFilterContext context = new AVFilterContext(null);
        int error = avfilter_graph_create_filter(context, avfilter_get_by_name(name), name, options, null, graph);
        AudioErrors.check(error, "FFmpeg's filter " + name + " cannot be used");
        return context;
    }

    private static void feed(AVFilterContext source, AudioSignal signal) throws AudioDecodeException {
        float[] samples = signal.samples();
        AVFrame frame = av_frame_alloc();
        try {
            frame.format(AV_SAMPLE_FMT_FLT);
            frame.sample_rate(signal.sampleRateHz());
            frame.nb_samples(samples.length);
            frame.pts(0);
            av_channel_layout_default(frame.ch_layout(), 1);
            AudioErrors.check(av_frame_get_buffer(frame, 0), "no memory for sound");
            new FloatPointer(frame.data(0)).capacity(samples.length).put(samples);
            AudioErrors.check(av_buffersrc_add_frame(source, frame), "cannot measure loudness");
            AudioErrors.check(av_buffersrc_add_frame(source, null), "cannot measure loudness");
        } finally {
            av_frame_free(frame);
        }
    }

    private static OptionalDouble lastReading(AVFilterContext sink) {
        AVFrame frame = av_frame_alloc();
        double loudness = Double.NEGATIVE_INFINITY;
        try {
            while (av_buffersink_get_frame(sink, frame) >= 0) {
                AVDictionaryEntry entry = av_dict_get(frame.metadata(), "lavfi.r128.I", null, 0);
                if (entry != null) {
                    loudness = Double.parseDouble(entry.value().getString());
                }
                av_frame_unref(frame);
            }
        } finally {
            av_frame_free(frame);
        }
        return loudness < NOTHING_HEARD ? OptionalDouble.empty() : OptionalDouble.of(loudness);
    }
}
