package io.streetward.codec;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A media file held in memory, opened for FFmpeg.
 *
 * <p>From memory because an announcement is small, and because FFmpeg then has no way to follow what a hostile or mistaken
 * file refers to (playlists, concatenation scripts): no protocol is allowed to it.
 */
final class AudioInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;

    private final byte[] file;
    private int position;

    // Held so that the collector leaves the native callbacks in place for as long as FFmpeg may call them.
    private final Read_packet_Pointer_BytePointer_int read = new Read_packet_Pointer_BytePointer_int() {
        @Override
        public int call(Pointer opaque, BytePointer into, int size) {
            return readInto(into, size);
        }
    };
    private final Seek_Pointer_long_int seek = new Seek_Pointer_long_int() {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            return seekTo(offset, whence);
        }
    };
    private final AVIOContext io;
    private final AVFormatContext format;

    AudioInput(byte[] file) throws AudioDecodeException {
        FfmpegLog.install();
        this.file = file;
        io = avio_alloc_context(
                new BytePointer(av_malloc(BUFFER_BYTES)).capacity(BUFFER_BYTES),
                BUFFER_BYTES,
                0,
                null,
                read,
                null,
                seek);
        format = avformat_alloc_context();
        format.pb(io);
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "none", 0);
        int error = avformat_open_input(format, (String) null, null, options); // frees the context when it fails
        av_dict_free(options);
        if (error < 0) {
            freeIo();
            throw new AudioDecodeException("not a sound file that FFmpeg reads, such as WAV, FLAC, MP3 or Ogg ("
                    + AudioErrors.text(error) + ")");
        }
    }

    AVFormatContext format() {
        return format;
    }

    @Override
    public void close() {
        avformat_close_input(format);
        freeIo();
    }

    private void freeIo() {
        av_free(io.buffer()); // FFmpeg may have replaced the one it was given
        avio_context_free(io);
        read.close();
        seek.close();
    }

    private int readInto(BytePointer into, int size) {
        int count = Math.min(size, file.length - position);
        if (count <= 0) {
            return AVERROR_EOF;
        }
        into.put(file, position, count);
        position += count;
        return count;
    }

    private long seekTo(long offset, int whence) {
        if (whence == AVSEEK_SIZE) {
            return file.length;
        }
        long target = switch (whence & ~AVSEEK_FORCE) {
            case SEEK_SET -> offset;
            case SEEK_CUR -> position + offset;
            case SEEK_END -> file.length + offset;
            default -> -1;
        };
        if (target < 0 || target > file.length) {
            return -1;
        }
        position = (int) target;
        return target;
    }
}
