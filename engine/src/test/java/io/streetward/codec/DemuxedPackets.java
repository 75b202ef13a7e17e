package io.streetward.codec;

/** Makes packets as a demuxer would, for tests of those who take them. */
public final class DemuxedPackets {
    private DemuxedPackets() {}

    public static DemuxedPacket at(long ptsMicros, long dtsMicros) {
        return new DemuxedPacket(ptsMicros, dtsMicros, 0, true, new byte[] {1});
    }
}
