package io.streetward.tools.camera;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Something that goes wrong with a camera, its clock or the network before it.
 *
 * <p>Most faults last until they are ended; {@link Reset} and {@link TimestampJump} are over as soon as they have
 * happened. One fault of a kind is in force at a time: a second one replaces the first. Shares are 0 to 1, and seeds make
 * the same choices for every client, counted from its first packet under the fault.
 */
public sealed interface Fault {

    /** The camera is gone: its port is closed and its connections with it, until the fault ends. */
    record Absent() implements Fault {}

    /**
     * The camera starts anew: like {@link Absent} while it is down, and afterwards all sessions are forgotten and RTP has
     * another SSRC, sequence number and timestamp.
     */
    record Restart() implements Fault {}

    /**
     * The camera accepts connections and then hangs; a connection that has met this stays silent for good.
     *
     * @param from first thing that is not answered any more
     */
    record Silent(Moment from) implements Fault {}

    /** Where in RTSP's exchange a camera falls silent. */
    enum Moment {
        /** TCP connections are accepted, and nothing is ever said on them, not even TLS. */
        ACCEPT,
        /** DESCRIBE and all after it go unanswered. */
        DESCRIBE,
        /** SETUP and all after it go unanswered. */
        SETUP,
        /** PLAY and all after it go unanswered. */
        PLAY,
        /** PLAY is answered, but no media follows. */
        MEDIA
    }

    /**
     * The line stands still: over TCP the next packet is cut in the middle of a NAL unit and nothing follows on the open
     * connection; over UDP nothing is sent. Afterwards the cut packet is completed, and pictures go on with a keyframe.
     */
    record Stall() implements Fault {}

    /**
     * Every connection is reset (TCP RST); clients may come back at once.
     *
     * @param midFrame whether half of the next packet is sent first, to each client that plays over TCP
     */
    record Reset(boolean midFrame) implements Fault {}

    /**
     * The camera's password is another one: 401 for those who come with the old one.
     *
     * @param credentials what is asked for from now on
     * @param cutsSessions whether clients that are playing are cut off, or told so at their next request only
     */
    record PasswordChange(CameraCredentials credentials, boolean cutsSessions) implements Fault {}

    /** UDP media is lost: RTP packets, each by itself. */
    record Loss(double share, long seed) implements Fault {
        /** Checks the share. */
        public Loss {
            requireShare(share);
        }
    }

    /**
     * UDP media arrives out of order.
     *
     * @param share of RTP packets that are overtaken
     * @param places how many packets pass such a one
     */
    record Reorder(double share, int places, long seed) implements Fault {
        /** Checks share and places. */
        public Reorder {
            requireShare(share);
            if (places < 1) {
                throw new IllegalArgumentException("reordering by " + places + " places: expected 1 or more");
            }
        }
    }

    /**
     * UDP media is late by a random time that changes now and then, in order.
     *
     * @param max longest delay, each being equally likely; also how long one lasts
     */
    record Jitter(Duration max, long seed) implements Fault {
        /** Checks the delay. */
        public Jitter {
            if (max.isNegative() || max.isZero()) {
                throw new IllegalArgumentException("jitter of " + max + ": expected a time above 0");
            }
        }
    }

    /**
     * RTP timestamps jump, forwards or backwards, and go on from there; sender reports agree with the new ones from the
     * next one on.
     */
    record TimestampJump(Duration by) implements Fault {}

    /**
     * A stream shows another file, of another resolution or codec if need be; its first one again when the fault ends.
     *
     * @param path path of the stream
     * @param file video file
     * @param inBand true to go on in the same sessions, parameter sets in the stream only (the codec must be the same);
     *     false to cut the clients off: the next connection finds another session description
     */
    record ClipChange(String path, Path file, boolean inBand) implements Fault {}

    /**
     * Only P and B pictures are sent, as by a camera with an endless group of pictures: clients that join are not kept
     * waiting for a keyframe but get pictures they cannot decode, and those who were watching see the damage.
     */
    record NoKeyframes() implements Fault {}

    /**
     * The picture stands still while time goes on, in a valid stream: the last keyframe's, sent again whenever one is due,
     * with pictures between that change nothing (H.264) or the keyframe itself (H.265, interlaced H.264).
     */
    record FrozenPicture() implements Fault {}

    /** The picture is black, of the same size, in a valid stream; for 8-bit progressive 4:2:0 H.264 only. */
    record BlackPicture() implements Fault {}

    /** Random bytes where something else is expected. */
    record Garbage(Place place, long seed) implements Fault {}

    /** Where garbage stands. */
    enum Place {
        /** Between interleaved frames, on one write in eight. */
        FRAMES,
        /** In place of the payload of one RTP packet in ten. */
        PAYLOAD,
        /** In place of the answers to RTSP requests. */
        ANSWERS
    }

    /**
     * The camera's clock is wrong: sender reports tell the time plus this.
     *
     * @param offset positive when the camera is ahead
     */
    record ClockOffset(Duration offset) implements Fault {}

    /** RTCP sender reports are not sent at all. */
    record NoSenderReports() implements Fault {}

    /** Tells whether it is over as soon as it has happened. */
    default boolean momentary() {
        return this instanceof Reset || this instanceof TimestampJump;
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a share of %s: expected above 0 and up to 1 (100 %%)", share));
        }
    }
}
