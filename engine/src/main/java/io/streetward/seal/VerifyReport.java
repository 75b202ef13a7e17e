package io.streetward.seal;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a verification found.
 *
 * @param bundles each bundle, in the order of the chain
 * @param chain what is wrong between bundles; the first is the first broken link
 * @param remarks what a reader must know though it is no fault, each a sentence
 */
public record VerifyReport(List<BundleReport> bundles, List<Finding> chain, List<String> remarks) {
    public VerifyReport {
        bundles = List.copyOf(bundles);
        chain = List.copyOf(chain);
        remarks = List.copyOf(remarks);
    }

    /** Whether there was something to verify and nothing is wrong. */
    public boolean good() {
        return !bundles.isEmpty() && findings().isEmpty();
    }

    /** All that is wrong: bundle by bundle, then the chain. */
    public List<Finding> findings() {
        return Stream.concat(bundles.stream().flatMap(bundle -> bundle.findings().stream()), chain.stream())
                .toList();
    }
}
