package io.streetward.sinks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streetward.cases.CaseEvent;
import io.streetward.cases.CaseEventKind;
import io.streetward.cases.CaseId;
import java.time.Instant;

/** Events made from the example that ships. */
public final class SampleEvents {
    private SampleEvents() {}

    /** The n-th event of the example's case. */
    public static CaseEvent nth(int n) {
        ObjectNode root = EventDocument.sample(true).root();
        String id = root.at("/case/id").asText();
        root.put("sequence", n).put("key", id + "-" + n);
        return new CaseEvent(
                n,
                id + "-" + n,
                new CaseId(id),
                CaseEventKind.STATE,
                Instant.parse("2026-11-24T04:00:00Z"),
                root.toString());
    }
}
