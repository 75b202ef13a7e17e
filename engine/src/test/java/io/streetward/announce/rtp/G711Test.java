package io.streetward.announce.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.streetward.testkit.Programs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {
    @TempDir
    Path folder;

    /**
     * The ends of the segments in the Recommendation's tables 1 (A-law, full scale 4096) and 2 (µ-law, full scale 8159),
     * its values brought to 16 bits (times 8 and times 4), A-law's even bits turned.
     */
    @ParameterizedTest
    @CsvSource({
        // law, input on 16 bits, code, output on 16 bits
        "PCMA, 0, D5, 8",
        "PCMA, 15, D5, 8",
        "PCMA, 16, D4, 24",
        "PCMA, 496, CA, 504",
        "PCMA, 256, C5, 264",
        "PCMA, 512, F5, 528",
        "PCMA, 1024, E5, 1056",
        "PCMA, 2048, 95, 2112",
        "PCMA, 4096, 85, 4224",
        "PCMA, 8192, B5, 8448",
        "PCMA, 16384, A5, 16896",
        "PCMA, 31744, AA, 32256",
        "PCMA, 32767, AA, 32256",
        "PCMA, -1, 55, -8",
        "PCMA, -32768, 2A, -32256",
        "PCMU, 0, FF, 0",
        "PCMU, 4, FE, 8",
        "PCMU, 124, EF, 132",
        "PCMU, 380, DF, 396",
        "PCMU, 892, CF, 924",
        "PCMU, 1916, BF, 1980",
        "PCMU, 3964, AF, 4092",
        "PCMU, 8060, 9F, 8316",
        "PCMU, 16252, 8F, 16764",
        "PCMU, 32635, 80, 32124",
        "PCMU, -32768, 00, -32124",
    })
    void codesAreThoseOfTheRecommendation(G711 law, short sample, String code, short heard) {
        assertThat(law.encode(sample) & 0xff).isEqualTo(Integer.parseInt(code, 16));
        assertThat(law.decode((byte) Integer.parseInt(code, 16))).isEqualTo(heard);
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeSurvivesDecodingAndEncoding(G711 law) {
        for (int code = 0; code < 256; code++) {
            int again = law.encode(law.decode((byte) code)) & 0xff;
            boolean negativeZero = law == G711.PCMU && code == 0x7f; // µ-law has two zeros
            assertThat(again).isEqualTo(negativeZero ? 0xff : code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ffmpegDecodesEveryCodeToTheSameSample(G711 law) throws Exception {
        byte[] codes = new byte[256];
        short[] expected = new short[256];
        for (int code = 0; code < 256; code++) {
            codes[code] = (byte) code;
            expected[code] = law.decode((byte) code);
        }

        assertThat(samples(ffmpeg(codes, format(law), "s16le"))).isEqualTo(expected);
    }

    /** Encoders differ only where a sample lies on the border of two levels: one code apart, and no worse a choice. */
    @ParameterizedTest
    @EnumSource
    void ffmpegEncodesEverySampleToTheSameLevelOrItsEquallyGoodNeighbour(G711 law) throws Exception {
        ByteBuffer all = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            all.putShort((short) sample);
        }

        byte[] codes = ffmpeg(all.array(), "s16le", format(law));

        int different = 0;
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int theirs = law.decode(codes[sample - Short.MIN_VALUE]);
            int ours = law.decode(law.encode((short) sample));
            if (theirs != ours) {
                different++;
                int ourError = Math.abs(ours - sample);
                int theirError = Math.abs(theirs - sample);
                // A segment's first level lies between steps of two sizes: half their difference, 256 at the top.
                assertThat(ourError - theirError).as("sample %d", sample).isLessThanOrEqualTo(256);
            }
        }
        assertThat(different).isLessThan(1000); // of 65,536
    }

    @Test
    void silenceIsWhatEachLawSendsForZero() {
        assertThat(G711.PCMA.encode((short) 0)).isEqualTo((byte) 0xd5);
        assertThat(G711.PCMU.encode((short) 0)).isEqualTo((byte) 0xff);
    }

    private static String format(G711 law) {
        return law == G711.PCMA ? "alaw" : "mulaw";
    }

    private byte[] ffmpeg(byte[] input, String from, String to) throws IOException, InterruptedException {
        Programs.assumeOnPath("ffmpeg");
        Path in = Files.write(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        "ffmpeg",
                        "-nostdin",
                        "-v",
                        "error",
                        "-y",
                        "-f",
                        from,
                        "-ar",
                        "8000",
                        "-ac",
                        "1",
                        "-i",
                        in.toString(),
                        "-f",
                        to,
                        out.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllBytes(out);
    }

    private static short[] samples(byte[] pcm) {
        short[] samples = new short[pcm.length / 2];
        ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
