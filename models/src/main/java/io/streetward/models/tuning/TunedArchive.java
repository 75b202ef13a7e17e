package io.streetward.models.tuning;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript archive of ours with its program fitted to the processor. PyTorch's own {@code optimize_for_inference}
 * does the like, but its result cannot be saved, and DJL does not offer it; so what is shipped stays portable and its
 * hash stays what the bundle says.
 */
public final class TunedArchive {
    private static final String PROGRAM = "/code/__torch__.py";

    private TunedArchive() {}

    /** The archive as it should be loaded here; empty when it is none of ours and is best left as it is. */
    public static Optional<byte[]> of(byte[] archive, Precision precision) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(archive.length + archive.length / 8);
            boolean tuned = false;
            try (ZipOutputStream out = new ZipOutputStream(bytes)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    byte[] content = in.readAllBytes();
                    if (entry.getName().endsWith(PROGRAM)) {
                        Optional<String> program =
                                TunedProgram.of(new String(content, StandardCharsets.UTF_8), precision);
                        tuned = program.isPresent();
                        content = program.map(text -> text.getBytes(StandardCharsets.UTF_8))
                                .orElse(content);
                    }
                    store(out, entry.getName(), content);
                }
            }
            return tuned ? Optional.of(bytes.toByteArray()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no zip that Java reads; the engine itself will say what is wrong with it
        }
    }

    private static void store(ZipOutputStream out, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
