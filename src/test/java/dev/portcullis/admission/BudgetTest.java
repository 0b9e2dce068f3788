package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.BudgetPeriod;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final Instant NOW = Instant.parse("2026-02-28T23:30:00Z");

    private final Budget budget = new Budget();

    @Test
    void periodsAreThoseOfTheCalendarInUtc() {
        assertEquals(Instant.parse("2026-02-28T23:00:00Z"), BudgetPeriod.HOURLY.begin(NOW));
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), BudgetPeriod.HOURLY.end(NOW));
        assertEquals(Instant.parse("2026-02-28T00:00:00Z"), BudgetPeriod.DAILY.begin(NOW));
        assertEquals(Instant.parse("2026-02-01T00:00:00Z"), BudgetPeriod.MONTHLY.begin(NOW));
        assertEquals(Instant.parse("2026-03-01T00:00:00Z"), BudgetPeriod.MONTHLY.end(NOW));
        assertEquals(Instant.parse("2027-01-01T00:00:00Z"), BudgetPeriod.MONTHLY.end(Instant.parse("2026-12-31T23:59:59Z")));
    }

    @Test
    void whatTheLedgerHasIsNotCountedTwice() {
        Budget.Window window = budget.window(BudgetPeriod.DAILY, NOW);
        window.reserve(50);
        window.settle(50, 40);
        assertEquals(40, window.seen().pending());
        budget.written(NOW, 40);
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 100, NOW);
        assertEquals(new Budget.Seen(BudgetPeriod.DAILY.begin(NOW), BudgetPeriod.DAILY.end(NOW), 100, 0, 0), window.seen());
    }

    @Test
    void aCallThatEndsInTheNextPeriodIsPaidInItsOwn() {
        Budget.Window before = budget.window(BudgetPeriod.HOURLY, NOW);
        before.reserve(50);
        Budget.Window after = budget.window(BudgetPeriod.HOURLY, NOW.plusSeconds(3_600));
        before.settle(50, 40);
        assertEquals(0, after.seen().pending());
        assertEquals(40, before.seen().pending());
    }

    @Test
    void whatTheLedgerSaysOfAnotherPeriodIsNotThisOnes() {
        budget.recorded(BudgetPeriod.HOURLY, Instant.parse("2026-02-28T22:00:00Z"), 100, NOW);
        assertEquals(0, budget.window(BudgetPeriod.HOURLY, NOW).seen().recorded());
    }

    @Test
    void replicasThatAreAloneSpendTheirShareOfWhatIsLeft() {
        Budget.Window window = budget.window(BudgetPeriod.DAILY, NOW);
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 400, NOW);
        assertTrue(window.allows(300, 1_000, 0.5));
        assertFalse(window.allows(301, 1_000, 0.5));
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 1_200, NOW);
        assertFalse(window.allows(1, 1_000, 0.5));
    }
}
