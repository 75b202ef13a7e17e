package io.streetward.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads catalogue files, the shipped ones first, and adds them up. */
final class CatalogueFiles {
    private static final List<String> SHIPPED =
            List.of("events.yaml", "gbt-47678.5-2026.yaml", "gbt-30428.2-style.yaml", "cjt-style.yaml");

    /** A bound on what is read: a catalogue of ten thousand codes has about 1 MiB. */
    private static final long MOST_BYTES = 8L << 20;

    private final Schema schema;
    private final ObjectMapper mapper;

    /** One file's content. */
    record CatalogueFile(
            String edition, String source, List<CatalogueData.Event> events, List<CatalogueData.Standard> standards) {}

    CatalogueFiles(ObjectMapper mapper) {
        this.mapper = mapper;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schemaNode());
    }

    /** The JSON Schema of a catalogue file. */
    static JsonNode schemaNode() {
        try {
            return new ObjectMapper().readTree(resource("catalogue.schema.json"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The shipped files and those that {@code catalogue.files} of a configuration names.
     *
     * @param streams a tree that fits its schema, with its defaults
     * @param found what is wrong is added here
     */
    CatalogueData read(YamlTree streams, List<ConfigProblem> found) {
        CatalogueMerge merge = new CatalogueMerge(found);
        SHIPPED.forEach(name -> add(merge, "catalogue/" + name, resource("catalogue/" + name), found));
        JsonNode files = streams.root().at("/catalogue/files");
        for (int i = 0; i < files.size(); i++) {
            String at = "/catalogue/files/" + i;
            try {
                Path file = streams.beside(files.get(i).asText());
                if (Files.size(file) > MOST_BYTES) {
                    found.add(streams.problem(at, file + " is larger than " + (MOST_BYTES >> 20) + " MiB"));
                } else {
                    add(merge, file.toString(), Files.readString(file), found);
                }
            } catch (CharacterCodingException e) {
                found.add(streams.problem(at, "not UTF-8 text; save the file as UTF-8"));
            } catch (IOException | InvalidPathException e) {
                found.add(streams.problem(
                        at, "cannot be read: " + e.getMessage() + "; the path is relative to the folder of this file"));
            }
        }
        return merge.result();
    }

    private void add(CatalogueMerge merge, String name, String text, List<ConfigProblem> found) {
        try {
            YamlTree tree = YamlTree.parse(name, text);
            SchemaProblems problems = new SchemaProblems(schema.getSchemaNode(), tree);
            List<ConfigProblem> wrong = schema.validate(tree.root()).stream()
                    .map(problems::explain)
                    .distinct()
                    .toList();
            if (wrong.isEmpty()) {
                new Defaults(schema.getSchemaNode()).fill(tree.root());
                merge.add(tree, mapper.treeToValue(tree.root(), CatalogueFile.class));
            }
            found.addAll(wrong);
        } catch (ConfigException e) {
            found.addAll(e.problems());
        } catch (JsonProcessingException e) {
            found.add(new ConfigProblem(name, 1, 1, "", "cannot be taken: " + e.getOriginalMessage()));
        }
    }

    private static String resource(String name) {
        try (InputStream in = CatalogueFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is missing from the build", e);
        }
    }
}
