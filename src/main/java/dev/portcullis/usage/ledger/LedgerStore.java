package dev.portcullis.usage.ledger;

import dev.portcullis.config.BudgetPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Where the ledger is kept. Every question blocks, for a bounded time. */
public interface LedgerStore {

    /** @param begin of the period. @param spent in nano-dollars */
    record Spent(String tenant, BudgetPeriod period, Instant begin, long spent) {
    }

    /** It cannot be asked now; what was asked may have been done all the same. */
    final class Away extends Exception {

        Away(String message) {
            super(message, null, false, false);
        }
    }

    /** One of the lines is what the tables cannot take; which one is not said, and none was written. */
    final class Unwritable extends Exception {

        Unwritable(String message) {
            super(message, null, false, false);
        }
    }

    /** Whether it is worth trying: its tables are there. */
    boolean ready();

    /** How far each of these journals is written; those that are unknown are left out. */
    Map<UUID, Long> positions(Set<UUID> journals) throws Away;

    /**
     * Writes all of these lines of one journal or, if that journal is written up to this position already, none of them.
     *
     * @param position in the journal, of the last line
     */
    void write(UUID journal, long position, List<Entry> lines) throws Away, Unwritable;

    /** What all tenants have spent in the hour, day and month of that moment. */
    List<Spent> spent(Instant now) throws Away;
}
