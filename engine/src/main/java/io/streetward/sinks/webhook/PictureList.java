package io.streetward.sinks.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.CaseEvent;
import io.streetward.sinks.EventDocument;
import io.streetward.sinks.EvidenceFiles;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code pictures} into an event: {@code role}, {@code file}, {@code sha256}, {@code from}, and {@code url} or {@code base64}. */
final class PictureList {
    private static final Logger LOG = LoggerFactory.getLogger(PictureList.class);

    private final PictureSettings settings;
    private final EvidenceFiles files;

    PictureList(PictureSettings settings, EvidenceFiles files) {
        this.settings = settings;
        this.files = files;
    }

    void addTo(ObjectNode root, CaseEvent event, EventDocument document) {
        if (settings.form() == PictureSettings.Form.NONE) {
            return;
        }
        ArrayNode list = root.putArray("pictures");
        long left = settings.maxBytes();
        for (EventDocument.EvidenceFile picture : document.pictures()) {
            ObjectNode node = picture.writeTo(list.addObject());
            if (settings.form() == PictureSettings.Form.URL) {
                node.put("url", settings.baseUrl() + "/" + event.caseId() + "/" + picture.name());
            } else if (picture.bytes() <= left) {
                Optional<byte[]> content = read(event, picture);
                if (content.isPresent()) {
                    left -= content.get().length;
                    node.put("base64", Base64.getEncoder().encodeToString(content.get()));
                }
            }
        }
    }

    private Optional<byte[]> read(CaseEvent event, EventDocument.EvidenceFile picture) {
        try {
            return files.read(event.caseId(), picture.name()).filter(bytes -> bytes.length == picture.bytes());
        } catch (IOException e) {
            // The event matters more than its picture.
            LOG.warn(
                    "case {}: {} cannot be read and is told without its content: {}",
                    event.caseId(),
                    picture.name(),
                    e);
            return Optional.empty();
        }
    }
}
