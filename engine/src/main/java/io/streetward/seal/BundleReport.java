package io.streetward.seal;

import java.nio.file.Path;
import java.util.List;

/**
 * What was found in one bundle.
 *
 * @param folder the bundle
 * @param manifests those that could be read, by version
 * @param signed how many of them bear a good signature by a key that was given
 * @param files sealed files that are as they were sealed
 * @param findings what is wrong, in the order of checking; empty when nothing is
 */
public record BundleReport(Path folder, List<Manifest> manifests, int signed, int files, List<Finding> findings) {
    public BundleReport {
        manifests = List.copyOf(manifests);
        findings = List.copyOf(findings);
    }

    /** The bundle's name for people: its folder's. */
    public String name() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }
}
