package io.streetward.codec;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.VideoFrame;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the picture of an exact media time out of a group of pictures. Opens a decoder for each still, so it holds nothing
 * between calls and any thread may call.
 */
public final class StillCutter {
    private final NativeLeases leases;

    public StillCutter(NativeLeases leases) {
        this.leases = leases;
    }

    /**
     * Decodes {@code gop} up to {@code at}.
     *
     * @param gop access units of one format in decode order, the first a keyframe; more than one GOP does no harm
     * @throws IOException when {@code gop} is empty or nothing of it can be decoded
     */
    public Still cut(List<EncodedPacket> gop, MediaTime at) throws IOException {
        return cut(gop, at, picture -> {});
    }

    /**
     * Decodes {@code gop} up to {@code at}, and shows the picture to someone else too.
     *
     * @param gop access units of one format in decode order, the first a keyframe; more than one GOP does no harm
     * @param also borrows the decoded picture for the length of its call
     * @throws IOException when {@code gop} is empty or nothing of it can be decoded
     */
    public Still cut(List<EncodedPacket> gop, MediaTime at, Consumer<VideoFrame> also) throws IOException {
        if (gop.isEmpty()) {
            throw new IOException("nothing recorded around " + at + " to cut a still from");
        }
        EncodedPacket first = gop.get(0);
        try (VideoDecoder decoder = new VideoDecoder(first.stream(), first.format(), leases);
                Choice choice = new Choice(at)) {
            IOException failure = decode(decoder, gop, choice);
            VideoFrame chosen = choice.chosen;
            if (chosen == null) {
                throw new IOException("no picture of " + first.stream() + " around " + at + " can be decoded", failure);
            }
            Still still = new Still(
                    JpegEncoder.encode(chosen),
                    chosen.widthPx(),
                    chosen.heightPx(),
                    chosen.pts(),
                    chosen.pts().equals(at),
                    ((DecodedFrame) chosen).damaged());
            also.accept(chosen);
            return still;
        }
    }

    /** Feeds until the picture is out; a damaged access unit costs its picture only. Returns the last damage met. */
    private static @Nullable IOException decode(VideoDecoder decoder, List<EncodedPacket> gop, Choice choice)
            throws IOException {
        IOException failure = null;
        for (EncodedPacket unit : gop) {
            if (choice.settled) {
                return failure;
            }
            try {
                decoder.decode(unit, choice::offer);
            } catch (FfmpegException e) {
                failure = e;
            }
        }
        if (!choice.settled) {
            decoder.drain(choice::offer);
        }
        return failure;
    }

    /** Keeps the one lease on the best picture so far; pictures come in the order of their time. */
    private static final class Choice implements AutoCloseable {
        private final MediaTime at;
        private @Nullable VideoFrame chosen;
        private boolean settled;

        Choice(MediaTime at) {
            this.at = at;
        }

        void offer(VideoFrame picture) {
            MediaTime pts = picture.pts();
            VideoFrame before = chosen;
            if (settled || (pts.isAfter(at) && before != null)) {
                picture.close();
            } else {
                if (before != null) {
                    before.close();
                }
                chosen = picture;
            }
            settled |= !pts.isBefore(at);
        }

        @Override
        public void close() {
            if (chosen != null) {
                chosen.close();
                chosen = null;
            }
        }
    }
}
