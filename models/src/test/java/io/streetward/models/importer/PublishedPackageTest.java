package io.streetward.models.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.models.bundle.Bundles;
import io.streetward.models.graph.ImportException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedPackageTest {
    private static final String DESCRIPTION = "{\"name\": \"@someone/thing\", \"version\": \"1.2.3\"}";

    @TempDir
    private Path dir;

    @Test
    void aFolderIsReadInPlaceAndStays() throws IOException, ImportException {
        Files.writeString(dir.resolve("package.json"), DESCRIPTION);
        try (PublishedPackage opened = PublishedPackage.open(dir.toString())) {
            assertThat(opened.coordinates()).isEqualTo("npm:@someone/thing@1.2.3");
            assertThat(opened.folder()).isEqualTo(dir);
        }
        assertThat(dir.resolve("package.json")).exists();
    }

    @Test
    void anArchiveIsUnpackedWithoutWhatReachesOutsideAndRemoved() throws IOException, ImportException {
        Path archive = dir.resolve("thing.tgz");
        try (OutputStream file = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file))) {
            entry(tar, "package/package.json", DESCRIPTION);
            entry(tar, "package/models/a.bin", "weights");
            entry(tar, "package/../../outside.txt", "no");
        }
        Path folder;
        try (PublishedPackage opened = PublishedPackage.open(archive.toString())) {
            folder = opened.folder();
            assertThat(opened.coordinates()).isEqualTo("npm:@someone/thing@1.2.3");
            assertThat(folder.resolve("models/a.bin")).hasContent("weights");
            assertThat(folder.resolve("../../outside.txt")).doesNotExist();
        }
        assertThat(folder.getParent()).doesNotExist();
    }

    @Test
    void whatIsNoSourceIsRefused() {
        assertThatThrownBy(() -> PublishedPackage.open("no/such/thing"))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("no/such/thing: no such file or folder, expected an npm package's folder");
        assertThatThrownBy(() -> PublishedPackage.open("npm:@someone/thing"))
                .hasMessageContaining("npm:@someone/thing: has no version, expected npm:NAME@VERSION");
        assertThatThrownBy(() -> PublishedPackage.open(dir.toString()))
                .hasMessageContaining("package.json: cannot be read, expected an npm package's description");
    }

    @Test
    void aPackageThatNoBundleComesFromIsRefusedWithThoseThatOneDoes() throws IOException, ImportException {
        Files.writeString(dir.resolve("package.json"), DESCRIPTION);
        try (PublishedPackage opened = PublishedPackage.open(dir.toString())) {
            assertThatThrownBy(() -> new BundleImporter(new Bundles(dir)).importFrom(opened, dir))
                    .isInstanceOf(ImportException.class)
                    .hasMessageContaining("npm:@someone/thing@1.2.3: no model description names this package")
                    .hasMessageContaining("npm:@vladmandic/human@3.3.6");
        }
    }

    private static void entry(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }
}
