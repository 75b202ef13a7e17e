package io.streetward.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteKeyTest {
    private static final byte[] WORDS = "said".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path data;

    @Test
    void aKeyIsMadeOnceForThisUserAloneAndReadAgain() throws Exception {
        SiteKey made = SiteKey.openOrMake(data.resolve("keys"));
        SiteKey read = SiteKey.openOrMake(data.resolve("keys"));

        assertThat(read.publicKey()).isEqualTo(made.publicKey());
        assertThat(made.publicKey().verifies(WORDS, read.sign(WORDS))).isTrue();
        assertThat(read.sign(WORDS)).hasSize(64);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile())))
                .isEqualTo("rw-------");
        assertThat(PublicKeyFile.read(data.resolve("keys/site-key.pem"))).isEqualTo(made.publicKey());
    }

    @Test
    void twoSitesHaveTwoKeys() throws Exception {
        SiteKey one = SiteKey.openOrMake(data.resolve("one"));
        SiteKey other = SiteKey.openOrMake(data.resolve("other"));

        assertThat(one.publicKey().id()).isNotEqualTo(other.publicKey().id()).hasSize(64);
        assertThat(one.publicKey().verifies(WORDS, other.sign(WORDS))).isFalse();
        assertThat(one.publicKey().verifies(WORDS, new byte[3])).isFalse();
    }

    @Test
    void aKeyThatOthersMayReadIsRefusedWithWhatToDo() throws Exception {
        SiteKey.openOrMake(data.resolve("keys"));
        Files.setPosixFilePermissions(privateFile(), PosixFilePermissions.fromString("rw-r-----"));

        assertThat(catchThrowable(() -> SiteKey.openOrMake(data.resolve("keys"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600 " + privateFile());
    }

    @Test
    void aDamagedKeyIsRefusedAndNotReplaced() throws Exception {
        SiteKey.openOrMake(data.resolve("keys"));
        String pem = Files.readString(privateFile());
        Files.writeString(privateFile(), pem.substring(0, 60));

        assertThat(catchThrowable(() -> SiteKey.openOrMake(data.resolve("keys"))))
                .hasMessageContaining("is damaged")
                .hasMessageContaining(privateFile().toString());
        assertThat(Files.readString(privateFile())).hasSize(60);
    }

    @Test
    void halvesOfTwoKeysAreRefused() throws Exception {
        SiteKey.openOrMake(data.resolve("keys"));
        SiteKey other = SiteKey.openOrMake(data.resolve("other"));
        String pem = Files.readString(privateFile());
        Files.writeString(
                privateFile(),
                pem.substring(0, pem.indexOf("-----BEGIN PUBLIC"))
                        + other.publicKey().pem());

        assertThat(catchThrowable(() -> SiteKey.openOrMake(data.resolve("keys"))))
                .hasMessageContaining("do not belong together");
    }

    private Path privateFile() {
        return data.resolve("keys/site-key.private.pem");
    }
}
