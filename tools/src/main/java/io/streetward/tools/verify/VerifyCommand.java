package io.streetward.tools.verify;

import io.streetward.seal.BundleReport;
import io.streetward.seal.BundleVerifier;
import io.streetward.seal.Finding;
import io.streetward.seal.Manifest;
import io.streetward.seal.PublicKeyFile;
import io.streetward.seal.VerifyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code streetward verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies sealed evidence: every file's hash, missing and extra files, signatures, and the chain between"
                    + " cases. Needs only the folders and the site's public key.",
            "Every step by hand, with sha256sum and openssl: engine/docs/verify.md."
        },
        footer = {"", "Exit codes: 0 all is as it was sealed, 1 something is not or no key was given, 2 wrong usage."})
public final class VerifyCommand implements Callable<Integer> {
    private static final int NO = 1;
    private static final String ROW = "%-28s %8s %-16s %6s %7s  %s%n";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "BUNDLE|DIR",
            description = "A case's folder, or a folder of such folders (a data folder will do).")
    private Path path = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "PUBLIC.pem",
            description =
                    "The site's public key, from the site and not from a bundle. Repeat it where the site changed its"
                            + " key.")
    private List<Path> keys = new ArrayList<>();

    @Option(
            names = "--selection",
            description =
                    "The bundles in DIR are a selection of the site's: numbers missing between them are no fault.")
    private boolean selection;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (!Files.isDirectory(path)) {
                throw new IOException(path + " is no folder; expected a bundle or a folder of bundles");
            }
            List<PublicKeyFile> trusted = new ArrayList<>();
            for (Path key : keys) {
                trusted.add(PublicKeyFile.read(key));
            }
            VerifyReport report = new BundleVerifier(trusted).verify(path, selection);
            if (json) {
                out.println(VerifyJson.of(report));
            } else {
                print(out, report);
            }
            out.flush();
            return report.good() ? 0 : NO;
        } catch (IOException e) {
            spec.commandLine().getErr().println("verify: " + e.getMessage());
            return NO;
        }
    }

    private void print(PrintWriter out, VerifyReport report) {
        out.printf(Locale.ROOT, ROW, "bundle", "versions", "numbers", "files", "signed", "verdict");
        for (BundleReport bundle : report.bundles()) {
            int versions = bundle.manifests().size();
            String numbers = bundle.manifests().stream()
                    .map(Manifest::sequence)
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
            String verdict = bundle.findings().isEmpty()
                    ? keys.isEmpty() ? "unproven" : "good"
                    : "BROKEN (" + bundle.findings().size() + ")";
            String signed = bundle.signed() + "/" + versions;
            out.printf(Locale.ROOT, ROW, bundle.name(), versions, numbers, bundle.files(), signed, verdict);
        }
        report.findings()
                .forEach(f ->
                        out.println("BROKEN  " + f.where() + ": " + f.problem().key() + ", " + f.detail()));
        if (!report.chain().isEmpty()) {
            Finding first = report.chain().get(0);
            out.println("first broken link: " + first.where());
        }
        report.remarks().forEach(remark -> out.println("note    " + remark));
        long good = report.bundles().stream()
                .filter(bundle -> bundle.findings().isEmpty())
                .count();
        String verdict = report.good() ? "VERIFIED" : report.bundles().isEmpty() ? "NOTHING TO VERIFY" : "NOT VERIFIED";
        out.println(verdict + ": " + good + " of " + report.bundles().size() + " bundles are whole, "
                + (report.chain().isEmpty() ? "the chain between them holds" : "the chain between them does not hold"));
    }
}
