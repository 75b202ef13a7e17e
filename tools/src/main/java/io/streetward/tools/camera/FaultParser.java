package io.streetward.tools.camera;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads faults from the command line: {@code NAME[=ARGUMENT,...][@START][+LENGTH]}, such as {@code loss=5%@20s+1m}.
 *
 * <p>Times are a number and {@code ms}, {@code s}, {@code m} or {@code h}. Without a start a fault begins with the camera,
 * without a length it lasts.
 */
final class FaultParser {
    /** What can be written, a line each, for help and error messages; percent signs are doubled, as picocli wants them. */
    static final String GRAMMAR = """
              absent                       port closed, connections cut
              restart                      the same; afterwards another SSRC and timestamps
              silent=accept|describe|setup|play|media
                                           hangs there: accepts and says nothing, does not
                                           answer, or answers PLAY and sends no media
              stall                        cut in mid NAL unit, connection left open
              reset[=mid-frame]            TCP reset of all connections
              password[=keep|cut]          another password; those who play stay, or are cut
              loss=5%%[,SEED]               UDP: RTP packets lost
              reorder=2%%[,PLACES[,SEED]]   UDP: RTP packets overtaken
              jitter=80ms[,SEED]           UDP: RTP packets up to that late, in order
              jump=10s | jump=-10s         RTP timestamps jump
              clip=[STREAM:]FILE[,in-band] another file: cuts clients off for another SDP,
                                           or goes on within the sessions
              no-keyframes                 only P and B pictures are sent
              frozen                       picture stands still, time goes on
              black                        black picture (H.264)
              garbage=frames|payload|answers[,SEED]
                                           between interleaved frames, in RTP payloads, or
                                           instead of RTSP answers
              clock=90s | clock=-90s       sender reports tell a wrong time
              no-reports                   no sender reports\
            """;

