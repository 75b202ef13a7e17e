package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.announce.ClipSource.Recorded;
import io.streetward.announce.ClipSource.Spoken;
import io.streetward.testkit.Programs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipMakerTest {
    private static final Spoken WORDS = new Spoken("Please move your vehicle.", Voice.ENGLISH);

    private static final ClipForm TELEPHONE = new ClipForm(8000, 0);

    private final ClipCache cache = new ClipCache(16, 1 << 20, new SimpleMeterRegistry());
    private final EspeakVoice noVoice = new EspeakVoice("no-espeak-here", Duration.ofSeconds(1));

    @TempDir
    Path folder;

    @Test
    void aRecordingIsMadeOnceAndAgainWhenTheFileChanges() throws Exception {
        ClipMaker maker = new ClipMaker(noVoice, cache);
        Path file = folder.resolve("notice.wav");
        Recorded recorded = new Recorded(file, WORDS.text(), Optional.empty());
        writeWav(file, Sounds.tone(440, 8000));

        assertThat(maker.cached(recorded, TELEPHONE)).isEmpty();
        Clip first = maker.make(recorded, TELEPHONE);
        assertThat(maker.cached(recorded, TELEPHONE)).containsSame(first);
        assertThat(maker.make(recorded, TELEPHONE)).isSameAs(first);

        writeWav(file, Sounds.tone(300, 9000));
        assertThat(maker.cached(recorded, TELEPHONE)).isEmpty();
        assertThat(maker.make(recorded, TELEPHONE)).isNotEqualTo(first);
    }

    @Test
    void speechIsCachedByTextVoiceAndRate() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        ClipMaker maker = new ClipMaker(EspeakVoice.installed(), cache);

        Clip clip = maker.make(WORDS, TELEPHONE);

        assertThat(clip.duration()).isBetween(Duration.ofMillis(800), Duration.ofMillis(4_000));
        assertThat(maker.cached(new Spoken(WORDS.text(), Voice.ENGLISH), TELEPHONE))
                .containsSame(clip);
        assertThat(maker.cached(WORDS, new ClipForm(16_000, 0))).isEmpty();
        assertThat(maker.cached(new Spoken(WORDS.text(), new Voice("en", 120)), TELEPHONE))
                .isEmpty();
        assertThat(maker.cached(new Spoken("Thank you.", Voice.ENGLISH), TELEPHONE))
                .isEmpty();
    }

    @Test
    void wordsAreSpokenWhereTheRecordingIsMissing() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        ClipMaker maker = new ClipMaker(EspeakVoice.installed(), cache);
        Recorded recorded = new Recorded(folder.resolve("gone.wav"), WORDS.text(), Optional.of(WORDS));

        assertThat(maker.make(recorded, TELEPHONE)).isEqualTo(maker.make(WORDS, TELEPHONE));
    }

    @Test
    void aFailureNamesTheAnnouncementAndTheOthersLive() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        ClipMaker maker = new ClipMaker(EspeakVoice.installed(), cache);
        Spoken wrongVoice = new Spoken("Hello", new Voice("klingon7", 150), new Manner("move-on", false));
        Spoken unreadable = new Spoken("请到𠮷野家", Voice.MANDARIN, new Manner("eat", false));

        assertThatThrownBy(() -> maker.make(wrongVoice, TELEPHONE))
                .isInstanceOf(ClipException.class)
                .hasMessageStartingWith("announcements.move-on: ")
                .hasMessageContaining("klingon7")
                .hasMessageContaining("--voices");
        assertThatThrownBy(() -> maker.make(unreadable, TELEPHONE))
                .hasMessageStartingWith("announcements.eat: the text cannot be read aloud")
                .hasMessageContaining("sound.pronunciations");
        assertThat(maker.make(WORDS, TELEPHONE).duration()).isPositive();
    }

    @Test
    void aRestartFindsItsClipsOnDiskEvenWithoutAVoice() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        Clip spoken = maker(EspeakVoice.installed()).make(WORDS, TELEPHONE);

        assertThat(maker(noVoice).make(WORDS, TELEPHONE)).isEqualTo(spoken);
        assertThatThrownBy(() -> maker(noVoice).make(WORDS, new ClipForm(8000, -6)))
                .isInstanceOf(ClipException.class);
    }

    @Test
    void gongAndGainMakeAnotherClip() throws Exception {
        Path file = folder.resolve("notice.wav");
        writeWav(file, Sounds.tone(440, 16_000));
        ClipMaker maker = new ClipMaker(noVoice, cache);

        Clip plain = maker.make(new Recorded(file, "", Optional.empty()), TELEPHONE);
        Clip soft = maker.make(new Recorded(file, "", Optional.empty()), new ClipForm(8000, -12));
        Clip gong = maker.make(new Recorded(file, "", Optional.empty(), new Manner("", true)), TELEPHONE);

        assertThat(Sounds.peakDbfs(plain.samples()) - Sounds.peakDbfs(soft.samples()))
                .isCloseTo(12, within(0.3));
        assertThat(gong.duration().minus(plain.duration()))
                .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_900));
    }

    private ClipMaker maker(EspeakVoice voice) throws IOException {
        return new ClipMaker(
                voice,
                new Pronunciation(Map.of()),
                ClipDynamics.DEFAULT_LUFS,
                new ClipCache(4, 1 << 20, new SimpleMeterRegistry()),
                new ClipShelf(folder.resolve("shelf"), 1 << 20));
    }

    @Test
    void aMissingOrBrokenRecordingIsNamed() throws Exception {
        ClipMaker maker = new ClipMaker(noVoice, cache);
        Path missing = folder.resolve("gone.wav");
        Path broken = Files.writeString(folder.resolve("broken.wav"), "no sound at all");
        Path silent = folder.resolve("silent.wav");
        writeWav(silent, new short[8000]);

        assertThatThrownBy(() -> maker.make(new Recorded(missing, "", Optional.empty()), TELEPHONE))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("gone.wav: no such file");
        assertThatThrownBy(() -> maker.make(new Recorded(broken, "", Optional.empty()), TELEPHONE))
                .hasMessageContaining("broken.wav")
                .hasMessageContaining("not a sound file");
        assertThatThrownBy(() -> maker.make(new Recorded(silent, "", Optional.empty()), TELEPHONE))
                .hasMessageContaining("silent.wav: the sound is silent");
        assertThatThrownBy(() -> maker.make(new Recorded(folder, "", Optional.empty()), TELEPHONE))
                .isInstanceOf(ClipException.class);
    }

    static void writeWav(Path file, short[] samples) throws IOException {
        ByteBuffer pcm = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(samples);
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        try (AudioInputStream sound =
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples.length)) {
            AudioSystem.write(sound, AudioFileFormat.Type.WAVE, file.toFile());
        }
    }
}
