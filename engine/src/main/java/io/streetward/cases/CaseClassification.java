package io.streetward.cases;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the city's tables say of a case.
 *
 * @param codes the event in each standard the city uses; empty where none has it
 * @param department who is to handle it; null when nobody is named for it
 * @param grid the unit grid cell it lies in (单元网格); null when unknown
 * @param position where it is; null when unknown
 */
public record CaseClassification(
        List<Code> codes,
        @Nullable Department department,
        @Nullable String grid,
        @Nullable Position position) {
    public CaseClassification {
        codes = List.copyOf(codes);
    }

    /**
     * An event in one standard's table.
     *
     * @param standard such as {@code GB/T 47678.5-2026}
     * @param code such as {@code 09009}
     * @param name as the table has it
     */
    public record Code(String standard, String code, String name) {}

    /** Who handles cases, by the city's number and name. */
    public record Department(String code, String name) {}

    /**
     * A point on the ground.
     *
     * @param longitude degrees east, CGCS2000
     * @param latitude degrees north, CGCS2000
     */
    public record Position(double longitude, double latitude) {}
}
