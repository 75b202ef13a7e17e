package io.streetward.sinks.viid;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streetward.sinks.Outcome;
import java.util.Optional;

/**
 * What a platform answered.
 *
 * @param status HTTP status
 * @param code the worst StatusCode of its ResponseStatus objects; 0: good, or it gave none
 * @param text its StatusString
 */
record ViidAnswer(int status, int code, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BUSY = 2;
    private static final int FAULTY = 3;
    private static final int INVALID_OPERATION = 4;
    private static final int REBOOTING = 7;

    static ViidAnswer of(int status, String body) {
        int worst = 0;
        String text = "";
        for (JsonNode object :
                parsed(body).map(node -> node.findValues("StatusCode")).orElse(java.util.List.of())) {
            int code = object.asInt(1);
            worst = worst == 0 ? code : worst;
        }
        if (worst != 0) {
            text = parsed(body)
                    .map(node -> node.findValue("StatusString"))
                    .map(JsonNode::asText)
                    .orElse("");
        }
        return new ViidAnswer(status, worst, text);
    }

    boolean good() {
        return status >= 200 && status < 300 && code == 0;
    }

    boolean notRegistered() {
        return status == 401 || status == 403 || code == INVALID_OPERATION;
    }

    Outcome outcome(String path) {
        String reason = path + ": HTTP " + status + (code == 0 ? "" : ", status " + code + " " + text);
        if (good()) {
            return new Outcome.Delivered();
        }
        boolean platform = status >= 500
                || status < 200
                || (status >= 300 && status < 400)
                || status == 408
                || status == 429
                || notRegistered()
                || code == BUSY
                || code == FAULTY
                || code == REBOOTING;
        return platform ? new Outcome.Unreachable(reason) : new Outcome.Refused(reason);
    }

    private static Optional<JsonNode> parsed(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
