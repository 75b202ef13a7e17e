package io.streetward.evidence;

import io.streetward.cases.CaseFile;
import io.streetward.cases.EvidenceItem;
import io.streetward.seal.StillCode;
import java.util.List;
import java.util.Optional;

/** The anti-forgery code of a case, from the untouched stills it was filed with; see {@link StillCode}. */
final class CaseCode {
    private CaseCode() {}

    /** The code; empty for a case without any such still. */
    static Optional<String> of(CaseFile file, List<EvidenceItem> evidence) {
        List<StillCode.Still> stills = evidence.stream()
                .filter(item -> StillCode.covers(item.role().key()))
                .map(item -> new StillCode.Still(
                        item.fileName(),
                        item.sha256(),
                        ManifestJson.utc(item.from().at())))
                .toList();
        return stills.isEmpty()
                ? Optional.empty()
                : Optional.of(StillCode.of(file.id().value(), file.camera().value(), stills));
    }
}
