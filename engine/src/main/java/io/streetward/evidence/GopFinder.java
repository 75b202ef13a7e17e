package io.streetward.evidence;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds what a picture is decoded from in a recorded stretch, holding one group of pictures at a time. */
final class GopFinder implements PacketConsumer {
    private final MediaTime at;
    private final List<EncodedPacket> gop = new ArrayList<>();

    private GopFinder(MediaTime at) {
        this.at = at;
    }

    /** From the last keyframe at or before {@code at} up to that picture; empty when the stretch begins after it. */
    static List<EncodedPacket> find(ClipSource source, MediaTime at) throws IOException {
        GopFinder finder = new GopFinder(at);
        source.read(finder);
        return finder.gop;
    }

    @Override
    public boolean accept(long sequence, EncodedPacket packet) {
        // A picture is never decoded later than it is shown.
        if (packet.dts().isAfter(at)) {
            return false;
        }
        if (packet.keyframe() && !packet.pts().isAfter(at)) {
            gop.clear();
        }
        if (!gop.isEmpty() || packet.keyframe()) {
            gop.add(packet);
        }
        return true;
    }
}
