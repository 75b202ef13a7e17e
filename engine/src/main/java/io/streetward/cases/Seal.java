package io.streetward.cases;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * One link of the site's chain of sealed manifests. Hashes are SHA-256 in lower-case hex.
 *
 * @param sequence 1, 2, 3 … through all cases of the site
 * @param caseId the case sealed; null when the link says that the site's key changed
 * @param version 1, 2, 3 … for the case
 * @param entries {@link CaseDossier#entries()} when it was sealed
 * @param recordSha256 the hash of the case's record as sealed; empty for a change of key
 * @param manifestSha256 the hash of the manifest
 * @param keyId the key that the manifest is signed with
 * @param sealedAt UTC, to the microsecond
 */
public record Seal(
        long sequence,
        @Nullable CaseId caseId,
        int version,
        int entries,
        String recordSha256,
        String manifestSha256,
        String keyId,
        Instant sealedAt) {
    public Seal {
        sealedAt = sealedAt.truncatedTo(ChronoUnit.MICROS);
    }
}
