package io.streetward.catalogue;

import java.util.List;

/** What stands for an event, or for another standard's code, in a standard. */
public sealed interface Counterpart {
    /** Exactly one code does. */
    record One(CatalogueCode code) implements Counterpart {}

    /**
     * Several do; which one depends on what was seen, so somebody must choose.
     *
     * @param codes two or more, in the order of the table
     */
    record Several(List<CatalogueCode> codes) implements Counterpart {
        public Several {
            codes = List.copyOf(codes);
        }
    }

    /**
     * None does.
     *
     * @param because a sentence
     */
    record None(String because) implements Counterpart {}

    /**
     * The question names a standard, code or event that no catalogue file has.
     *
     * @param what a sentence
     */
    record Unknown(String what) implements Counterpart {}
}
