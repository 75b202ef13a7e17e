package io.streetward.catalogue;

/**
 * What names a code without doubt: the same digits mean something else in another standard, and as a component (部件)
 * than as an event (事件).
 *
 * @param standard a standard's id
 * @param kind {@value #EVENT}, or another word of the standard
 * @param code as printed there, leading zeros and all
 */
public record CodeKey(String standard, String kind, String code) {
    /** 事件: what happens, as opposed to 部件, what stands there. */
    public static final String EVENT = "event";

    public static CodeKey event(String standard, String code) {
        return new CodeKey(standard, EVENT, code);
    }

    @Override
    public String toString() {
        return standard + " " + kind + " " + code;
    }
}
