package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipMakerTest {
    private static final Spoken WORDS = new Spoken("Please move your vehicle.", Voice.ENGLISH);

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

        assertThat(maker.cached(recorded, 8000)).isEmpty();
        Clip first = maker.make(recorded, 8000);
        assertThat(maker.cached(recorded, 8000)).containsSame(first);
        assertThat(maker.make(recorded, 8000)).isSameAs(first);

        writeWav(file, Sounds.tone(300, 9000));
        assertThat(maker.cached(recorded, 8000)).isEmpty();
        assertThat(maker.make(recorded, 8000)).isNotEqualTo(first);
    }

    @Test
    void speechIsCachedByTextVoiceAndRate() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        ClipMaker maker = new ClipMaker(EspeakVoice.installed(), cache);

        Clip clip = maker.make(WORDS, 8000);

        assertThat(clip.duration()).isBetween(Duration.ofMillis(800), Duration.ofMillis(4_000));
        assertThat(maker.cached(new Spoken(WORDS.text(), Voice.ENGLISH), 8000)).containsSame(clip);
        assertThat(maker.cached(WORDS, 16_000)).isEmpty();
        assertThat(maker.cached(new Spoken(WORDS.text(), new Voice("en", 120)), 8000))
                .isEmpty();
        assertThat(maker.cached(new Spoken("Thank you.", Voice.ENGLISH), 8000)).isEmpty();
    }

    @Test
    void wordsAreSpokenWhereTheRecordingIsMissing() throws Exception {
        Programs.assumeOnPath("espeak-ng");
        ClipMaker maker = new ClipMaker(EspeakVoice.installed(), cache);
        Recorded recorded = new Recorded(folder.resolve("gone.wav"), WORDS.text(), Optional.of(WORDS));

        assertThat(maker.make(recorded, 8000)).isEqualTo(maker.make(WORDS, 8000));
    }

    @Test
    void aMissingOrBrokenRecordingIsNamed() throws Exception {
        ClipMaker maker = new ClipMaker(noVoice, cache);
        Path missing = folder.resolve("gone.wav");
        Path broken = Files.writeString(folder.resolve("broken.wav"), "no sound at all");
        Path silent = folder.resolve("silent.wav");
        writeWav(silent, new short[8000]);

        assertThatThrownBy(() -> maker.make(new Recorded(missing, "", Optional.empty()), 8000))
                .isInstanceOf(ClipException.class)
                .hasMessageContaining("gone.wav: no such file");
        assertThatThrownBy(() -> maker.make(new Recorded(broken, "", Optional.empty()), 8000))
                .hasMessageContaining("broken.wav")
                .hasMessageContaining("not a sound file");
        assertThatThrownBy(() -> maker.make(new Recorded(silent, "", Optional.empty()), 8000))
                .hasMessageContaining("silent.wav: the sound is silent");
        assertThatThrownBy(() -> maker.make(new Recorded(folder, "", Optional.empty()), 8000))
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
