package io.streetward.sinks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.EvidenceRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A case event's payload, read; see {@code case-event.schema.json}. */
public final class EventDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root;

    private EventDocument(ObjectNode root) {
        this.root = root;
    }

    /** Reads an event's payload. */
    public static EventDocument of(CaseEvent event) {
        try {
            return new EventDocument((ObjectNode) JSON.readTree(event.payload()));
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IllegalStateException("event " + event.key() + " has a payload that is no JSON object", e);
        }
    }

    /**
     * An example, to try templates on.
     *
     * @param full with everything that may be there, or with nothing that may be missing
     */
    public static EventDocument sample(boolean full) {
        try (InputStream in = EventDocument.class.getResourceAsStream("case-event.sample.json")) {
            ObjectNode root = (ObjectNode) JSON.readTree(in);
            if (!full) {
                ObjectNode file = (ObjectNode) root.get("case");
                for (String key : List.of("plate", "previousCase", "left", "classification")) {
                    file.putNull(key);
                }
                file.putArray("announcements");
                file.putArray("verdicts");
                ((ObjectNode) file.get("evidence")).putArray("items");
                ((ObjectNode) file.get("zone")).putNull("place");
            }
            return new EventDocument(root);
        } catch (IOException e) {
            throw new UncheckedIOException("case-event.sample.json is missing from the build", e);
        }
    }

    /** A copy to add to. */
    public ObjectNode root() {
        return root.deepCopy();
    }

    /** A copy with its pictures named, as a webhook that sends none of them writes it to a template. */
    public ObjectNode withPictures() {
        ObjectNode copy = root();
        ArrayNode list = copy.putArray("pictures");
        pictures().forEach(picture -> picture.writeTo(list.addObject()));
        return copy;
    }

    /** What stands at a JSON pointer, as text; empty where nothing does. */
    public String text(String pointer) {
        return root.at(pointer).asText("");
    }

    /** What stands at a JSON pointer; a missing node where nothing does. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** The files of evidence that may leave the site, in the order they were made. */
    public List<EvidenceFile> pictures() {
        List<EvidenceFile> pictures = new ArrayList<>();
        for (JsonNode item : root.at("/case/evidence/items")) {
            if (EvidenceRole.ofKey(item.path("role").asText()).mayLeaveSite()) {
                pictures.add(new EvidenceFile(
                        item.path("role").asText(),
                        item.path("file").asText(),
                        item.path("sha256").asText(),
                        item.path("bytes").asLong(),
                        item.path("from").asText()));
            }
        }
        return pictures;
    }

    /**
     * One file of evidence.
     *
     * @param role as in the payload
     * @param name within the case's folder
     * @param sha256 lower-case hex
     * @param bytes its length
     * @param from UTC as in the payload, when its first picture was taken
     */
    public record EvidenceFile(String role, String name, String sha256, long bytes, String from) {
        /** Writes it as an item of {@code pictures}, without its content. */
        public ObjectNode writeTo(ObjectNode node) {
            return node.put("role", role)
                    .put("file", name)
                    .put("sha256", sha256)
                    .put("from", from)
                    .putNull("url")
                    .putNull("base64");
        }
    }
}
