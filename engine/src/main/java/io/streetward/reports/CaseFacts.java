package io.streetward.reports;

import io.streetward.cases.CaseDossier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the city's catalogue knows about a case and the case book does not. */
public interface CaseFacts {
    /** No catalogue: neither grids nor departments nor time limits. */
    CaseFacts NONE = dossier -> Known.NOTHING;

    /**
     * What is known about a case; called once for each.
     *
     * @param dossier with what had been written up to the moment of the report
     */
    Known of(CaseDossier dossier);

    /**
     * What is known about one case.
     *
     * @param grid the unit grid cell it lies in; empty when unknown
     * @param department whose it is to handle; empty when unknown
     * @param deadline UTC, by when it is to be handled; null when unknown: then it is late if its history says overdue
     */
    record Known(String grid, String department, @Nullable Instant deadline) {
        /** Nothing at all. */
        public static final Known NOTHING = new Known("", "", null);
    }
}
