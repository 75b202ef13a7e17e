package io.streetward.codec;

/** Makes packets as a demuxer would, for tests of those who take them. */
public final class DemuxedPackets {
    private DemuxedPackets() {}

    public static DemuxedPacket at(long ptsMicros, long dtsMicros) {
        return of(ptsMicros, dtsMicros, DemuxedPacket.NO_TIMESTAMP, true, new byte[] {1});
    }

    public static DemuxedPacket of(
            long ptsMicros, long dtsMicros, long senderMicros, boolean keyframe, byte[] payload) {
        return new DemuxedPacket(ptsMicros, dtsMicros, 0, keyframe, 0, senderMicros, payload);
    }
}
