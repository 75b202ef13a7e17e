package io.streetward.announce;

import io.streetward.announce.ClipSource.Recorded;
import io.streetward.announce.ClipSource.Spoken;
import io.streetward.codec.AudioClipDecoder;
import io.streetward.codec.AudioDecodeException;
import io.streetward.codec.AudioSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes clips and keeps them: a recording first, else a synthetic voice. From any thread. */
public final class ClipMaker {
    /** Sound longer than this is no announcement. */
    public static final Duration LONGEST = Duration.ofMinutes(3);

    private static final long MAX_FILE_BYTES = 64L << 20;
    private static final Logger log = LoggerFactory.getLogger(ClipMaker.class);

    private final EspeakVoice voice;
    private final ClipCache cache;

    public ClipMaker(EspeakVoice voice, ClipCache cache) {
        this.voice = voice;
        this.cache = cache;
    }

    /** The clip, if it is at hand: costs a hash of the text or a look at the file's attributes, so it may be asked anywhere. */
    public Optional<Clip> cached(ClipSource source, int sampleRateHz) {
        try {
            return cache.get(key(source, sampleRateHz));
        } catch (IOException e) {
            return Optional.empty(); // the file is away: making the clip says so, or finds another way
        }
    }

    /**
     * The clip, made now if need be: milliseconds for a recording, some 100 ms for speech, and it may wait for the disk.
     *
     * @throws ClipException when neither the recording nor the voice gives sound
     */
    public Clip make(ClipSource source, int sampleRateHz) throws ClipException {
        Optional<Clip> cached = cached(source, sampleRateHz);
        if (cached.isPresent()) {
            return cached.get();
        }
        if (source instanceof Recorded recorded) {
            return orElse(recorded, sampleRateHz);
        }
        return keep(source, sampleRateHz, speak((Spoken) source, sampleRateHz));
    }

    private Clip orElse(Recorded recorded, int sampleRateHz) throws ClipException {
        try {
            return keep(recorded, sampleRateHz, read(recorded.file(), sampleRateHz));
        } catch (ClipException e) {
            if (recorded.otherwise().isEmpty()) {
                throw e;
            }
            log.warn("{}; speaking the words instead", e.getMessage());
            return make(recorded.otherwise().get(), sampleRateHz);
        }
    }

    private Clip keep(ClipSource source, int sampleRateHz, Clip clip) {
        try {
            cache.put(key(source, sampleRateHz), clip);
        } catch (IOException e) {
            log.debug("not cached, its file has gone: {}", source, e);
        }
        return clip;
    }

    private Clip speak(Spoken spoken, int sampleRateHz) throws ClipException {
        return finish(
                voice.speak(spoken),
                sampleRateHz,
                "speech of voice \"" + spoken.voice().name() + "\"");
    }

    private static Clip read(Path file, int sampleRateHz) throws ClipException {
        String name = "announcement clip " + file;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ClipException(name + ": larger than " + (MAX_FILE_BYTES >> 20) + " MiB, no announcement");
            }
            return finish(Files.readAllBytes(file), sampleRateHz, name);
        } catch (NoSuchFileException e) {
            throw new ClipException(name + ": no such file; record it there, or let the text be spoken", e);
        } catch (IOException e) {
            throw new ClipException(name + ": cannot be read (" + e + ")", e);
        }
    }

    private static Clip finish(byte[] file, int sampleRateHz, String name) throws ClipException {
        try {
            AudioSignal signal = new AudioClipDecoder(sampleRateHz, LONGEST).decode(file);
            return ClipDynamics.finish(signal);
        } catch (AudioDecodeException | ClipException e) {
            throw new ClipException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Tells apart what sounds different. A file counts as the same while its path, size and time of change are: reading it
     * through for each announcement would cost the disk on the way to the first packet.
     */
    private static String key(ClipSource source, int sampleRateHz) throws IOException {
        if (source instanceof Recorded recorded) {
            Path path = recorded.file().toAbsolutePath().normalize();
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return hash("file", path, file.size(), file.lastModifiedTime(), sampleRateHz);
        }
        Spoken spoken = (Spoken) source;
        return hash(
                "speech", spoken.text(), spoken.voice().name(), spoken.voice().wordsPerMinute(), sampleRateHz);
    }

    private static String hash(Object... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
