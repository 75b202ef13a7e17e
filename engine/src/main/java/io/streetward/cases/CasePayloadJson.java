package io.streetward.cases;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A case event as JSON, format {@value #FORMAT}: what happened, and the case as it was then. Its JSON Schema is the resource
 * {@code case-event.schema.json}; {@code docs/delivery.md} explains it to whoever receives it.
 */
public final class CasePayloadJson implements CasePayload {
    /** Changes when a reader of the former would go wrong; a key may be added without. */
    static final String FORMAT = "streetward-case-event/1";

    private final ObjectMapper mapper = new ObjectMapper();
    private final CaseNode cases;

    /** One that tells what the case book knows. */
    public CasePayloadJson() {
        this(CaseAnnex.NONE);
    }

    /**
     * One that tells more.
     *
     * @param annex what the city's tables say, and the plate
     */
    public CasePayloadJson(CaseAnnex annex) {
        this.cases = new CaseNode(annex);
    }

    @Override
    public String of(String key, CaseDossier dossier, CaseChange change) {
        ObjectNode root = mapper.createObjectNode();
        root.put("format", FORMAT).put("key", key).put("sequence", sequence(key));
        root.put("kind", change.kind().key()).put("at", Columns.utc(change.at()));
        root.put("actor", change.actor()).put("reason", change.reason());
        cases.put(root.putObject("case"), dossier);
        return root.toString();
    }

    /** Which event of its case it is: the last part of the key. */
    private static int sequence(String key) {
        return Integer.parseInt(key.substring(key.lastIndexOf('-') + 1));
    }
}
