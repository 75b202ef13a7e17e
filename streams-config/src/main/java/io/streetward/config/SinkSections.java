package io.streetward.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives each sink the section of its type, and says what makes no sense together in one. */
final class SinkSections {
    private static final List<String> TYPES = List.of("webhook", "mqtt", "kafka", "viid");
    private static final Map<String, Pattern> ADDRESS = Map.of(
            "webhook", Pattern.compile("https?://.+"),
            "viid", Pattern.compile("https?://.+"),
            "mqtt", Pattern.compile("mqtts?://[^/,]+"),
            "kafka", Pattern.compile("kafkas?://[^/]+"));
    private static final Map<String, String> EXPECTED = Map.of(
            "webhook", "http://host/path or https://host/path",
            "viid", "http://host:port or https://host:port",
            "mqtt", "mqtt://host:port or mqtts://host:port",
            "kafka", "kafka://host:port,host:port or kafkas://host:port");
    private static final Set<String> WITH_CREDENTIALS = Set.of("mqtt", "kafka", "viid");

    private final YamlTree tree;
    private final List<ConfigProblem> found;

    SinkSections(YamlTree tree, List<ConfigProblem> found) {
        this.tree = tree;
        this.found = found;
    }

    /** Before the defaults are filled in, on a tree that fits the schema. */
    void resolve() {
        Set<String> seen = new HashSet<>();
        JsonNode sinks = tree.root().path("sinks");
        for (int i = 0; i < sinks.size(); i++) {
            if (sinks.get(i) instanceof ObjectNode sink) {
                String at = "/sinks/" + i;
                if (!seen.add(sink.path("id").asText())) {
                    add(at + "/id", "a second sink \"" + sink.path("id").asText() + "\"; ids are unique");
                }
                section(sink, at);
                address(sink, at);
                secrets(sink, at);
            }
        }
    }

    private void section(ObjectNode sink, String at) {
        String type = sink.path("type").asText();
        for (String other : TYPES) {
            if (!other.equals(type) && sink.has(other)) {
                add(at + "/" + other, "does not belong to a " + type + " sink; its settings stand in \"" + type + "\"");
            }
        }
        if (type.equals("viid") && !sink.has("viid")) {
            add(at, "a viid sink needs \"viid\" with this site's deviceId, 20 digits");
        } else if (!sink.has(type)) {
            sink.putObject(type);
        }
        JsonNode webhook = sink.path("webhook");
        boolean byUrl = webhook.path("pictures").asText().equals("url");
        if (byUrl != webhook.has("picturesUrl")) {
            add(
                    at + "/webhook",
                    byUrl
                            ? "pictures: url needs picturesUrl, what stands before /CASE/FILE"
                            : "picturesUrl is of use with pictures: url only");
        }
    }

    private void address(ObjectNode sink, String at) {
        String type = sink.path("type").asText();
        String url = sink.path("url").asText();
        Pattern pattern = ADDRESS.get(type);
        if (pattern == null || !pattern.matcher(url).matches()) {
            add(at + "/url", "\"" + url + "\" is no address of a " + type + " sink; expected " + EXPECTED.get(type));
        } else if (!type.equals("kafka")) {
            try {
                URI uri = URI.create(url);
                if (uri.getHost() == null) {
                    add(at + "/url", "\"" + url + "\" names no host; expected " + EXPECTED.get(type));
                } else if (uri.getUserInfo() != null) {
                    add(at + "/url", "holds a user name or password; move them to \"credentials\"");
                }
            } catch (IllegalArgumentException e) {
                add(at + "/url", "\"" + url + "\" is no address: " + e.getMessage());
            }
        }
    }

    private void secrets(ObjectNode sink, String at) {
        String type = sink.path("type").asText();
        if (sink.has("secretEnv") && sink.has("secretFile")) {
            add(at + "/secretFile", "expected either secretEnv or secretFile, not both");
        }
        if (!type.equals("webhook") && (sink.has("secretEnv") || sink.has("secretFile"))) {
            add(at + "/secretEnv", "only a webhook is signed; a " + type + " sink logs in with \"credentials\"");
        }
        JsonNode credentials = sink.path("credentials");
        if (credentials.isObject()) {
            if (!WITH_CREDENTIALS.contains(type)) {
                add(at + "/credentials", "a webhook does not log in; it signs what it posts, see secretEnv");
            } else if (credentials.has("passwordEnv") == credentials.has("passwordFile")) {
                add(at + "/credentials", "expected either passwordEnv or passwordFile, exactly one of them");
            }
        }
    }

    private void add(String pointer, String problem) {
        found.add(tree.problem(pointer, problem));
    }
}
