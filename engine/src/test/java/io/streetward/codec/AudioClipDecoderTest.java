package io.streetward.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streetward.announce.Sounds;
import io.streetward.testkit.Programs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioClipDecoderTest {
    private final AudioClipDecoder decoder = new AudioClipDecoder(8000, Duration.ofSeconds(10));

    @TempDir
    Path folder;

    @Test
    void telephoneQualityWavComesThroughSampleForSample() throws Exception {
        short[] tone = Sounds.tone(440, 8000);

        float[] decoded = decoder.decode(wav(tone, 8000, 1)).samples();

        assertThat(decoded).hasSize(8000);
        for (int i = 0; i < tone.length; i++) {
            assertThat(decoded[i]).isCloseTo(tone[i] / 32768f, within(1e-6f));
        }
    }

    @Test
    void stereoOfAnotherRateIsMixedDownAndResampled() throws Exception {
        short[] stereo = new short[2 * 44_100];
        for (int i = 0; i < stereo.length; i++) {
            stereo[i] = (short) Math.round(8000 * Math.sin(2 * Math.PI * 440 * (i >> 1) / 44_100.0));
        }

        AudioSignal signal = decoder.decode(wav(stereo, 44_100, 2));

        assertThat(signal.sampleRateHz()).isEqualTo(8000);
        assertThat(signal.sampleCount()).isCloseTo(8000, within(8));
        short[] heard = new short[signal.sampleCount()];
        float[] samples = signal.samples();
        for (int i = 0; i < heard.length; i++) {
            heard[i] = (short) Math.round(samples[i] * 16_384);
        }
        assertThat(Sounds.correlation(Sounds.tone(440, 7000), heard, 40)).isGreaterThan(0.99);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flac", "mp3", "ogg", "m4a", "aiff"})
    void otherFormatsThatPeopleRecordInAreRead(String extension) throws Exception {
        Programs.assumeOnPath("ffmpeg");
        Path file = folder.resolve("clip." + extension);
        ffmpeg("-f", "lavfi", "-i", "sine=440:r=48000:d=2", file.toString());

        AudioSignal signal = decoder.decode(Files.readAllBytes(file));

        assertThat(signal.sampleCount() / 8000.0).isCloseTo(2.0, within(0.1));
    }

    @Test
    void whatIsNoSoundIsRefusedInWords() throws Exception {
        assertThatThrownBy(() -> decoder.decode("Please move your vehicle.".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AudioDecodeException.class)
                .hasMessageContaining("not a sound file");
        assertThatThrownBy(() -> decoder.decode(new byte[0])).isInstanceOf(AudioDecodeException.class);
        assertThatThrownBy(() -> decoder.decode(wav(new short[0], 8000, 1))).isInstanceOf(AudioDecodeException.class);
    }

    @Test
    void aPictureWithoutSoundIsRefused() throws Exception {
        Programs.assumeOnPath("ffmpeg");
        Path file = folder.resolve("mute.mkv");
        ffmpeg("-f", "lavfi", "-i", "testsrc=d=1:s=64x64", file.toString());

        assertThatThrownBy(() -> decoder.decode(Files.readAllBytes(file)))
                .isInstanceOf(AudioDecodeException.class)
                .hasMessageContaining("no sound in the file");
    }

    @Test
    void soundBeyondTheLimitIsRefused() throws Exception {
        byte[] file = wav(new short[11 * 8000], 8000, 1);

        assertThatThrownBy(() -> decoder.decode(file))
                .isInstanceOf(AudioDecodeException.class)
                .hasMessageContaining("longer than the 10 s allowed");
    }

    @Test
    void aPlaylistLeadsNowhere() throws Exception {
        Path secret = Files.write(folder.resolve("secret.wav"), wav(Sounds.tone(440, 8000), 8000, 1));
        String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n" + secret + "\n#EXT-X-ENDLIST\n";

        assertThatThrownBy(() -> decoder.decode(playlist.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AudioDecodeException.class);
    }

    @Test
    void truncatedAndScrambledFilesNeverBringTheProcessDown() throws Exception {
        byte[] file = wav(Sounds.tone(440, 4000), 8000, 1);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] broken = Arrays.copyOf(file, 1 + random.nextInt(file.length));
            for (int i = 0; i < 5; i++) {
                broken[random.nextInt(Math.min(64, broken.length))] = (byte) random.nextInt(256);
            }
            try {
                assertThat(decoder.decode(broken).sampleCount()).isPositive();
            } catch (AudioDecodeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static byte[] wav(short[] samples, int rateHz, int channels) throws IOException {
        ByteBuffer pcm = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        pcm.asShortBuffer().put(samples);
        AudioFormat format = new AudioFormat(rateHz, 16, channels, true, false);
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples.length / channels),
                AudioFileFormat.Type.WAVE,
                wav);
        return wav.toByteArray();
    }

    private static void ffmpeg(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
