package io.streetward.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads {@code streams.yaml} and the catalogue files it names: YAML, then the JSON Schema, then what only makes sense
 * together. All problems of a stage are reported at once.
 */
public final class ConfigLoader {
    private final Schema schema;
    private final ObjectMapper mapper;
    private final CatalogueFiles catalogueFiles;

    public ConfigLoader() {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaNode());
        this.mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(new JavaTimeModule())
                .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations()))
                .build();
        this.catalogueFiles = new CatalogueFiles(mapper);
    }

    /** The JSON Schema that editors and this loader use. */
    public static JsonNode schemaNode() {
        try (InputStream in = ConfigLoader.class.getResourceAsStream("streams.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("streams.schema.json is missing from the build", e);
        }
    }

    /** The JSON Schema of the catalogue files that {@code catalogue.files} names. */
    public static JsonNode catalogueSchemaNode() {
        return CatalogueFiles.schemaNode();
    }

    /**
     * Reads and checks one file.
     *
     * @throws ConfigException with every problem found, each with its place
     */
    public StreetwardConfig load(Path file) throws ConfigException {
        String name = file.toString();
        try {
            return parse(name, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw unreadable(name, "no such file; give the path of a streams.yaml");
        } catch (CharacterCodingException e) {
            throw unreadable(name, "not UTF-8 text; save the file as UTF-8");
        } catch (IOException e) {
            throw unreadable(name, "cannot be read: " + e.getMessage());
        }
    }

    /**
     * Checks a text.
     *
     * @param name as named in problems; the files it names are looked for beside it
     */
    public StreetwardConfig parse(String name, String yaml) throws ConfigException {
        YamlTree tree = YamlTree.parse(name, yaml);
        SchemaProblems problems = new SchemaProblems(schema.getSchemaNode(), tree);
        List<ConfigProblem> found = new ArrayList<>(schema.validate(tree.root()).stream()
                .map(problems::explain)
                .distinct()
                .toList());
        if (found.isEmpty()) {
            new ZoneRules(tree, found).resolve();
            new SinkSections(tree, found).resolve();
            new Defaults(schema.getSchemaNode()).fill(tree.root());
            checkTimeZone(tree, found);
            CatalogueData data = catalogueFiles.read(tree, found);
            if (tree.root().path("catalogue") instanceof ObjectNode catalogue) {
                catalogue.set("data", mapper.valueToTree(data));
            }
        }
        if (found.isEmpty()) {
            StreetwardConfig config = bind(tree);
            found.addAll(new Coherence(tree, config).problems());
            if (found.isEmpty()) {
                return config;
            }
        }
        found.sort(Comparator.comparing(ConfigProblem::file)
                .thenComparingInt(ConfigProblem::line)
                .thenComparingInt(ConfigProblem::column));
        throw new ConfigException(found);
    }

    private StreetwardConfig bind(YamlTree tree) throws ConfigException {
        try {
            return mapper.treeToValue(tree.root(), StreetwardConfig.class);
        } catch (JsonProcessingException e) {
            // What the schema lets through and the records refuse, such as a URL with a space in it.
            String pointer = "";
            if (e instanceof com.fasterxml.jackson.databind.JsonMappingException mapping) {
                StringBuilder path = new StringBuilder();
                mapping.getPath()
                        .forEach(r -> path.append('/')
                                .append(r.getFieldName() != null ? YamlTree.escape(r.getFieldName()) : r.getIndex()));
                pointer = path.toString();
            }
            throw new ConfigException(List.of(tree.problem(pointer, e.getOriginalMessage())));
        }
    }

    private static void checkTimeZone(YamlTree tree, List<ConfigProblem> found) {
        String zone = tree.root().at("/site/timeZone").asText();
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            found.add(tree.problem(
                    "/site/timeZone",
                    "\"" + zone + "\" is no time zone; expected an IANA name such as Asia/Shanghai."
                            + NearMiss.hint(zone, ZoneId.getAvailableZoneIds())));
        }
    }

    private static ConfigException unreadable(String name, String problem) {
        return new ConfigException(List.of(new ConfigProblem(name, 1, 1, "", problem)));
    }
}
