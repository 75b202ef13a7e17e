package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streetward.announce.ClipSource.Spoken;
import io.streetward.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspeakVoiceTest {
    private static final Spoken PLEASE = new Spoken("Please move your vehicle.", Voice.ENGLISH);

    @TempDir
    Path folder;

    @Test
    void englishAndMandarinPinyinAreSpoken() throws Exception {
        Programs.assumeOnPath("espeak-ng");

        byte[] english = EspeakVoice.installed().speak(PLEASE);
        byte[] mandarin = EspeakVoice.installed().speak(new Spoken("qing3 wu4 ting2 che1", Voice.MANDARIN_PINYIN));

        assertThat(english).startsWith('R', 'I', 'F', 'F').hasSizeGreaterThan(22_050);
        assertThat(mandarin).startsWith('R', 'I', 'F', 'F').hasSizeGreaterThan(22_050);
    }

    @Test
    void textThatLooksLikeAnOptionIsOnlyText() throws Exception {
        Programs.assumeOnPath("espeak-ng");

        assertThat(EspeakVoice.installed().speak(new Spoken("--help; $(reboot)", Voice.ENGLISH)))
                .startsWith('R', 'I', 'F', 'F');
    }

    @Test
    void aVoiceItDoesNotHaveIsNamed() {
        Programs.assumeOnPath("espeak-ng");

        assertThatThrownBy(() -> EspeakVoice.installed().speak(new Spoken("Hello", new Voice("klingon7", 150))))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("klingon7")
                .hasMessageContaining("--voices");
    }

    @Test
    void aMissingProgramSaysWhatToInstall() {
        EspeakVoice voice = new EspeakVoice("espeak-ng-that-is-not-there", Duration.ofSeconds(1));

        assertThatThrownBy(() -> voice.speak(PLEASE))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("cannot run \"espeak-ng-that-is-not-there\"")
                .hasMessageContaining("apt-get install espeak-ng");
    }

    @Test
    void aProgramThatHangsIsEnded() throws Exception {
        EspeakVoice voice = new EspeakVoice(script("sleep 60"), Duration.ofSeconds(1));

        assertThatThrownBy(() -> voice.speak(PLEASE))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("within 1 s");
    }

    @Test
    void aProgramThatNeverStopsTalkingIsEnded() throws Exception {
        EspeakVoice voice = new EspeakVoice(script("exec cat /dev/zero"), Duration.ofSeconds(30));

        assertThatThrownBy(() -> voice.speak(PLEASE))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("more than 16 MiB");
    }

    @Test
    void aProgramThatFailsIsQuoted() throws Exception {
        EspeakVoice voice =
                new EspeakVoice(script("cat >/dev/null; echo 'no data files' >&2; exit 3"), Duration.ofSeconds(5));

        assertThatThrownBy(() -> voice.speak(PLEASE))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("exit 3: no data files");
    }

    @Test
    void textIsBounded() {
        assertThatThrownBy(() -> EspeakVoice.installed().speak(new Spoken("a".repeat(6_001), Voice.ENGLISH)))
                .hasMessageContaining("6001 characters");
        assertThatThrownBy(() -> EspeakVoice.installed().speak(new Spoken("  ", Voice.ENGLISH)))
                .hasMessageContaining("expected some words");
        assertThatThrownBy(() -> new Voice("en; reboot", 150)).hasMessageContaining("espeak-ng --voices");
        assertThatThrownBy(() -> new Voice("en", 20)).hasMessageContaining("80 to 450");
    }

    private String script(String body) throws IOException {
        Path file = folder.resolve("voice");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
