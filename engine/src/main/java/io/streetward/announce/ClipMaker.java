package io.streetward.announce;

import io.streetward.announce.ClipSource.Recorded;
import io.streetward.announce.ClipSource.Spoken;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes clips and keeps them, in memory and on disk: a recording first, else a synthetic voice. From any thread. */
public final class ClipMaker {
    /** Sound longer than this is no announcement. */
    public static final Duration LONGEST = Duration.ofMinutes(3);

    private static final long MAX_FILE_BYTES = 64L << 20;
    private static final Logger log = LoggerFactory.getLogger(ClipMaker.class);

    private final EspeakVoice voice;
    private final Pronunciation pronunciation;
    private final ClipStudio studio;
    private final ClipCache cache;
    private final @Nullable ClipShelf shelf;

    /** A maker at the default loudness, with our pronunciations, that keeps clips in memory only. */
    public ClipMaker(EspeakVoice voice, ClipCache cache) {
        this(voice, new Pronunciation(Map.of()), ClipDynamics.DEFAULT_LUFS, cache, null);
    }

    /**
     * A maker.
     *
     * @param lufs integrated loudness of the words, LUFS
     * @param shelf keeps clips beyond this process; null: nothing does
     */
    public ClipMaker(
            EspeakVoice voice, Pronunciation pronunciation, double lufs, ClipCache cache, @Nullable ClipShelf shelf) {
        this.voice = voice;
        this.pronunciation = pronunciation;
        this.studio = new ClipStudio(lufs, LONGEST);
        this.cache = cache;
        this.shelf = shelf;
    }

    /** The clip, if it is in memory: costs a hash of the text or a look at the file's attributes, so it may be asked anywhere. */
    public Optional<Clip> cached(ClipSource source, ClipForm form) {
        try {
            return cache.get(key(source, form));
        } catch (IOException | ClipException e) {
            return Optional.empty(); // the file is away: making the clip says so, or finds another way
        }
    }

    /**
     * The clip, made now if need be: milliseconds for a recording, some 100 ms for speech, and it may wait for the disk.
     *
     * @throws ClipException when neither the recording nor the voice gives sound; names the announcement
     */
    public Clip make(ClipSource source, ClipForm form) throws ClipException {
        try {
            return source instanceof Recorded recorded ? recordedOrSpoken(recorded, form) : kept(source, form);
        } catch (ClipException e) {
            String key = source.manner().key();
            throw key.isEmpty() ? e : new ClipException("announcements." + key + ": " + e.getMessage(), e);
        }
    }

    private Clip recordedOrSpoken(Recorded recorded, ClipForm form) throws ClipException {
        try {
            return kept(recorded, form);
        } catch (ClipException e) {
            if (recorded.otherwise().isEmpty()) {
                throw e;
            }
            log.warn("{}; speaking the words instead", e.getMessage());
            return kept(recorded.otherwise().get(), form);
        }
    }

    private Clip kept(ClipSource source, ClipForm form) throws ClipException {
        String key;
        try {
            key = key(source, form);
        } catch (IOException e) {
            return fresh(source, form); // says what is wrong with the file
        }
        Optional<Clip> inMemory = cache.get(key);
        if (inMemory.isPresent()) {
            return inMemory.get();
        }
        Optional<Clip> onDisk = shelf == null ? Optional.empty() : shelf.get(key);
        Clip clip = onDisk.isPresent() ? onDisk.get() : fresh(source, form);
        cache.put(key, clip);
        if (shelf != null) {
            shelf.put(key, clip);
        }
        return clip;
    }

    private Clip fresh(ClipSource source, ClipForm form) throws ClipException {
        String name = source instanceof Recorded recorded
                ? "announcement clip " + recorded.file()
                : "speech of voice \"" + ((Spoken) source).voice().name() + "\"";
        byte[] file = source instanceof Recorded recorded ? read(recorded.file(), name) : speak((Spoken) source);
        try {
            return studio.finish(file, form, source.manner().gong());
        } catch (ClipException e) {
            throw new ClipException(name + ": " + e.getMessage(), e);
        }
    }

    private byte[] speak(Spoken spoken) throws ClipException {
        return voice.speak(new Spoken(pronunciation.written(spoken.text(), spoken.voice()), spoken.voice()));
    }

    private static byte[] read(Path file, String name) throws ClipException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ClipException(name + ": larger than " + (MAX_FILE_BYTES >> 20) + " MiB, no announcement");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ClipException(name + ": no such file; record it there, or let the text be spoken", e);
        } catch (IOException e) {
            throw new ClipException(name + ": cannot be read (" + e + ")", e);
        }
    }

    /**
     * Tells apart what sounds different. Speech counts as the same while what the voice is given is: a corrected
     * pronunciation makes another clip. A file counts as the same while its path, size and time of change are: reading it
     * through for each announcement would cost the disk on the way to the first packet.
     */
    private String key(ClipSource source, ClipForm form) throws IOException, ClipException {
        String how = studio.recipe() + ", " + form + ", gong " + source.manner().gong();
        if (source instanceof Recorded recorded) {
            Path path = recorded.file().toAbsolutePath().normalize();
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return hash("file", path, file.size(), file.lastModifiedTime(), how);
        }
        Spoken spoken = (Spoken) source;
        String written = pronunciation.written(spoken.text(), spoken.voice());
        return hash("speech", written, spoken.voice(), how);
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
