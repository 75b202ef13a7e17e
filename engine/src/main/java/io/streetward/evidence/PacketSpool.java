package io.streetward.evidence;

import io.streetward.media.EncodedPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The access units of one camera that some recording may need, on disk, each once however many recordings want it.
 *
 * <p>Addressed by their number in the camera's ring. Kept in segments of a few seconds, so that what nobody needs any more
 * can be given back. For one thread at a time.
 */
final class PacketSpool implements AutoCloseable {
    /** Small enough to give back soon, large enough for a handful of files per clip. */
    private static final long SEGMENT_BYTES = 4L << 20;

    private final Path folder;
    private final List<SpoolSegment> segments = new ArrayList<>(); // by firstSequence
    private @Nullable SpoolSegment current;

    private PacketSpool(Path folder) {
        this.folder = folder;
    }

    /** An empty spool; its folder is made with the first access unit. */
    static PacketSpool create(Path folder) {
        return new PacketSpool(folder);
    }

    /** A spool that an earlier run left, for reading. Files that cannot be read are left out. */
    static PacketSpool reopen(Path folder, Predicate<IOException> onUnreadable) throws IOException {
        PacketSpool spool = new PacketSpool(folder);
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(file -> file.toString().endsWith(".spool"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try {
                spool.segments.add(SpoolSegment.reopen(file));
            } catch (IOException e) {
                if (!onUnreadable.test(e)) {
                    throw e;
                }
            }
        }
        return spool;
    }

    /**
     * Keeps an access unit, if it is not kept already.
     *
     * @return false when nothing before it would decode it, so that it was left out
     */
    boolean put(long sequence, EncodedPacket packet) throws IOException {
        if (holds(sequence)) {
            return true;
        }
        SpoolSegment segment = segmentBefore(sequence, packet);
        boolean full = segment != null && packet.keyframe() && segment.sizeBytes() >= SEGMENT_BYTES;
        if (segment == null || full) {
            if (!packet.keyframe()) {
                return false;
            }
            DurableFiles.makeFolder(folder);
            segment = SpoolSegment.create(folder, sequence, packet);
            segments.add(segment);
            segments.sort(Comparator.comparingLong(SpoolSegment::firstSequence));
        }
        if (!segment.equals(current)) {
            close();
            current = segment;
        }
        segment.append(packet);
        return true;
    }

    /** Calls {@code sink} with what is kept of the numbers from {@code fromSequence} on, before {@code endSequence}. */
    void read(long fromSequence, long endSequence, PacketConsumer sink) throws IOException {
        boolean[] more = {true};
        for (SpoolSegment segment : segments) {
            if (more[0] && segment.nextSequence() > fromSequence && segment.firstSequence() < endSequence) {
                segment.read(fromSequence, endSequence, (sequence, packet) -> {
                    more[0] = sink.accept(sequence, packet);
                    return more[0];
                });
            }
        }
    }

    /** Gives back every segment that {@code needed} does not want. */
    void retain(Predicate<SpoolSegment> needed) throws IOException {
        for (Iterator<SpoolSegment> it = segments.iterator(); it.hasNext(); ) {
            SpoolSegment segment = it.next();
            if (!needed.test(segment)) {
                it.remove();
                if (segment.equals(current)) {
                    current = null;
                }
                segment.delete();
            }
        }
    }

    void sync() throws IOException {
        if (current != null) {
            current.sync();
        }
    }

    long sizeBytes() {
        return segments.stream().mapToLong(SpoolSegment::sizeBytes).sum();
    }

    /** Ends writing; the files stay. */
    @Override
    public void close() throws IOException {
        if (current != null) {
            current.seal();
            current = null;
        }
    }

    private boolean holds(long sequence) {
        for (SpoolSegment segment : segments) {
            if (sequence >= segment.firstSequence() && sequence < segment.nextSequence()) {
                return true;
            }
        }
        return false;
    }

    private @Nullable SpoolSegment segmentBefore(long sequence, EncodedPacket packet) {
        for (SpoolSegment segment : segments) {
            if (segment.takes(sequence, packet)) {
                return segment;
            }
        }
        return null;
    }
}
