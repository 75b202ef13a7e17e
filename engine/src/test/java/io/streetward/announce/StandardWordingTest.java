package io.streetward.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.streetward.announce.ClipSource.Spoken;
import io.streetward.announce.SpeechTemplate.Slot;
import io.streetward.announce.StandardWording.Conduct;
import io.streetward.announce.StandardWording.Language;
import io.streetward.announce.rtp.G711;
import io.streetward.testkit.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What ships is spoken, measured by programs other than our own. */
class StandardWordingTest {
    private static final Logger log = LoggerFactory.getLogger(StandardWordingTest.class);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyShippedAnnouncementIsAsLoudAsTheNextAndNeverClips(Language language) throws Exception {
        Programs.assumeOnPath("espeak-ng");
        Programs.assumeOnPath("ffmpeg");
        Programs.assumeOnPath("sox");
        StandardWording wording = new StandardWording(language);
        ClipMaker maker = new ClipMaker(EspeakVoice.installed(), new ClipCache(64, 1 << 24, new SimpleMeterRegistry()));
        for (Conduct conduct : Conduct.values()) {
            String text = SpeechTemplate.parse(wording.text(conduct))
                    .fill(Map.of(
                            Slot.WHO, wording.who(),
                            Slot.PLACE, wording.unnamedPlace(),
                            Slot.CONDUCT, wording.conduct(conduct),
                            Slot.ALTERNATIVE, wording.alternative(conduct)));
            Clip clip =
                    maker.make(new Spoken(text, language.voice(), new Manner("default", true)), new ClipForm(8000, 0));
            Path wav = folder.resolve(conduct + ".wav");
            ClipMakerTest.writeWav(wav, alaw(clip.samples()));

            String ffmpeg = run(
                    "ffmpeg",
                    "-hide_banner",
                    "-nostats",
                    "-i",
                    wav.toString(),
                    "-af",
                    "ebur128=peak=true",
                    "-f",
                    "null",
                    "-");
            double loudness = last(ffmpeg, "I: +(-?[0-9.]+) LUFS");
            double truePeak = last(ffmpeg, "Peak: +(-?[0-9.]+) dBFS");
            double samplePeak = last(run("sox", wav.toString(), "-n", "stats"), "Pk lev dB +(-?[0-9.]+)");

            log.info(
                    "{} {}: {} s, {} LUFS, {} dBTP, sample peak {} dBFS: {}",
                    language,
                    conduct,
                    clip.duration().toMillis() / 1e3,
                    loudness,
                    truePeak,
                    samplePeak,
                    text);
            assertThat(loudness).isCloseTo(ClipDynamics.DEFAULT_LUFS, within(1.0));
            assertThat(truePeak).isLessThanOrEqualTo(ClipDynamics.CEILING_DBTP);
            assertThat(samplePeak).isLessThanOrEqualTo(ClipDynamics.CEILING_DBTP);
            assertThat(clip.duration()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(25));
        }
    }

    private static short[] alaw(short[] samples) {
        short[] heard = new short[samples.length];
        for (int i = 0; i < heard.length; i++) {
            heard[i] = G711.PCMA.decode(G711.PCMA.encode(samples[i]));
        }
        return heard;
    }

    private static double last(String output, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(output);
        double value = Double.NaN;
        while (found.find()) {
            value = Double.parseDouble(found.group(1));
        }
        return value;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
