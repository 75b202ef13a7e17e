package io.streetward.models.fetch;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.streetward.models.bundle.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file by HTTP, resumed where it stopped (Range and If-Range, RFC 9110, 13.1.5 and 14) and tried again while the
 * trouble may pass. As long as attempts bring bytes, it goes on.
 */
final class Download {
    private static final int BLOCK_BYTES = 1 << 16;
    /** A server whose file changes at each attempt would be asked for ever. */
    private static final int MAX_ROUNDS = 20;

    /** Negative: the policy takes its own. */
    private static final Duration OWN_BACK_OFF = Duration.ofNanos(-1);

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final WebClient web;
    private final Patience patience;
    private final FetchListener listener;
    private final URI url;
    private final String name;
    private final String sha256;
    private final PartFile part;

    Download(
            WebClient web,
            Patience patience,
            FetchListener listener,
            URI url,
            String name,
            String sha256,
            PartFile part) {
        this.web = web;
        this.patience = patience;
        this.listener = listener;
        this.url = url;
        this.name = name;
        this.sha256 = sha256;
        this.part = part;
    }

    /**
     * What an attempt ended with.
     *
     * @param resumed whether some of it came in an earlier attempt
     */
    private record Came(MessageDigest digest, boolean resumed) {}

    /** Leaves the file in its place, complete and with the right hash. */
    void run() throws FetchException, InterruptedException {
        for (int round = 1; ; round++) {
            long before = onDisk(() -> part.progress(url)).bytes();
            try {
                round();
                return;
            } catch (PassingException e) {
                long after = onDisk(() -> part.progress(url)).bytes();
                if (after <= before || round == MAX_ROUNDS) {
                    String kept = after > 0 ? "; what came is kept, run this again to go on from there" : "";
                    throw new FetchException(
                            e.getMessage() + "; gave up after " + patience.attempts() + " attempts that brought nothing"
                                    + kept,
                            e);
                }
            }
        }
    }

