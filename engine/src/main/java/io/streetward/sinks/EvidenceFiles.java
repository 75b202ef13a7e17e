package io.streetward.sinks;

import io.streetward.cases.CaseId;
import java.io.IOException;
import java.util.Optional;

/** Where a sink gets the pictures of a case from. */
@FunctionalInterface
public interface EvidenceFiles {
    /** There are none. */
    EvidenceFiles NONE = (id, name) -> Optional.empty();

    /**
     * A file's bytes; empty when it is not there any more.
     *
     * @param name within the case's folder
     */
    Optional<byte[]> read(CaseId id, String name) throws IOException;
}
