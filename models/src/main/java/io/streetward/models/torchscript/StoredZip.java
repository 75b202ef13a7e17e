package io.streetward.models.torchscript;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip whose entries are stored, dated alike, and begin on 64-byte boundaries as PyTorch's own writer has them (it pads
 * with an extra field "FB"), so that the same entries give the same bytes.
 */
final class StoredZip {
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int ALIGNMENT_BYTES = 64;
    private static final int EXTRA_HEADER_BYTES = 4;
    /** Not 1980-01-01, the zip epoch: Java would add an extra field with the time zone for that. */
    private static final LocalDateTime DATE = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8);

    void add(String name, byte[] content) throws IOException {
        zip.flush();
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setTimeLocal(DATE);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        int start =
                bytes.size() + LOCAL_HEADER_BYTES + name.getBytes(StandardCharsets.UTF_8).length + EXTRA_HEADER_BYTES;
        int fill = Math.floorMod(-start, ALIGNMENT_BYTES);
        byte[] extra = new byte[EXTRA_HEADER_BYTES + fill];
        extra[0] = 'F';
        extra[1] = 'B';
        extra[2] = (byte) fill;
        entry.setExtra(extra);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    byte[] finish() throws IOException {
        zip.close();
        return bytes.toByteArray();
    }
}
