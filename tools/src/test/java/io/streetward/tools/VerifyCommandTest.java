package io.streetward.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.seal.CanonicalJson;
import io.streetward.seal.Hashes;
import io.streetward.seal.SiteKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on bundles written here by its own reading of the format; those of the engine are the engine's tests. */
class VerifyCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private SiteKey key;
    private String keyFile = "";
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void seal() throws Exception {
        key = SiteKey.openOrMake(folder.resolve("keys"));
        keyFile = folder.resolve("keys/site-key.pem").toString();
        String before = bundle("c-1", 1, null);
        bundle("c-2", 2, before);
    }

    @Test
    void bundlesAsTheyWereSealedAreVerified() {
        assertThat(run("verify", cases(), "--key", keyFile)).isZero();

        assertThat(out.toString())
                .contains("c-1", "c-2", "good")
                .contains("VERIFIED: 2 of 2 bundles are whole, the chain between them holds");
        assertThat(run("verify", cases() + "/c-2", "--key", keyFile)).isZero();
    }

    @Test
    void whatBrokeIsNamedAndTheAnswerIsNo() throws Exception {
        Files.writeString(folder.resolve("cases/c-2/clip.mp4"), "cut");

        assertThat(run("verify", cases(), "--key", keyFile)).isEqualTo(1);
        assertThat(out.toString()).contains("BROKEN  c-2/clip.mp4: file_changed", "NOT VERIFIED: 1 of 2");
    }

    @Test
    void theFirstBrokenLinkIsNamed() throws Exception {
        Path manifest = folder.resolve("cases/c-1/manifest.json");
        ObjectNode changed = (ObjectNode) CanonicalJson.read(Files.readAllBytes(manifest));
        Files.write(manifest, CanonicalJson.write(changed.put("extra", "said later")));

        assertThat(run("verify", cases(), "--key", keyFile)).isEqualTo(1);
        assertThat(out.toString())
                .contains("BROKEN  c-1/manifest.json.sig: signature_wrong")
                .contains("first broken link: c-2/manifest.json (number 2)");
    }

    @Test
    void withoutAKeyNothingIsVerified() {
        assertThat(run("verify", cases())).isEqualTo(1);
        assertThat(out.toString()).contains("key_not_given", "unproven");
    }

    @Test
    void programsGetTheSameAsJson() throws Exception {
        Files.delete(folder.resolve("cases/c-1/clip.mp4"));

        assertThat(run("verify", cases(), "--key", keyFile, "--json")).isEqualTo(1);
        JsonNode report = MAPPER.readTree(out.toString());
        assertThat(report.at("/good").asBoolean()).isFalse();
        assertThat(report.at("/bundles/0/findings/0/problem").asText()).isEqualTo("file_missing");
        assertThat(report.at("/bundles/0/findings/0/where").asText()).isEqualTo("c-1/clip.mp4");
        assertThat(report.at("/bundles/1/manifests/0/sequence").asInt()).isEqualTo(2);
    }

    @Test
    void aKeyThatIsNoneAndAFolderThatIsNotThereAreSaid() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "hello");

        assertThat(run("verify", cases(), "--key", none.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(none + ": expected a PEM block \"PUBLIC KEY\"");
        assertThat(run("verify", folder.resolve("gone").toString(), "--key", keyFile))
                .isEqualTo(1);
        assertThat(err.toString()).contains("is no folder");
    }

    private String cases() {
        return folder.resolve("cases").toString();
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private String bundle(String id, int sequence, String previous) throws IOException {
        Path bundle = Files.createDirectories(folder.resolve("cases").resolve(id));
        byte[] clip = ("clip of " + id).getBytes(StandardCharsets.UTF_8);
        Files.write(bundle.resolve("clip.mp4"), clip);
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", "streetward-manifest/1")
                .put("kind", "case")
                .put("keyId", key.publicKey().id());
        root.putObject("chain").put("site", "s").put("sequence", sequence).put("previousSha256", previous);
        root.putObject("case").put("id", id).put("version", 1).putNull("previousVersionSha256");
        root.putArray("files")
                .addObject()
                .put("name", "clip.mp4")
                .put("role", "clip")
                .put("bytes", clip.length)
                .put("sha256", Hashes.sha256(clip));
        byte[] manifest = CanonicalJson.write(root);
        Files.write(bundle.resolve("manifest.json"), manifest);
        Files.write(bundle.resolve("manifest.json.sig"), key.sign(manifest));
        return Hashes.sha256(manifest);
    }
}
