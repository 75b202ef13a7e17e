package io.streetward.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.cases.CaseAnnex;
import io.streetward.cases.CaseDossier;
import io.streetward.cases.EvidenceItem;
import io.streetward.cases.EvidenceRole;
import io.streetward.evidence.DataFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a case's number plate from the reading among its evidence. Plates are never logged. */
final class PlateAnnex implements CaseAnnex {
    private static final Logger LOG = LoggerFactory.getLogger(PlateAnnex.class);

    private final DataFolders folders;
    private final ObjectMapper mapper = new ObjectMapper();

    PlateAnnex(DataFolders folders) {
        this.folders = folders;
    }

    @Override
    public @Nullable Plate plate(CaseDossier dossier) {
        Optional<EvidenceItem> reading = dossier.evidence().stream()
                .filter(item -> item.role() == EvidenceRole.PLATE_READING)
                .findFirst();
        if (reading.isEmpty()) {
            return null;
        }
        Path file = folders.caseFolder(dossier.file()).resolve(reading.get().fileName());
        try {
            JsonNode plate = mapper.readTree(file.toFile());
            return plate.path("text").isTextual()
                    ? new Plate(
                            plate.path("text").asText(),
                            plate.path("kind").asText(),
                            plate.path("confidence").asDouble())
                    : null;
        } catch (IOException e) {
            LOG.warn(
                    "case {}: its plate reading cannot be read: {}",
                    dossier.file().id(),
                    e.toString());
            return null;
        }
    }
}
