package io.streetward.seal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks how the manifests of many bundles hang together, site by site. For one use. */
final class ChainCheck {
    private final boolean selection;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** A check of a whole chain, or of a selection of it, in which numbers may be missing. */
    ChainCheck(boolean selection) {
        this.selection = selection;
    }

    void run(List<Manifest> manifests) {
        Map<String, List<Manifest>> bySite = new TreeMap<>();
        manifests.forEach(
                m -> bySite.computeIfAbsent(m.site(), site -> new ArrayList<>()).add(m));
        bySite.forEach((site, chain) -> {
            chain.sort(Comparator.comparingLong(Manifest::sequence).thenComparing(Manifest::title));
            Manifest before = null;
            for (Manifest manifest : chain) {
                link(before, manifest);
                before = manifest;
            }
            remark(site, chain);
        });
    }

    List<Finding> findings() {
        return findings;
    }

    List<String> remarks() {
        return remarks;
    }

    private void link(@Nullable Manifest before, Manifest manifest) {
        if (before == null) {
            if (manifest.sequence() == 1 && manifest.previousSha256() != null) {
                find(Problem.CHAIN_BROKEN, manifest, "it has number 1, but names a manifest before it");
            }
            return;
        }
        long step = manifest.sequence() - before.sequence();
        if (step == 0) {
            find(Problem.CHAIN_NUMBER_TWICE, manifest, "it has the same number as " + before.title());
        } else if (step > 1) {
            if (!selection) {
                find(
                        Problem.CHAIN_GAP,
                        manifest,
                        missing(before.sequence() + 1, manifest.sequence() - 1) + " between it and " + before.title());
            }
        } else if (!before.sha256().equals(manifest.previousSha256())) {
            find(
                    Problem.CHAIN_BROKEN,
                    manifest,
                    "it names " + BundleCheck.hashOf(manifest.previousSha256()) + " as the manifest before it, but "
                            + before.title() + " is " + before.sha256());
        } else {
            checkKeys(before, manifest);
        }
    }

    private void checkKeys(Manifest before, Manifest manifest) {
        boolean recorded = manifest.kind().equals(Manifest.KEY);
        if (recorded && !before.keyId().equals(manifest.previousKeyId())) {
            find(
                    Problem.CHAIN_KEY_CHANGED,
                    manifest,
                    "it says that key " + manifest.previousKeyId() + " was in force before it, but it was "
                            + before.keyId());
        } else if (!recorded && !before.keyId().equals(manifest.keyId())) {
            find(
                    Problem.CHAIN_KEY_CHANGED,
                    manifest,
                    "it is signed with key " + manifest.keyId() + ", " + before.title() + " with " + before.keyId()
                            + ", and no record tells of the change");
        }
    }

    private void remark(String site, List<Manifest> chain) {
        long first = chain.get(0).sequence();
        Manifest last = chain.get(chain.size() - 1);
        if (first > 1) {
            remarks.add("site " + site + ": " + missing(1, first - 1) + ": what came before these bundles");
        }
        remarks.add("site " + site + ": the last number here is " + last.sequence() + ", manifest hash " + last.sha256()
                + "; whether more came after it, only the site can tell");
        chain.stream()
                .filter(m -> m.kind().equals(Manifest.KEY))
                .forEach(m -> remarks.add("site " + site + ": from number " + m.sequence() + " on, key " + m.keyId()
                        + " is in force instead of " + m.previousKeyId()));
    }

    private static String missing(long from, long to) {
        return from == to ? "number " + from + " is missing" : "numbers " + from + " to " + to + " are missing";
    }

    private void find(Problem problem, Manifest at, String detail) {
        findings.add(new Finding(problem, at.title(), detail));
    }
}
