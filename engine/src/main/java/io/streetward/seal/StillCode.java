package io.streetward.seal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The anti-forgery code that is printed in every picture drawn of a case: 16 characters that anybody can work out from the
 * untouched stills. It is the Base32 (RFC 4648, section 6) of the first 80 bits of the SHA-256 over these lines, each ended
 * with a line feed:
 *
 * <pre>
 * streetward-code/1
 * the case's id
 * the camera's id
 * SHA-256 of an untouched still in lower-case hex, a space, its UTC time as the manifest has it
 * … one line for each still, in the order of their file names
 * </pre>
 *
 * <p>80 bits: to find another set of stills with a given code takes 2<sup>80</sup> attempts. {@code docs/verify.md} has the
 * commands.
 */
public final class StillCode {
    private static final String FORMAT = "streetward-code/1";

    /** Of the stills a case is filed with; what is taken later is no part of the code. */
    private static final Set<String> ROLES =
            Set.of("clean_before_still", "arrival_still", "confirmation_still", "vehicle_still");

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int CHARACTERS = 16;
    private static final int BITS_EACH = 5;
    private static final int GROUP = 4;

    /**
     * An untouched still.
     *
     * @param sha256 lower-case hex
     * @param at UTC, ISO 8601 with six digits of a second
     */
    public record Still(String fileName, String sha256, String at) {}

    private StillCode() {}

    /** Whether a file of this role is one of the stills that the code is made of. */
    public static boolean covers(String role) {
        return ROLES.contains(role);
    }

    /** The code, in groups of four with a hyphen between. */
    public static String of(String caseId, String camera, List<Still> stills) {
        StringBuilder lines = new StringBuilder();
        lines.append(FORMAT)
                .append('\n')
                .append(caseId)
                .append('\n')
                .append(camera)
                .append('\n');
        stills.stream()
                .sorted(Comparator.comparing(Still::fileName))
                .forEach(still -> lines.append(still.sha256())
                        .append(' ')
                        .append(still.at())
                        .append('\n'));
        return grouped(Hashes.sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * What is wrong with the code that a manifest names; empty when it is the right one, or none is named.
     *
     * @throws IOException when it is no canonical JSON
     */
    static Optional<String> mismatch(byte[] manifest) throws IOException {
        JsonNode root = CanonicalJson.read(manifest);
        String said = root.path("case").path("antiForgeryCode").textValue();
        if (said == null) {
            return Optional.empty();
        }
        List<Still> stills = new ArrayList<>();
        for (JsonNode file : root.path("files")) {
            if (covers(file.path("role").asText())) {
                stills.add(new Still(
                        file.path("name").asText(),
                        file.path("sha256").asText(),
                        file.path("from").path("at").asText()));
            }
        }
        String right = of(
                root.path("case").path("id").asText(),
                root.path("camera").path("id").asText(),
                stills);
        return said.equals(right)
                ? Optional.empty()
                : Optional.of("it names the anti-forgery code " + said + ", but its " + stills.size()
                        + " untouched stills give " + right);
    }

    private static String grouped(String hex) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            int value = 0;
            for (int bit = i * BITS_EACH; bit < (i + 1) * BITS_EACH; bit++) {
                int nibble = Character.digit(hex.charAt(bit / 4), 16);
                value = 2 * value + ((nibble >> (3 - bit % 4)) & 1);
            }
            code.append(BASE32.charAt(value));
        }
        return code.toString();
    }
}
