package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls that the gateway refused before anybody was asked, those that are alike counted together: a caller who is refused ten
 * thousand times a second shall not fill the ledger, nor the journal.
 */
final class Refusals {

    /** Kinds between two readings; what is beyond is counted without its key and model. */
    private static final int MOST_KINDS = 10_000;

    record Kind(String tenant, String key, String endpoint, String model, String cache, int status, String outcome) {

        private Kind coarser() {
            return new Kind(tenant, "", endpoint, "", cache, status, outcome);
        }
    }

    /** @param requestId of the last one */
    private record Counted(int calls, String requestId) {
    }

    private Map<Kind, Counted> counted = new HashMap<>();

    synchronized void count(Kind kind, String requestId) {
        Kind bounded = counted.size() < MOST_KINDS || counted.containsKey(kind) ? kind : kind.coarser();
        counted.merge(bounded, new Counted(1, requestId), (before, one) -> new Counted(before.calls + 1, requestId));
    }

    /** One line for each kind, and counting begins anew. */
    List<Entry> take(Instant now) {
        Map<Kind, Counted> taken;
        synchronized (this) {
            taken = counted;
            counted = new HashMap<>();
        }
        List<Entry> lines = new ArrayList<>(taken.size());
        taken.forEach((kind, so) -> lines.add(new Entry(now, so.requestId,
                new Entry.Subject(kind.tenant, kind.key, kind.endpoint, kind.model, "", "", "", kind.cache),
                new Entry.End(Usage.UNKNOWN, Usd.ZERO, Usd.ZERO, 0, -1, kind.status, kind.outcome), so.calls)));
        return lines;
    }
}