    private static final Pattern FAULT = Pattern.compile("([a-z-]+)(?:=(.*?))?(?:@([^@+=]+?))?(?:\\+([^@+=]+))?");
    private static final Pattern TIME = Pattern.compile("(-?)(\\d{1,9})(ms|s|m|h)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final double PERCENT_PER_SHARE = 100;
    private static final int DEFAULT_PLACES = 3;
    private static final int PASSWORD_BYTES = 12;

    private final List<CameraStream> streams;
    private final @Nullable CameraCredentials usual;

    /**
     * Reads faults for a camera.
     *
     * @param usual what clients must show before its password changes, or null
     */
    FaultParser(List<CameraStream> streams, @Nullable CameraCredentials usual) {
        this.streams = streams;
        this.usual = usual;
    }

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException with the text, what is wrong with it, and what was expected
     */
    ScheduledFault parse(String text) {
        Matcher matcher = FAULT.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text, "expected NAME[=ARGUMENT,...][@START][+LENGTH], such as stall@20s+10s");
        }
        try {
            String start = matcher.group(3);
            String length = matcher.group(4);
            String argument = matcher.group(2);
            Fault fault = fault(matcher.group(1), argument == null ? "" : argument);
            if (length != null && fault.momentary()) {
                throw new IllegalArgumentException("it is over as soon as it has happened, and has no length");
            }
            return new ScheduledFault(
                    start == null ? Duration.ZERO : time(start), length == null ? null : time(length), fault);
        } catch (IllegalArgumentException e) {
            throw wrong(text, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException("fault '" + text + "': " + what);
    }

    private Fault fault(String name, String argument) {
        String[] values = argument.split(",", -1);
        return switch (name) {
            case "absent" -> plain(argument, new Fault.Absent());
            case "restart" -> plain(argument, new Fault.Restart());
            case "silent" -> new Fault.Silent(choice(Fault.Moment.class, values[0]));
            case "stall" -> plain(argument, new Fault.Stall());
            case "reset" -> new Fault.Reset(isSaid(argument, "mid-frame", ""));
            case "password" -> new Fault.PasswordChange(otherCredentials(), isSaid(argument, "cut", "keep"));
            case "loss" -> new Fault.Loss(share(values[0]), whole(values, 1, 0));
            case "reorder" ->
                new Fault.Reorder(share(values[0]), (int) whole(values, 1, DEFAULT_PLACES), whole(values, 2, 0));
            case "jitter" -> new Fault.Jitter(time(values[0]), whole(values, 1, 0));
            case "jump" -> new Fault.TimestampJump(time(argument));
            case "clip" -> clip(argument);
            case "no-keyframes" -> plain(argument, new Fault.NoKeyframes());
            case "frozen" -> plain(argument, new Fault.FrozenPicture());
            case "black" -> plain(argument, new Fault.BlackPicture());
            case "garbage" -> new Fault.Garbage(choice(Fault.Place.class, values[0]), whole(values, 1, 0));
            case "clock" -> new Fault.ClockOffset(time(argument));
            case "no-reports" -> plain(argument, new Fault.NoSenderReports());
            default ->
                throw new IllegalArgumentException(
                        "there is no such fault; expected one of\n" + GRAMMAR.replace("%%", "%"));
        };
    }

    private static Fault plain(String argument, Fault fault) {
        if (!argument.isEmpty()) {
            throw new IllegalArgumentException("'" + argument + "': it takes no argument");
        }
        return fault;
    }

    private static <E extends Enum<E>> E choice(Class<E> of, String value) {
        for (E each : of.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        throw new IllegalArgumentException("'" + value + "': expected one of "
                + Arrays.toString(of.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    /** Tells whether the first of two words is there; the second, or nothing, is the other case. */
    private static boolean isSaid(String argument, String yes, String no) {
        if (argument.equals(yes)) {
            return true;
        }
        if (argument.isEmpty() || argument.equals(no)) {
            return false;
        }
        throw new IllegalArgumentException("'" + argument + "': expected " + yes + (no.isEmpty() ? "" : " or " + no));
    }

    /** Returns the usual user with a password that nobody knows. */
    private CameraCredentials otherCredentials() {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return new CameraCredentials(
                usual == null ? "admin" : usual.user(), HexFormat.of().formatHex(password));
    }

    private Fault clip(String argument) {
        boolean inBand = argument.endsWith(",in-band");
        String target = inBand ? argument.substring(0, argument.lastIndexOf(',')) : argument;
        for (CameraStream stream : streams) {
            if (target.startsWith(stream.path() + ":")) {
                String file = target.substring(stream.path().length() + 1);
                return new Fault.ClipChange(stream.path(), Path.of(file), inBand);
            }
        }
        if (target.isEmpty()) {
            throw new IllegalArgumentException("expected a video file, as in clip=other.mp4");
        }
        if (streams.size() != 1) {
            throw new IllegalArgumentException("which stream? Expected clip=STREAM:FILE with one of "
                    + streams.stream().map(CameraStream::path).toList());
        }
        return new Fault.ClipChange(streams.get(0).path(), Path.of(target), inBand);
    }

    /** Reads a time, such as {@code 1500ms}, {@code 20s}, {@code 5m}, {@code 1h}, with a sign where that makes sense. */
    static Duration time(String text) {
        Matcher matcher = TIME.matcher(text.startsWith("+") ? text.substring(1) : text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time: expected one such as 500ms, 20s, 5m or 1h");
        }
        long number = Long.parseLong(matcher.group(2));
        Duration time = switch (matcher.group(3)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return matcher.group(1).isEmpty() ? time : time.negated();
    }

    private static double share(String text) {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no share: expected a percentage such as 5%");
        }
        return Double.parseDouble(matcher.group(1)) / PERCENT_PER_SHARE;
    }

    private static long whole(String[] values, int index, long otherwise) {
        if (values.length <= index) {
            return otherwise;
        }
        try {
            return Long.parseLong(values[index]);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + values[index] + "': expected a whole number", e);
        }
    }
}
