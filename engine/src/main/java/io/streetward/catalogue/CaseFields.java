package io.streetward.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields without which GB/T 47678.5 takes no case, under the standard's own names.
 *
 * @param sxdm code: division and event, such as {@code 11010106014}
 * @param sxmc name of the event, in Chinese
 * @param zgbmdm responsible department's code
 * @param zgbmmc its name
 * @param sfwz place in words
 * @param szdywgbsm unit grid cell, 15 characters
 * @param coordinates CGCS2000; null where unknown, since they are not among the mandatory
 */
public record CaseFields(
        String sxdm,
        String sxmc,
        String zgbmdm,
        String zgbmmc,
        String sfwz,
        String szdywgbsm,
        @Nullable Coordinates coordinates) {
    /** The mandatory ones by their names in the standard, in its order. */
    public Map<String, String> byName() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("SXDM", sxdm);
        fields.put("SXMC", sxmc);
        fields.put("ZGBMDM", zgbmdm);
        fields.put("ZGBMMC", zgbmmc);
        fields.put("SFWZ", sfwz);
        fields.put("SZDYWGBSM", szdywgbsm);
        return fields;
    }
}
