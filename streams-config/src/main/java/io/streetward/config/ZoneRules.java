package io.streetward.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Gives each zone the settings of its rule: its own section where it has one, over the file's {@code rules}. */
final class ZoneRules {
    private static final Map<String, String> SECTION_OF = Map.of(
            "no_parking", "parking", "no_vending", "vending", "shop_front", "vending", "carriageway", "spillage");

    private static final List<String> SECTIONS = List.of("parking", "vending", "spillage");

    private final YamlTree tree;
    private final List<ConfigProblem> found;

    ZoneRules(YamlTree tree, List<ConfigProblem> found) {
        this.tree = tree;
        this.found = found;
    }

    /** The section that holds the settings of a kind of zone. */
    static String sectionOf(String kind) {
        return SECTION_OF.getOrDefault(kind, "");
    }

    /** Resolves the sections in a tree that fits the schema; afterwards there are no {@code rules} any more. */
    void resolve() {
        JsonNode shared = tree.root().path("rules");
        JsonNode cameras = tree.root().path("cameras");
        for (int c = 0; c < cameras.size(); c++) {
            JsonNode zones = cameras.get(c).path("zones");
            for (int z = 0; z < zones.size(); z++) {
                if (zones.get(z) instanceof ObjectNode zone) {
                    resolve(zone, "/cameras/" + c + "/zones/" + z, shared);
                }
            }
        }
        if (tree.root() instanceof ObjectNode root) {
            root.remove("rules");
        }
    }

    private void resolve(ObjectNode zone, String at, JsonNode shared) {
        String kind = zone.path("kind").asText();
        String section = sectionOf(kind);
        for (String other : SECTIONS) {
            if (!other.equals(section) && zone.has(other)) {
                found.add(tree.problem(
                        at + "/" + other,
                        "does not belong to a " + kind + " zone; its settings stand in \"" + section + "\""));
            }
        }
        zone.set(section, over(shared.path(section), zone.path(section)));
    }

    private static ObjectNode over(JsonNode shared, JsonNode own) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        shared.properties()
                .forEach(entry -> result.set(entry.getKey(), entry.getValue().deepCopy()));
        own.properties().forEach(entry -> result.set(entry.getKey(), entry.getValue()));
        return result;
    }
}
