package dev.portcullis.usage.ledger;

import dev.portcullis.config.BudgetPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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

    /** How far each of these journals is written; those that are unknown are left out. */
    CompletionStage<Map<UUID, Long>> positions(Set<UUID> journals);

    /**
     * Writes all of these lines of one journal or, if that journal is written up to this position already, none of them.
     *
     * @param position in the journal, of the last line
     * @return fails with {@link Unwritable} as well
     */
    CompletionStage<Void> write(UUID journal, long position, List<Entry> lines);

    /** What all tenants have spent in the hour, day and month of that moment. */
    CompletionStage<List<Spent>> spent(Instant now);
}
