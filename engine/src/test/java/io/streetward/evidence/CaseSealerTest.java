package io.streetward.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.streetward.cases.CaseFile;
import io.streetward.cases.CaseId;
import io.streetward.cases.EvidenceStatus;
import io.streetward.cases.Seal;
import io.streetward.cases.SealLedger;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.CanonicalJson;
import io.streetward.seal.Manifest;
import io.streetward.seal.Problem;
import io.streetward.seal.PublicKeyFile;
import io.streetward.seal.VerifyReport;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseSealerTest {
    @TempDir
    Path data;

    @Test
    void aManifestSaysWhatWasSeenWhereWhenAndByWhichClock() throws Exception {
        try (SealingRig rig = new SealingRig(data)) {
            CaseFile file = rig.sealedCase("c-1");

            JsonNode manifest =
                    CanonicalJson.read(Files.readAllBytes(rig.folder(file).resolve("manifest.json")));
            assertThat(manifest.at("/chain").toString())
                    .isEqualTo("{\"previousSha256\":null,\"sequence\":1,\"site\":\"site-1\"}");
            assertThat(manifest.at("/keyId").asText())
                    .isEqualTo(rig.key.publicKey().id());
            assertThat(manifest.at("/camera/id").asText()).isEqualTo("gate-east");
            assertThat(manifest.at("/place/zoneName").asText()).isEqualTo("east gate kerb");
            assertThat(manifest.at("/place").has("publicNoticeNumber")).isTrue();
            assertThat(manifest.at("/rule/dwellLimitMicros").asLong()).isEqualTo(30_000_000);
            assertThat(manifest.at("/case/started/ptsMicros").asLong()).isEqualTo(20_000_000);
            assertThat(manifest.at("/case/softwareVersion").asText()).isEqualTo("0.1.0-test");
            assertThat(manifest.at("/case/filedAt").asText()).endsWith("Z").hasSize(27);
            JsonNode still = manifest.at("/files/0");
            assertThat(still.at("/name").asText()).isEqualTo("still-1-arrival.jpg");
            assertThat(still.at("/sha256").asText())
                    .isEqualTo(DurableFiles.sha256(rig.folder(file).resolve("still-1-arrival.jpg")));
            assertThat(still.at("/clock").toString())
                    .isEqualTo("{\"aheadMicros\":-1250000,\"samples\":240,\"uncertaintyMicros\":20000}");
            assertThat(manifest.at("/files").findValuesAsText("role"))
                    .containsExactly("arrival_still", "clip", "record", "public_key");
            assertThat(rig.verify().findings()).isEmpty();
        }
    }

    @Test
    void aCaseStillBeingRecordedIsNotSealed() throws Exception {
        try (SealingRig rig = new SealingRig(data)) {
            CaseFile file = rig.finishedCase("c-1");
            rig.book.addEvidence(file.id(), List.of(), EvidenceStatus.PENDING);
            rig.writer.writeRecord(file.id());

            assertThat(rig.folder(file).resolve("case.json")).exists();
            assertThat(rig.folder(file).resolve("manifest.json")).doesNotExist();
            assertThat(rig.verify().findings())
                    .singleElement()
                    .matches(finding -> finding.problem() == Problem.NOT_SEALED);
        }
    }

    @Test
    void aCaseThatLivesOnGetsFurtherVersionsAndOldOnesStayAsTheyAre() throws Exception {
        try (SealingRig rig = new SealingRig(data)) {
            CaseFile first = rig.sealedCase("c-1");
            String sealed = DurableFiles.sha256(rig.folder(first).resolve("manifest.json"));
            rig.sealedCase("c-2");
            rig.announce(first);
            rig.writer.writeRecord(first.id());
            rig.writer.writeRecord(first.id()); // nothing new: no third version

            assertThat(DurableFiles.sha256(rig.folder(first).resolve("manifest.json")))
                    .isEqualTo(sealed);
            Manifest second =
                    Manifest.parse(Files.readAllBytes(rig.folder(first).resolve("manifest-2.json")));
            assertThat(second.sequence()).isEqualTo(3);
            assertThat(second.previousVersionSha256()).isEqualTo(sealed);
            assertThat(rig.folder(first).resolve("case.json"))
                    .hasSameBinaryContentAs(rig.folder(first).resolve("case-2.json"));
            assertThat(rig.folder(first).resolve("manifest-3.json")).doesNotExist();
            VerifyReport report = rig.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.bundles()).hasSize(2);
            assertThat(new BundleVerifier(List.of(rig.key.publicKey()))
                            .verify(rig.folder(first), false)
                            .findings())
                    .isEmpty(); // number 2 is another case's: no gap where one bundle is all there is
        }
    }

    @Test
    void aSiteThatLostItsKeySaysSoInTheChain() throws Exception {
        PublicKeyFile old;
        try (SealingRig rig = new SealingRig(data)) {
            rig.sealedCase("c-1");
            old = rig.key.publicKey();
        }
        Files.delete(data.resolve("keys/site-key.private.pem"));
        try (SealingRig rig = new SealingRig(data)) {
            rig.recover();
            rig.recover(); // once is enough
            CaseFile file = rig.sealedCase("c-2");

            VerifyReport both = new BundleVerifier(List.of(old, rig.key.publicKey())).verify(data, false);
            assertThat(both.findings()).isEmpty();
            assertThat(both.bundles()).extracting(b -> b.name()).containsExactly("c-1", "key-00000002", "c-2");
            assertThat(both.remarks()).anyMatch(remark -> remark.contains("instead of " + old.id()));
            assertThat(rig.verify().findings())
                    .singleElement()
                    .matches(
                            f -> f.problem() == Problem.KEY_FOREIGN && f.where().equals("c-1/manifest.json"));
            assertThat(PublicKeyFile.read(rig.folder(file).resolve("site-key.pem")))
                    .isEqualTo(rig.key.publicKey());
        }
    }

    @Test
    void casesFiledBeforeThereWereSealsAreSealedAtTheNextStart() throws Exception {
        try (SealingRig rig = new SealingRig(data)) {
            for (int i = 0; i < 105; i++) {
                rig.finishedCase("c-" + (1_000 + i));
            }
            rig.recover();

            VerifyReport report = rig.verify();
            assertThat(report.findings()).isEmpty();
            assertThat(report.bundles()).hasSize(105);
        }
    }

    @Test
    void whereverAnEngineIsKilledWhileSealingTheNextStartCompletesIt() throws Exception {
        int step = 0;
        int crashes = 0;
        for (boolean crashed = true; crashed; step++) {
            Path folder = data.resolve("step-" + step);
            CaseFile second;
            try (SealingRig rig = new SealingRig(folder)) {
                rig.sealedCase("c-1");
                second = rig.sealedCase("c-2");
            }
            Crash crash = new Crash(step);
            try (SealingRig rig = new SealingRig(folder, crash::write, crash::at)) {
                rig.announce(second);
                rig.finishedCase("c-3");
                crashed = catchThrowable(() -> {
                            rig.writer.writeRecord(second.id());
                            rig.writer.writeRecord(new CaseId("c-3"));
                        })
                        instanceof Crash.Killed;
            }
            crashes += crashed ? 1 : 0;
            try (SealingRig rig = new SealingRig(folder)) {
                rig.recover();

                VerifyReport report = rig.verify();
                assertThat(report.findings()).as("killed at step %d", step).isEmpty();
                assertThat(report.bundles())
                        .extracting(b -> b.manifests().size())
                        .as("killed at step %d", step)
                        .containsExactly(1, 2, 1);
                assertThat(rig.book.seals().head().orElseThrow().sequence()).isEqualTo(4);
                assertThat(rig.book.seals().unwritten()).isEmpty();
            }
        }
        // Per seal: reading the book's last word, entering, each file, and the word that all are written.
        assertThat(crashes).isGreaterThan(20);
    }

    @Test
    void aFileWrittenJustBeforeAKillIsCoveredAsUnlistedAndOneSlippedInLaterIsNot() throws Exception {
        try (SealingRig rig = new SealingRig(data)) {
            CaseFile file = rig.finishedCase("c-1");
            Files.writeString(rig.folder(file).resolve("still-9.jpg"), "whole but never entered");
            rig.writer.writeRecord(file.id());
            assertThat(rig.verify().findings()).isEmpty();
            assertThat(Manifest.parse(Files.readAllBytes(rig.folder(file).resolve("manifest.json")))
                            .files())
                    .anyMatch(e -> e.name().equals("still-9.jpg") && e.role().equals("unlisted"));

            Files.writeString(rig.folder(file).resolve("still-10.jpg"), "slipped in");
            rig.announce(file);
            rig.writer.writeRecord(file.id());
            assertThat(rig.verify().findings())
                    .singleElement()
                    .matches(f -> f.problem() == Problem.FILE_EXTRA && f.where().equals("c-1/still-10.jpg"));
        }
    }

    @Test
    void aDiskThatFailsOnceDelaysASealAndLosesNone() throws Exception {
        boolean[] full = {true};
        CaseSealer.FileWriter flaky = (target, content) -> {
            if (full[0]) {
                throw new IOException("no space left on device");
            }
            DurableFiles.write(target, content);
        };
        try (SealingRig rig = new SealingRig(data, flaky, ledger -> ledger)) {
            CaseFile file = rig.finishedCase("c-1");
            assertThat(catchThrowable(() -> rig.writer.writeRecord(file.id()))).isInstanceOf(IOException.class);
            full[0] = false;
            rig.sealedCase("c-2");

            assertThat(rig.verify().findings()).isEmpty();
        }
    }

    @Test
    void twoSealsNeverGetTheSameNumber() throws Exception {
        try (SealingRig rig = new SealingRig(data)) {
            CaseFile file = rig.sealedCase("c-1");
            Seal again = new Seal(1, file.id(), 2, 3, "", "ab", "cd", file.filedAt());

            assertThat(catchThrowable(() -> rig.book.seals().append(again, List.of())))
                    .hasMessageContaining("seal 1 does not follow on 1");
        }
    }

    /** Ends the work at its n-th step, as a kill would: nothing after it happens, and a file may be half written. */
    private static final class Crash {
        private final int fatal;
        private int steps;

        Crash(int fatal) {
            this.fatal = fatal;
        }

        /** Not an exception that anyone handles. */
        static final class Killed extends Error {
            private static final long serialVersionUID = 1L;
        }

        private void step() {
            if (steps++ == fatal) {
                throw new Killed();
            }
        }

        void write(Path target, ByteBuffer content) throws IOException {
            if (steps == fatal) {
                Files.write(DurableFiles.partOf(target), new byte[] {1, 2, 3});
            }
            step();
            DurableFiles.write(target, content);
            step();
        }

        SealLedger at(SealLedger real) {
            return (SealLedger) Proxy.newProxyInstance(
                    SealLedger.class.getClassLoader(),
                    new Class<?>[] {SealLedger.class},
                    (proxy, method, arguments) -> {
                        step();
                        try {
                            Object result = method.invoke(real, arguments);
                            step();
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
