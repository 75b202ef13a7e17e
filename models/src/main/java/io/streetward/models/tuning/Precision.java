package io.streetward.models.tuning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The number format that convolutions are computed in. */
public enum Precision {
    /** IEEE single. */
    FLOAT32,
    /** Eight bits of mantissa, products summed in single precision; the layers that outputs come from stay single. */
    BFLOAT16;

    /** {@code float32} or {@code bfloat16}: takes the choice away from {@link #ofThisProcessor()}. */
    public static final String PROPERTY = "streetward.models.precision";

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    /** As Linux names them: dot products of bfloat16 pairs in vector registers, and in tiles. */
    private static final Set<String> BFLOAT16_FLAGS = Set.of("avx512_bf16", "amx_bf16");

    /**
     * What the administrator set, else bfloat16 where the processor multiplies it in hardware.
     *
     * @throws IllegalArgumentException when {@link #PROPERTY} holds another word
     */
    public static Precision ofThisProcessor() {
        String asked = System.getProperty(PROPERTY, "auto");
        if (!asked.equals("auto")) {
            return parse(asked);
        }
        try (Stream<String> lines = Files.exists(CPU_INFO) ? Files.lines(CPU_INFO) : Stream.empty()) {
            return fromCpuInfo(lines);
        } catch (IOException | UncheckedIOException e) {
            return FLOAT32;
        }
    }

    private static Precision parse(String asked) {
        for (Precision precision : values()) {
            if (precision.text().equals(asked)) {
                return precision;
            }
        }
        throw new IllegalArgumentException(
                PROPERTY + " is \"" + asked + "\", expected auto, " + FLOAT32.text() + " or " + BFLOAT16.text());
    }

    static Precision fromCpuInfo(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("flags"))
                .limit(1)
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .filter(BFLOAT16_FLAGS::contains)
                .findFirst()
                .map(flag -> BFLOAT16)
                .orElse(FLOAT32);
    }

    /** As options and messages have it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