    /** Attempts with growing waits between them. */
    private void round() throws FetchException, InterruptedException {
        RetryPolicy<Object> policy = RetryPolicy.builder()
                .handle(PassingException.class)
                .withMaxAttempts(patience.attempts())
                .withBackoff(patience.firstWait(), patience.longestWait())
                .withJitter(0.2)
                .withDelayFnOn(context -> asked(context.getLastException()), PassingException.class)
                .onRetryScheduled(event -> listener.say(message(event.getLastException()) + "; trying again in "
                        + String.format(Locale.ROOT, "%.1f s", event.getDelay().toMillis() / 1e3)))
                .build();
        try {
            Failsafe.with(policy).run(this::attempt);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof FetchException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void attempt() throws FetchException, InterruptedException {
        PartFile.Progress here = onDisk(() -> part.progress(url));
        Came came = here.complete() ? new Came(onDisk(part::digest), true) : transfer(here);
        String found = Sha256.hex(came.digest().digest());
        if (found.equals(sha256)) {
            Disk.change(part.path(), part::finish);
            return;
        }
        discard();
        if (came.resumed()) {
            throw new PassingException(name + ": what came in several pieces has sha256 " + found + ", expected "
                    + sha256 + "; starting over");
        }
        throw new FetchException(name + ": sha256 is " + found + ", expected " + sha256 + " as the bundle says; what "
                + WebClient.shown(url) + " sends is not the file the bundle was made for; nothing of it was kept");
    }

    private Came transfer(PartFile.Progress here) throws FetchException, InterruptedException {
        HttpResponse<InputStream> response = web.get(url, range(here));
        try (InputStream body = response.body()) {
            boolean resumed = accept(response, here);
            MessageDigest digest = resumed ? onDisk(part::digest) : Sha256.digest();
            OptionalLong total = onDisk(() -> part.progress(url)).total();
            long from = resumed ? here.bytes() : 0;
            expectRoom(total, from);
            copy(body, digest, from, total);
            return new Came(digest, resumed);
        } catch (IOException e) {
            throw new PassingException(WebClient.shown(url) + ": broke off: " + WebClient.reason(e), e);
        }
    }

    private static Map<String, String> range(PartFile.Progress here) {
        if (here.bytes() == 0) {
            return Map.of();
        }
        String range = "bytes=" + here.bytes() + "-";
        return here.validator().isEmpty()
                ? Map.of("Range", range)
                : Map.of("Range", range, "If-Range", here.validator());
    }

    /** Readies the part for what is coming: true to write on at its end, false at its beginning. */
    private boolean accept(HttpResponse<InputStream> response, PartFile.Progress here) throws FetchException {
        HttpHeaders headers = response.headers();
        switch (response.statusCode()) {
            case 200 -> {
                if (here.bytes() > 0) {
                    listener.say(name + ": the server sends all of it again; starting over");
                }
                OptionalLong total = headers.firstValueAsLong("Content-Length");
                Disk.change(part.path(), () -> part.begin(url, PartFile.validator(headers), total));
                return false;
            }
            case 206 -> {
                if (!continues(headers, here)) {
                    discard();
                    throw new PassingException(name + ": the server's file is another than before; starting over");
                }
                listener.say(String.format(
                        Locale.ROOT, "%s: going on after %.1f MB that came before", name, here.bytes() / 1e6));
                return true;
            }
            case 416 -> {
                discard();
                throw new PassingException(name + ": the server's file is shorter than before; starting over");
            }
            default -> throw refused(response);
        }
    }

    private static boolean continues(HttpHeaders headers, PartFile.Progress here) {
        Matcher range =
                CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        if (!range.matches() || Long.parseLong(range.group(1)) != here.bytes()) {
            return false;
        }
        boolean sameLength = here.total().isEmpty()
                || range.group(3).equals("*")
                || Long.parseLong(range.group(3)) == here.total().getAsLong();
        String validator = PartFile.validator(headers);
        boolean sameFile = validator.isEmpty()
                || here.validator().isEmpty()
                || validator.startsWith("\"") != here.validator().startsWith("\"")
                || validator.equals(here.validator());
        return sameLength && sameFile;
    }

    private FetchException refused(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        String what = WebClient.shown(url) + ": the server answers " + status;
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            return new PassingException(what, retryAfter(response.headers()));
        }
        String why = switch (status) {
            case 401, 403 -> "; it wants a permission that this command does not have";
            case 404, 410 -> "; the file is no longer there, see whether a newer description of the bundle is";
            default -> "";
        };
        return new FetchException(what + ", expected 200 and the file" + why);
    }

    private void copy(InputStream body, MessageDigest digest, long from, OptionalLong total)
            throws FetchException, IOException {
        byte[] block = new byte[BLOCK_BYTES];
        long done = from;
        try (StallGuard guard = new StallGuard(body, patience.silence());
                OutputStream out = onDisk(part::append)) {
            for (int n = read(body, block, guard); n >= 0; n = read(body, block, guard)) {
                int bytes = n;
                Disk.change(part.path(), () -> out.write(block, 0, bytes));
                digest.update(block, 0, n);
                done += n;
                listener.progress(name, done, done - from, total);
            }
        }
    }

    private int read(InputStream body, byte[] block, StallGuard guard) throws IOException, PassingException {
        try {
            int n = body.read(block);
            guard.alive();
            if (!guard.stalled()) {
                return n;
            }
        } catch (IOException e) {
            if (!guard.stalled()) {
                throw e;
            }
        }
        throw new PassingException(WebClient.shown(url) + ": sent nothing for "
                + patience.silence().toSeconds() + " s");
    }

    private void expectRoom(OptionalLong total, long from) throws FetchException {
        if (total.isPresent()) {
            long free = onDisk(() -> Files.getFileStore(part.path()).getUsableSpace());
            long needed = total.getAsLong() - from;
            if (free < needed) {
                throw new FetchException(String.format(
                        Locale.ROOT,
                        "%s: %.1f MB more are needed and %.1f MB are free there; make room and run this again",
                        part.path(),
                        needed / 1e6,
                        free / 1e6));
            }
        }
    }

    private void discard() throws FetchException {
        Disk.change(part.path(), part::discard);
    }

    private Duration asked(@Nullable Throwable trouble) {
        Duration asked = trouble instanceof PassingException passing ? passing.retryAfter() : null;
        if (asked == null) {
            return OWN_BACK_OFF;
        }
        return asked.compareTo(patience.longestWait()) > 0 ? patience.longestWait() : asked;
    }

    private static @Nullable Duration retryAfter(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("");
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), at);
            return wait.isNegative() ? null : wait;
        } catch (DateTimeParseException e) {
            return null; // absent, or no date
        }
    }

    private static String message(@Nullable Throwable trouble) {
        return trouble == null ? "no answer" : String.valueOf(trouble.getMessage());
    }

    private <T> T onDisk(Disk.Step<T> step) throws FetchException {
        return Disk.at(part.path(), step);
    }
}
