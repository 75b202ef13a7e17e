package io.streetward.tools.report;

import io.streetward.reports.Grouping;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads constants as people write options: in lower case. */
abstract class LowerCase<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> constants;

    private LowerCase(E[] constants) {
        this.constants = Arrays.asList(constants);
    }

    @Override
    public E convert(String word) {
        return constants.stream()
                .filter(constant -> word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected "
                        + constants.stream().map(LowerCase::word).collect(Collectors.joining(", ")) + ", not " + word));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What to group by. */
    static final class GroupingWord extends LowerCase<Grouping> {
        GroupingWord() {
            super(Grouping.values());
        }
    }

    /** How to write it down. */
    static final class FormatWord extends LowerCase<ReportFormat> {
        FormatWord() {
            super(ReportFormat.values());
        }
    }
}
