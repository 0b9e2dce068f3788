package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.time.Instant;

/** Lines of the ledger as tests need them. */
final class Entries {

    static final Instant AT = Instant.parse("2026-11-24T10:30:00.123456Z");

    private Entries() {
    }

    static Entry entry(int number) {
        return entry(number, "acme", AT, "completed");
    }

    static Entry entry(int number, String tenant, Instant at, String outcome) {
        return new Entry(at, "request-" + number, new Entry.Subject(tenant, "key", "chat", "gpt-4o", "blue", "", "", "bypass"),
                new Entry.End(new Usage(100, 20, 5, 3, 50, 10, 2, number % 2 == 1), new Usd(1_000_000L + number), new Usd(2_000L + number), 1_500, 300, 200, outcome), 1);
    }
}
