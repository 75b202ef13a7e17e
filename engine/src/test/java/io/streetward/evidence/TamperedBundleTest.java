package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.CanonicalJson;
import io.streetward.seal.Finding;
import io.streetward.seal.Manifest;
import io.streetward.seal.Problem;
import io.streetward.seal.SiteKey;
import io.streetward.seal.VerifyReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three sealed cases, of which the second was announced after its sealing; each test breaks one thing. */
class TamperedBundleTest {
    @TempDir
    Path data;

    private SealingRig rig;
    private Path first;
    private Path second;
    private Path third;

    @BeforeEach
    void seal() throws Exception {
        rig = new SealingRig(data);
        first = rig.folder(rig.sealedCase("c-1"));
        CaseFile announced = rig.sealedCase("c-2");
        second = rig.folder(announced);
        third = rig.folder(rig.sealedCase("c-3"));
        rig.announce(announced);
        rig.writer.writeRecord(announced.id());
        assertThat(rig.verify().findings()).isEmpty();
        assertThat(rig.verify().bundles()).extracting(b -> b.signed()).containsExactly(1, 2, 1);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aFlippedBitIsFoundInItsFile() throws Exception {
        byte[] clip = Files.readAllBytes(second.resolve("clip.mp4"));
        clip[3] ^= 1;
        Files.write(second.resolve("clip.mp4"), clip);

        Finding finding = onlyFinding();
        assertThat(finding.problem()).isEqualTo(Problem.FILE_CHANGED);
        assertThat(finding.where()).isEqualTo("c-2/clip.mp4");
        assertThat(finding.detail()).contains(DurableFiles.sha256(second.resolve("clip.mp4")));
    }

    @Test
    void aRemovedFileIsNamed() throws Exception {
        Files.delete(first.resolve("still-1-arrival.jpg"));

        assertFound(Problem.FILE_MISSING, "c-1/still-1-arrival.jpg");
    }

    @Test
    void anAddedFileIsNamed() throws Exception {
        Files.writeString(third.resolve("still-3.jpg"), "made up");

        assertFound(Problem.FILE_EXTRA, "c-3/still-3.jpg");
    }

    @Test
    void anAddedFolderIsNamed() throws Exception {
        Files.createDirectories(third.resolve("more"));
        Files.writeString(third.resolve("more/still-3.jpg"), "made up");

        assertThat(rig.verify().findings())
                .extracting(Finding::problem, Finding::where)
                .contains(tuple(Problem.NOT_SEALED, "more/manifest.json"));
    }

    @Test
    void aLinkInPlaceOfAFileIsNamed() throws Exception {
        Files.move(third.resolve("clip.mp4"), data.resolve("elsewhere.mp4"));
        Files.createSymbolicLink(third.resolve("clip.mp4"), data.resolve("elsewhere.mp4"));

        assertFound(Problem.FILE_CHANGED, "c-3/clip.mp4");
    }

    @Test
    void anEditedRecordIsFoundInTheSealedOneAndInTheLivingOne() throws Exception {
        edit(second.resolve("case-2.json"), "East gate", "West gate");
        assertFound(Problem.FILE_CHANGED, "c-2/case-2.json");
        edit(second.resolve("case-2.json"), "West gate", "East gate");
        edit(second.resolve("case.json"), "East gate", "West gate");
        assertFound(Problem.RECORD_CHANGED, "c-2/case.json");
    }

    @Test
    void anEditedManifestFailsItsSignatureAndBreaksTheChainAfterIt() throws Exception {
        edit(first.resolve("manifest.json"), "East gate", "West gate");

        VerifyReport report = rig.verify();
        assertThat(report.findings())
                .extracting(Finding::problem)
                .containsExactly(Problem.SIGNATURE_WRONG, Problem.CHAIN_BROKEN);
        assertThat(report.findings().get(0).where()).isEqualTo("c-1/manifest.json.sig");
        assertThat(report.chain().get(0).where()).isEqualTo("c-2/manifest.json (number 2)");
        assertThat(report.chain().get(0).detail()).contains("c-1/manifest.json (number 1)");
    }

    @Test
    void aManifestInAnotherFormIsNotRead() throws Exception {
        edit(first.resolve("manifest.json"), "{\"camera\"", "{ \"camera\"");

        assertThat(rig.verify().findings())
                .extracting(Finding::problem, Finding::where)
                .contains(tuple(Problem.MANIFEST_UNREADABLE, "c-1/manifest.json"));
    }

    @Test
    void aSwappedSignatureIsFoundAtBoth() throws Exception {
        swap(first.resolve("manifest.json.sig"), third.resolve("manifest.json.sig"));

        assertThat(rig.verify().findings())
                .extracting(Finding::problem, Finding::where)
                .containsExactly(
                        tuple(Problem.SIGNATURE_WRONG, "c-1/manifest.json.sig"),
                        tuple(Problem.SIGNATURE_WRONG, "c-3/manifest.json.sig"));
    }

    @Test
    void aRemovedSignatureIsNamed() throws Exception {
        Files.delete(second.resolve("manifest-2.json.sig"));

        assertFound(Problem.SIGNATURE_MISSING, "c-2/manifest-2.json.sig");
    }

    @Test
    void aForeignKeyIsFoundEvenWhereItSignedTheWholeBundleWithItsOwnCopy() throws Exception {
        SiteKey foreign = SiteKey.openOrMake(data.resolve("foreign"));
        resign(
                third,
                foreign,
                manifest -> manifest.put("keyId", foreign.publicKey().id()));

        assertThat(rig.verify().findings())
                .anyMatch(f -> f.problem() == Problem.KEY_FOREIGN && f.where().equals("c-3/manifest.json"));
    }

    @Test
    void aCodeThatTheStillsDoNotGiveIsNamed() throws Exception {
        resign(
                third,
                rig.key,
                manifest -> ((ObjectNode) manifest.get("case")).put("antiForgeryCode", "AAAA-BBBB-CCCC-DDDD"));

        Finding finding = rig.verify().findings().stream()
                .filter(f -> f.problem() == Problem.CODE_WRONG)
                .findFirst()
                .orElseThrow();
        assertThat(finding.where()).isEqualTo("c-3/manifest.json");
        assertThat(finding.detail())
                .startsWith("it names the anti-forgery code AAAA-BBBB-CCCC-DDDD, but its 1 untouched stills give ");
    }

    @Test
    void aMissingMiddleCaseIsAGapUnlessTheBundlesAreASelection() throws Exception {
        DurableFiles.deleteTree(third);

        Finding gap = onlyFinding();
        assertThat(gap.problem()).isEqualTo(Problem.CHAIN_GAP);
        assertThat(gap.where()).isEqualTo("c-2/manifest-2.json (number 4)");
        assertThat(gap.detail()).isEqualTo("number 3 is missing between it and c-2/manifest.json (number 2)");
        assertThat(new BundleVerifier(List.of(rig.key.publicKey()))
                        .verify(data, true)
                        .findings())
                .isEmpty();
    }

    @Test
    void aMissingVersionIsNamed() throws Exception {
        rig.announce(rig.book.find(new CaseId("c-2")).orElseThrow().file());
        rig.writer.writeRecord(new CaseId("c-2"));
        Files.delete(second.resolve("manifest-2.json"));

        assertThat(rig.verify().findings())
                .extracting(Finding::problem, Finding::where)
                .contains(
                        tuple(Problem.MANIFEST_MISSING, "c-2/manifest-2.json"),
                        tuple(Problem.CHAIN_GAP, "c-2/manifest-3.json (number 5)"));
    }

    @Test
    void aCaseMovedToAnothersPlaceIsFound() throws Exception {
        swap(first, third);

        assertThat(rig.verify().findings())
                .filteredOn(f -> f.problem() == Problem.MANIFEST_MISPLACED)
                .extracting(Finding::where)
                .containsExactly("c-3/manifest.json", "c-1/manifest.json");
    }

    @Test
    void casesReorderedByTheHolderOfTheKeyBreakTheChain() throws Exception {
        resign(first, rig.key, manifest -> chain(manifest).put("sequence", 3));
        resign(third, rig.key, manifest -> chain(manifest).put("sequence", 1).putNull("previousSha256"));

        VerifyReport report = rig.verify();
        assertThat(report.chain()).extracting(Finding::problem).containsOnly(Problem.CHAIN_BROKEN);
        assertThat(report.chain().get(0).where()).isEqualTo("c-2/manifest.json (number 2)");
    }

    @Test
    void aBundleCopiedUnderAnotherDayHasItsNumberTwice() throws Exception {
        Path copy = Files.createDirectories(data.resolve("cases/2026-01-01/c-1"));
        try (Stream<Path> files = Files.list(first)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }

        assertThat(onlyFinding().problem()).isEqualTo(Problem.CHAIN_NUMBER_TWICE);
    }

    @Test
    void withoutAKeyNothingIsProvenThoughAllElseIsChecked() throws Exception {
        VerifyReport report = new BundleVerifier(List.of()).verify(first, false);

        assertThat(report.good()).isFalse();
        assertThat(report.findings()).extracting(Finding::problem).containsExactly(Problem.KEY_NOT_GIVEN);
        assertThat(report.bundles().get(0).files()).isEqualTo(4);
    }

    @Test
    void aFolderWithoutBundlesIsNotGood() throws Exception {
        assertThat(new BundleVerifier(List.of(rig.key.publicKey()))
                        .verify(Files.createDirectories(data.resolve("empty")), false)
                        .good())
                .isFalse();
    }

    private Finding onlyFinding() throws IOException {
        List<Finding> findings = rig.verify().findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private void assertFound(Problem problem, String where) throws IOException {
        Finding finding = onlyFinding();
        assertThat(finding.problem()).isEqualTo(problem);
        assertThat(finding.where()).isEqualTo(where);
    }

    private static ObjectNode chain(ObjectNode manifest) {
        return (ObjectNode) manifest.get("chain");
    }

    private static void resign(Path bundle, SiteKey key, Consumer<ObjectNode> change) throws IOException {
        Path manifest = bundle.resolve(Manifest.fileName(1));
        ObjectNode root = (ObjectNode) CanonicalJson.read(Files.readAllBytes(manifest));
        change.accept(root);
        byte[] content = CanonicalJson.write(root);
        Files.write(manifest, content);
        Files.write(bundle.resolve(Manifest.signatureName(1)), key.sign(content));
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to), StandardCharsets.UTF_8);
    }

    private static void swap(Path a, Path b) throws IOException {
        Path aside = a.resolveSibling("aside");
        Files.move(a, aside);
        Files.move(b, a, StandardCopyOption.ATOMIC_MOVE);
        Files.move(aside, b, StandardCopyOption.ATOMIC_MOVE);
    }
}
