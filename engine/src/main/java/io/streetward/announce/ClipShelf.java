package io.streetward.announce;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finished clips on disk, so that a restart speaks at once and with the very same sound, even where espeak-ng has gone. WAV
 * files, named by what they were made from and by what they hold: {@code KEY-SHA256.wav}.
 *
 * <p>Each is written beside its place, forced to disk and moved there in one step, so that a crash leaves a whole clip or
 * none; one whose samples do not match its name is removed and made anew. Bounded in bytes; the one that has not been asked
 * for the longest goes first. A disk that fails costs the shelf, never an announcement. From any thread.
 */
public final class ClipShelf {
    /** Some 70 minutes of telephone-quality sound. */
    public static final long DEFAULT_MAX_BYTES = 64L << 20;

    private static final String UNFINISHED = ".part";
    private static final int LONGEST_HEADER_BYTES = 4_096;
    private static final int KEY_LENGTH = 64;
    private static final Logger log = LoggerFactory.getLogger(ClipShelf.class);

    private final Path folder;
    private final long maxBytes;
    private final Map<String, Kept> files = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    private record Kept(Path file, long bytes) {}

    /**
     * What lies in the folder, which is made if need be.
     *
     * @throws IOException when the folder cannot be made or read
     */
    public ClipShelf(Path folder, long maxBytes) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        Files.createDirectories(folder);
        try (Stream<Path> found = Files.list(folder)) {
            found.sorted(Comparator.comparing(ClipShelf::changed)).forEach(this::take);
        }
        makeRoom();
    }

    synchronized Optional<Clip> get(String key) {
        Kept kept = files.get(key);
        if (kept == null) {
            return Optional.empty();
        }
        Path file = kept.file();
        try {
            Clip clip = read(file);
            if (!nameOf(key, clip).equals(file.getFileName().toString())) {
                throw new IOException("not the sound that its name says");
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(clip);
        } catch (IOException e) {
            log.warn("cached clip {} is damaged and will be made anew: {}", file, e.getMessage());
            remove(files.remove(key));
            return Optional.empty();
        }
    }

    synchronized void put(String key, Clip clip) {
        if (files.containsKey(key)) {
            return;
        }
        Path file = folder.resolve(nameOf(key, clip));
        Path unfinished = folder.resolve(key + UNFINISHED);
        try {
            Files.write(unfinished, wav(clip));
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            take(file);
            makeRoom();
        } catch (IOException e) {
            log.warn("announcement clips cannot be kept in {}: {}", folder, e.toString());
            delete(unfinished);
        }
    }

    /** Bytes on disk, in blocks as a file system counts. */
    public synchronized long sizeBytes() {
        return bytes;
    }

    private void take(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(UNFINISHED)) {
            delete(file); // left by a crash
        } else if (name.endsWith(".wav") && name.length() > KEY_LENGTH) {
            Kept kept = new Kept(file, size(file));
            bytes += kept.bytes();
            remove(files.put(name.substring(0, KEY_LENGTH), kept));
        }
    }

    private void makeRoom() {
        Iterator<Kept> oldest = files.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Kept kept = oldest.next();
            oldest.remove();
            remove(kept);
        }
    }

    private void remove(@Nullable Kept kept) {
        if (kept != null) {
            bytes -= kept.bytes();
            delete(kept.file());
        }
    }

    private static String nameOf(String key, Clip clip) {
        return key + "-" + clip.sha256().substring(0, 16) + ".wav";
    }

    private static Clip read(Path file) throws IOException {
        try (AudioInputStream sound =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            byte[] pcm = sound.readAllBytes();
            short[] samples = new short[pcm.length / 2];
            ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
            return new Clip(Math.round(sound.getFormat().getSampleRate()), samples);
        } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
            throw new IOException("no WAV file", e);
        }
    }

    private static byte[] wav(Clip clip) throws IOException {
        short[] samples = clip.samples();
        ByteBuffer pcm = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(samples);
        AudioFormat format = new AudioFormat(clip.sampleRateHz(), 16, 1, true, false);
        ByteArrayOutputStream wav = new ByteArrayOutputStream(pcm.capacity() + LONGEST_HEADER_BYTES);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples.length),
                AudioFileFormat.Type.WAVE,
                wav);
        return wav.toByteArray();
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path file) {
        try {
            return (Files.size(file) + 4_095) / 4_096 * 4_096;
        } catch (IOException e) {
            return 0;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("{} cannot be removed", file, e);
        }
    }
}
