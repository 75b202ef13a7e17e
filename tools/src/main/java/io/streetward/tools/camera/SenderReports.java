package io.streetward.tools.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;

/** RTCP packets of a sender, compound as RFC 3550 section 6.1 wants them: each with a report and the source's name. */
final class SenderReports {
    private static final int RTCP_VERSION = 0x80;
    private static final int SENDER_REPORT = 200;
    private static final int SOURCE_DESCRIPTION = 202;
    private static final int GOODBYE = 203;
    private static final int CNAME = 1;
    private static final int REPORT_WORDS = 7; // header, SSRC, NTP time (2), RTP time, packets, octets
    private static final byte[] NAME = "streetward-camera".getBytes(US_ASCII);

    // SSRC, the item's type and length, the name, and one to four zeros up to the next word.
    private static final int CHUNK_WORDS = (Integer.BYTES + 2 + NAME.length) / Integer.BYTES + 1;
    private static final int COMPOUND_BYTES = (REPORT_WORDS + 1 + CHUNK_WORDS) * Integer.BYTES;

    // Seconds from 1900, where NTP begins, to 1970.
    private static final long NTP_OFFSET_S = 2_208_988_800L;
    private static final double NTP_FRACTIONS_PER_NANO = 4.294967296;

    private SenderReports() {}

    /**
     * Returns a sender report (section 6.4.1) and the source's CNAME (section 6.5.1).
     *
     * @param wallTime the moment that {@code rtpTimestamp} stands for
     * @param packets RTP packets sent so far
     * @param octets bytes of payload sent so far
     */
    static RtpPacket report(int ssrc, Instant wallTime, int rtpTimestamp, int packets, int octets) {
        byte[] compound = new byte[COMPOUND_BYTES];
        write(ByteBuffer.wrap(compound), ssrc, wallTime, rtpTimestamp, packets, octets);
        return new RtpPacket(compound);
    }

    /** Returns the same with BYE behind it (section 6.6). */
    static RtpPacket goodbye(int ssrc, Instant wallTime, int rtpTimestamp, int packets, int octets) {
        byte[] compound = new byte[COMPOUND_BYTES + 2 * Integer.BYTES];
        ByteBuffer out = ByteBuffer.wrap(compound);
        write(out, ssrc, wallTime, rtpTimestamp, packets, octets);
        header(out, 1, GOODBYE, 1);
        out.putInt(ssrc);
        return new RtpPacket(compound);
    }

    private static void write(ByteBuffer out, int ssrc, Instant wallTime, int rtpTimestamp, int packets, int octets) {
        header(out, 0, SENDER_REPORT, REPORT_WORDS - 1);
        out.putInt(ssrc);
        out.putInt((int) (wallTime.getEpochSecond() + NTP_OFFSET_S));
        out.putInt((int) (long) (wallTime.getNano() * NTP_FRACTIONS_PER_NANO));
        out.putInt(rtpTimestamp).putInt(packets).putInt(octets);
        header(out, 1, SOURCE_DESCRIPTION, CHUNK_WORDS);
        out.putInt(ssrc).put((byte) CNAME).put((byte) NAME.length).put(NAME);
        out.position(COMPOUND_BYTES);
    }

    private static void header(ByteBuffer out, int count, int type, int wordsAfterThis) {
        out.put((byte) (RTCP_VERSION | count)).put((byte) type).putShort((short) wordsAfterThis);
    }
}
