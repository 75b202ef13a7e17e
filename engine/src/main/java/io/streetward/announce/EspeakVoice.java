package io.streetward.announce;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Speech by espeak-ng, run as a process of its own (it is GPL-3): text in at its standard input, WAV out at its standard
 * output, no shell, no files.
 */
public final class EspeakVoice {
    /** Characters it is given at most: some three minutes of speech in pinyin, six characters to a syllable. */
    public static final int MAX_TEXT_LENGTH = 6_000;

    private static final int MAX_WAV_BYTES = 16 << 20;
    private static final int MAX_ERROR_BYTES = 1_000;

    private final String program;
    private final Duration timeout;

    /**
     * A voice that starts {@code program} for each text.
     *
     * @param program a name to find on PATH, or a path
     * @param timeout after which the process is ended; speech takes it some 50 ms
     */
    public EspeakVoice(String program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    /** Runs {@code espeak-ng} from PATH and gives it 10 s. */
    public static EspeakVoice installed() {
        return new EspeakVoice("espeak-ng", Duration.ofSeconds(10));
    }

    /**
     * Speaks a text as it stands; see {@link Pronunciation} for how it should stand.
     *
     * @return a WAV file, of the voice's own sample rate, with a length field that is not to be believed (espeak-ng cannot
     *     go back to fill it in)
     * @throws ClipException when espeak-ng is not installed, does not know the voice, fails or takes too long
     */
    public byte[] speak(ClipSource.Spoken speech) throws ClipException {
        if (speech.text().isBlank() || speech.text().length() > MAX_TEXT_LENGTH) {
            throw new ClipException("announcement text of " + speech.text().length()
                    + " characters: expected some words, and " + MAX_TEXT_LENGTH + " characters at most");
        }
        Process process = start(speech.voice());
        AtomicBoolean timedOut = new AtomicBoolean();
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(
                () -> {
                    timedOut.set(true);
                    end(process);
                },
                after(timeout));
        try {
            byte[] wav = converse(process, speech.text());
            int exit = process.waitFor();
            if (timedOut.get()) {
                throw new ClipException(program + " did not speak within " + timeout.toSeconds() + " s and was ended");
            }
            if (exit != 0 || wav.length == 0) {
                throw new ClipException(program + " could not speak with voice \""
                        + speech.voice().name() + "\" (exit " + exit + ": " + firstError(process)
                        + "): espeak-ng --voices lists the voices it has");
            }
            return wav;
        } catch (IOException e) {
            String why = timedOut.get() ? "did not speak within " + timeout.toSeconds() + " s" : "failed: " + e;
            throw new ClipException(program + " " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClipException("interrupted while " + program + " spoke", e);
        } finally {
            watchdog.cancel(false);
            end(process);
        }
    }

    private Process start(Voice voice) throws ClipException {
        List<String> command = List.of(
                program,
                "-b",
                "1", // UTF-8, whatever the locale
                "-v",
                voice.espeakName(),
                "-s",
                Integer.toString(voice.wordsPerMinute()),
                "--stdin",
                "--stdout");
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new ClipException(
                    "cannot run \"" + program + "\" to speak an announcement (" + e.getMessage()
                            + "): install it (Debian, Ubuntu: apt-get install espeak-ng), or give a recorded clip instead",
                    e);
        }
    }

    /** Neither side can block the other: the text is smaller than a pipe, and so is what it may complain. */
    private byte[] converse(Process process, String text) throws IOException, ClipException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended before it read the text; its exit status and its complaint say why.
            return new byte[0];
        }
        try (InputStream out = process.getInputStream()) {
            byte[] wav = out.readNBytes(MAX_WAV_BYTES);
            if (wav.length == MAX_WAV_BYTES) {
                throw new ClipException(program + " made more than " + (MAX_WAV_BYTES >> 20)
                        + " MiB of sound: the announcement is too long");
            }
            return wav;
        }
    }

    private static String firstError(Process process) throws IOException {
        try (InputStream err = process.getErrorStream()) {
            String text = new String(err.readNBytes(MAX_ERROR_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("no message");
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Executor after(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
