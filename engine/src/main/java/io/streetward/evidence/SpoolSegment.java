package io.streetward.evidence;

import io.streetward.media.EncodedPacket;
import io.streetward.media.MediaTime;
import io.streetward.media.StreamId;
import io.streetward.media.VideoCodec;
import io.streetward.media.VideoFormat;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive access units of one format in one file, beginning with a keyframe; only ever appended to.
 *
 * <p>The file is read back after a crash up to the last whole record: each carries its length and a CRC-32C (RFC 3720).
 * Its own format, because a container would lose the arrival time of each packet or need an end that a killed process
 * never wrote. Big-endian:
 *
 * <pre>
 * header  "SWS1"  firstSequence:8  camera:utf  codec:utf  width:4  height:4  extradata:4+n
 * record  length:4  pts:8  dts:8  duration:8  receivedAt:8  key:1  payload:length  crc32c:4     times in µs
 * </pre>
 */
final class SpoolSegment {
    private static final int MAGIC = 0x53575331;
    private static final int RECORD_HEAD_BYTES = 4 + 4 * 8 + 1;
    private static final int CRC_BYTES = 4;
    private static final int MAX_PAYLOAD_BYTES = 64 << 20;

    private final Path file;
    private final StreamId stream;
    private final VideoFormat format;
    private final long firstSequence;
    private @Nullable FileChannel channel;
    private long nextSequence;
    private long sizeBytes;

    private SpoolSegment(Path file, StreamId stream, VideoFormat format, long firstSequence) {
        this.file = file;
        this.stream = stream;
        this.format = format;
        this.firstSequence = firstSequence;
        this.nextSequence = firstSequence;
    }

    /** Begins a segment for {@code keyframe}, which is not yet appended. */
    static SpoolSegment create(Path folder, long firstSequence, EncodedPacket keyframe) throws IOException {
        Path file = folder.resolve("%020d.spool".formatted(firstSequence));
        SpoolSegment segment = new SpoolSegment(file, keyframe.stream(), keyframe.format(), firstSequence);
        Files.deleteIfExists(file);
        segment.append(segment.header());
        return segment;
    }

    /** Reopens a segment that an earlier run left; its last record may be torn. */
    static SpoolSegment reopen(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            SpoolSegment segment = readHeader(file, in);
            segment.sizeBytes = Files.size(file);
            while (segment.readRecord(in) != null) {
                segment.nextSequence++;
            }
            return segment;
        }
    }

    long firstSequence() {
        return firstSequence;
    }

    /** Sequence number after the last access unit. */
    long nextSequence() {
        return nextSequence;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Whether {@code packet} may follow here. */
    boolean takes(long sequence, EncodedPacket packet) {
        return sequence == nextSequence && packet.format().equals(format);
    }

    void append(EncodedPacket packet) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(RECORD_HEAD_BYTES + packet.sizeBytes() + CRC_BYTES);
        record.putInt(packet.sizeBytes())
                .putLong(packet.pts().micros())
                .putLong(packet.dts().micros())
                .putLong(packet.duration().toNanos() / 1_000)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, packet.receivedAt()))
                .put((byte) (packet.keyframe() ? 1 : 0));
        packet.copyTo(record);
        record.putInt(crc(record.duplicate().flip()));
        append(record.flip());
        nextSequence++;
    }

    /** Calls {@code sink} with the access units from {@code fromSequence} on, before {@code endSequence}. */
    void read(long fromSequence, long endSequence, PacketConsumer sink) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            readHeader(file, in);
            long end = Math.min(endSequence, nextSequence);
            for (long sequence = firstSequence; sequence < end; sequence++) {
                EncodedPacket packet = readRecord(in);
                if (packet == null) {
                    throw new IOException("spool " + file + " is damaged after " + (sequence - firstSequence) + " of "
                            + (nextSequence - firstSequence) + " access units");
                }
                if (sequence >= fromSequence && !sink.accept(sequence, packet)) {
                    return;
                }
            }
        }
    }

    void sync() throws IOException {
        if (channel != null) {
            channel.force(false);
        }
    }

    /** Syncs and closes the file; a later append opens it again. */
    void seal() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try (open) {
                open.force(false);
            }
        }
    }

    void delete() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
        Files.deleteIfExists(file);
    }

    private void append(ByteBuffer bytes) throws IOException {
        FileChannel open = channel;
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            open.position(sizeBytes);
            channel = open;
        }
        long start = sizeBytes;
        try {
            while (bytes.hasRemaining()) {
                sizeBytes += open.write(bytes);
            }
        } catch (IOException e) {
            open.truncate(
                    start); // also moves the position; a full disk must not leave half a record before the next whole
            // one
            sizeBytes = start;
            throw new IOException("cannot write to spool " + file + ": " + e.getMessage(), e);
        }
    }

    private ByteBuffer header() {
        byte[] camera = stream.value().getBytes(StandardCharsets.UTF_8);
        byte[] codec = format.codec().name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer extradata = format.extradata();
        return ByteBuffer.allocate(4 + 8 + 2 + camera.length + 2 + codec.length + 12 + extradata.remaining())
                .putInt(MAGIC)
                .putLong(firstSequence)
                .putShort((short) camera.length)
                .put(camera)
                .putShort((short) codec.length)
                .put(codec)
                .putInt(format.widthPx())
                .putInt(format.heightPx())
                .putInt(extradata.remaining())
                .put(extradata)
                .flip();
    }

    private static SpoolSegment readHeader(Path file, DataInputStream in) throws IOException {
        try {
            if (in.readInt() != MAGIC) {
                throw new IOException(file + " is no spool file of this version");
            }
            long firstSequence = in.readLong();
            StreamId stream = new StreamId(in.readUTF());
            VideoCodec codec = VideoCodec.valueOf(in.readUTF());
            int widthPx = in.readInt();
            int heightPx = in.readInt();
            int extradataBytes = in.readInt();
            byte[] extradata = in.readNBytes(Math.min(extradataBytes, MAX_PAYLOAD_BYTES));
            VideoFormat format = new VideoFormat(codec, widthPx, heightPx, ByteBuffer.wrap(extradata));
            return new SpoolSegment(file, stream, format, firstSequence);
        } catch (EOFException | IllegalArgumentException e) {
            throw new IOException(file + " has a damaged header", e);
        }
    }

    /** The next access unit; null at the end or at a record that is not whole. */
    private @Nullable EncodedPacket readRecord(DataInputStream in) throws IOException {
        byte[] head = in.readNBytes(RECORD_HEAD_BYTES);
        if (head.length < RECORD_HEAD_BYTES) {
            return null;
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        int length = fields.getInt();
        if (length < 0 || length > MAX_PAYLOAD_BYTES) {
            return null;
        }
        byte[] rest = in.readNBytes(length + CRC_BYTES);
        if (rest.length < length + CRC_BYTES) {
            return null;
        }
        CRC32C crc = new CRC32C();
        crc.update(head);
        crc.update(rest, 0, length);
        if ((int) crc.getValue() != ByteBuffer.wrap(rest, length, CRC_BYTES).getInt()) {
            return null;
        }
        MediaTime pts = new MediaTime(fields.getLong());
        MediaTime dts = new MediaTime(fields.getLong());
        Duration duration = Duration.ofNanos(fields.getLong() * 1_000);
        Instant receivedAt = Instant.EPOCH.plus(fields.getLong(), ChronoUnit.MICROS);
        byte[] payload = Arrays.copyOf(rest, length);
        return new EncodedPacket(stream, format, pts, dts, duration, fields.get() == 1, receivedAt, payload);
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
