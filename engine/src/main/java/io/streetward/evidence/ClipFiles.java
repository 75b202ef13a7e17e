package io.streetward.evidence;

import io.streetward.cases.EvidenceItem;
import io.streetward.cases.Moment;
import io.streetward.codec.Mp4Remuxer;
import io.streetward.codec.Mp4Summary;
import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The MP4 files of one clip: one, or one for each format the camera had meanwhile. Each gets its name only once it is
 * whole and synced.
 */
final class ClipFiles implements PacketConsumer, AutoCloseable {
    /** A longer step between two pictures is no frame rate but a hole. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

    /** In the sentence about a hole: what a reader of notes knows it by. */
    static final String HOLE = " has no picture for ";

    private final Path folder;
    private final ClipWindow window;
    private final List<EvidenceItem> items = new ArrayList<>();
    private final List<String> holes = new ArrayList<>();
    private @Nullable Mp4Remuxer remuxer;
    private @Nullable EncodedPacket previous;
    private long previousSequence;
    private @Nullable MediaTime firstPts;
    private int part;

    ClipFiles(Path folder, ClipWindow window) {
        this.folder = folder;
        this.window = window;
    }

    @Override
    public boolean accept(long sequence, EncodedPacket packet) throws IOException {
        noteHole(sequence, packet);
        Mp4Remuxer open = remuxer;
        if (open == null || !open.accepts(packet)) {
            finishPart();
            part++;
            open = new Mp4Remuxer(DurableFiles.partOf(target()));
            remuxer = open;
        }
        if (firstPts == null) {
            firstPts = packet.pts();
        }
        open.write(packet);
        previous = packet;
        previousSequence = sequence;
        return true;
    }

    /** Finishes the last file; {@code notes} gains a sentence for what is missing. */
    List<EvidenceItem> finish(List<String> notes) throws IOException {
        finishPart();
        if (items.isEmpty()) {
            throw new IOException("nothing of it was recorded");
        }
        MediaTime first = firstPts;
        if (first != null && first.isAfter(window.from())) {
            notes.add("%s begins %.1f s later than asked: nothing older was held"
                    .formatted(window.fileName(), first.since(window.from()).toMillis() / 1e3));
        }
        notes.addAll(holes);
        return List.copyOf(items);
    }

    /** Gives up a file that was not finished. */
    @Override
    public void close() throws IOException {
        Mp4Remuxer open = remuxer;
        if (open != null) {
            remuxer = null;
            open.close();
            Files.deleteIfExists(DurableFiles.partOf(target()));
        }
    }

    private void noteHole(long sequence, EncodedPacket packet) {
        EncodedPacket before = previous;
        if (before == null) {
            return;
        }
        Duration step = packet.dts().since(before.dts());
        if (sequence != previousSequence + 1 || step.compareTo(LONGEST_STEP) > 0) {
            holes.add(String.format(
                    Locale.ROOT,
                    "%s%s%.1f s after %s",
                    window.fileName(),
                    HOLE,
                    step.toMillis() / 1e3,
                    before.receivedAt()));
        }
    }

    private void finishPart() throws IOException {
        Mp4Remuxer open = remuxer;
        if (open == null) {
            return;
        }
        Mp4Summary summary = open.finish();
        remuxer = null;
        Path target = target();
        DurableFiles.publish(DurableFiles.partOf(target), target);
        items.add(new EvidenceItem(
                window.role(),
                target.getFileName().toString(),
                DurableFiles.sha256(target),
                Files.size(target),
                new Moment(summary.firstPts(), summary.firstReceivedAt()),
                new Moment(summary.lastPts(), summary.lastReceivedAt()),
                noteOf(summary)));
    }

    private static String noteOf(Mp4Summary summary) {
        List<String> notes = new ArrayList<>();
        if (summary.skippedPackets() > 0) {
            notes.add(summary.skippedPackets() + " undecodable access units at its start left out");
        }
        if (summary.repairedTimestamps() > 0) {
            notes.add(summary.repairedTimestamps() + " timestamps ran backwards and were moved on");
        }
        return String.join("; ", notes);
    }

    private Path target() {
        String name = window.fileName();
        return folder.resolve(part <= 1 ? name : name.replace(".mp4", "-part-" + part + ".mp4"));
    }
}
