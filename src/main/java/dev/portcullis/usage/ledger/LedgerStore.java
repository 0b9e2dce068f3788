package dev.portcullis.usage.ledger;

import dev.portcullis.config.BudgetPeriod;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the ledger is kept. */
public interface LedgerStore {

    /** @param begin of the period. @param spent in nano-dollars */
    record Spent(String tenant, BudgetPeriod period, Instant begin, long spent) {
    }

    /** One of the lines is what the tables cannot take; which one is not said. */
    final class Unwritable extends RuntimeException {

        Unwritable(String message) {
            super(message, null, false, false);
        }
    }

    /** Whether it is worth trying: its tables are there. */
    boolean ready();

    /** Writes each line once, however often it is given, and all of them or none. @return fails with {@link Unwritable} as well */
    CompletionStage<Void> write(List<Entry> lines);

    /** What all tenants have spent in the hour, day and month of that moment. */
    CompletionStage<List<Spent>> spent(Instant now);
}
