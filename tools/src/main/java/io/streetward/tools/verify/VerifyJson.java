package io.streetward.tools.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.seal.BundleReport;
import io.streetward.seal.Finding;
import io.streetward.seal.Manifest;
import io.streetward.seal.VerifyReport;
import java.util.List;

/** A verification for programs. */
final class VerifyJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private VerifyJson() {}

    static String of(VerifyReport report) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("good", report.good());
        ArrayNode bundles = root.putArray("bundles");
        for (BundleReport bundle : report.bundles()) {
            ObjectNode node = bundles.addObject();
            node.put("bundle", bundle.name())
                    .put("folder", bundle.folder().toString())
                    .put("goodFiles", bundle.files())
                    .put("signedManifests", bundle.signed());
            ArrayNode manifests = node.putArray("manifests");
            for (Manifest manifest : bundle.manifests()) {
                manifests
                        .addObject()
                        .put("version", manifest.version())
                        .put("sequence", manifest.sequence())
                        .put("sha256", manifest.sha256())
                        .put("keyId", manifest.keyId());
            }
            put(node.putArray("findings"), bundle.findings());
        }
        put(root.putArray("chain"), report.chain());
        report.remarks().forEach(root.putArray("remarks")::add);
        return root.toPrettyString();
    }

    private static void put(ArrayNode array, List<Finding> findings) {
        for (Finding finding : findings) {
            array.addObject()
                    .put("problem", finding.problem().key())
                    .put("where", finding.where())
                    .put("detail", finding.detail());
        }
    }
}
