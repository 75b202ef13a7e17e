package io.streetward.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodeOrderTest {
    private final DecodeOrder order = new DecodeOrder();

    @Test
    void withoutReorderingEachIsDecodedWhenItIsShown() {
        for (long pts = 0; pts < 400; pts += 40) {
            assertThat(order.dtsOf(pts)).isEqualTo(pts);
        }
    }

    /** I0 P3 B1 B2 P6 B4 B5 …, as an encoder with two B-pictures sends them. */
    @Test
    void withBPicturesTimesOfDecodingRiseAndNeverPassThoseOfShowing() {
        List<Long> decoded = new ArrayList<>();
        for (int group = 0; group < 10; group++) {
            for (int offset : new int[] {3, 1, 2}) {
                long pts = 40L * (3 * group + offset);
                long dts = order.dtsOf(pts);
                assertThat(dts).isLessThanOrEqualTo(pts);
                decoded.add(dts);
            }
        }
        List<Long> settled = decoded.subList(6, decoded.size());
        for (int i = 1; i < settled.size(); i++) {
            assertThat(settled.get(i)).isGreaterThan(settled.get(i - 1));
        }
    }
}
