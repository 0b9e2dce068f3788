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
        assertEquals(40, pending(window.seen()));
        budget.written(NOW, 40, NOW);
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 100, NOW);
        assertEquals(new Budget.Seen(BudgetPeriod.DAILY.begin(NOW), BudgetPeriod.DAILY.end(NOW), 100, 0, 0, false, false), window.seen());
    }

    @Test
    void aCallThatEndsInTheNextPeriodIsPaidInItsOwn() {
        Budget.Window before = budget.window(BudgetPeriod.HOURLY, NOW);
        before.reserve(50);
        Budget.Window after = budget.window(BudgetPeriod.HOURLY, NOW.plusSeconds(3_600));
        before.settle(50, 40);
        assertEquals(0, pending(after.seen()));
        assertEquals(40, pending(before.seen()));
    }

    /** Redis has answered it late, or it has waited for its turn: the new period began anew, and forgot what had been taken of it. */
    @Test
    void whoHasReadTheClockBeforeAPeriodEndedDoesNotBeginTheNextOneAnew() {
        budget.window(BudgetPeriod.HOURLY, NOW).reserve(1);
        Instant next = BudgetPeriod.HOURLY.end(NOW);
        budget.window(BudgetPeriod.HOURLY, next).reserve(50);
        Budget.Window late = budget.window(BudgetPeriod.HOURLY, next.minusNanos(1));
        late.reserve(2);
        assertEquals(3, late.seen().reserved());
        Budget.Window after = budget.window(BudgetPeriod.HOURLY, next.plusNanos(1));
        assertEquals(50, after.seen().reserved());
        late.settle(3, 3);
        after.settle(50, 40);
        budget.written(NOW, 3, next);
        budget.written(next, 40, next);
        assertEquals(0, pending(late.seen()));
        assertEquals(0, pending(after.seen()));
    }

    @Test
    void aClockThatWasSetBackCountsFromThenOn() {
        budget.window(BudgetPeriod.HOURLY, NOW);
        Instant back = NOW.minusSeconds(7_200);
        budget.window(BudgetPeriod.HOURLY, back).reserve(50);
        assertEquals(50, budget.window(BudgetPeriod.HOURLY, back).seen().reserved());
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
        assertTrue(window.allows(300, 1_000, 0.5, NOW));
        assertFalse(window.allows(301, 1_000, 0.5, NOW));
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 1_200, NOW);
        assertFalse(window.allows(1, 1_000, 0.5, NOW));
    }

    @Test
    void whatRedisSaidOfTheOthersCountsUntilTheLedgerHasIt() {
        Budget.Window window = budget.window(BudgetPeriod.DAILY, NOW);
        window.reserve(100);
        window.stands(700, NOW);
        assertTrue(window.allows(100, 1_000, 0.5, NOW), "half of 400, of which 100 are its own");
        assertFalse(window.allows(101, 1_000, 0.5, NOW));
        assertTrue(window.allows(900, 1_000, 1, NOW), "who is the only one has all that the ledger does not have");
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 800, NOW);
        assertFalse(window.allows(1, 1_000, 0.5, NOW), "the ledger has more");
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 200, NOW);
        assertTrue(window.allows(300, 1_000, 0.5, NOW.plusSeconds(2 * Budget.SEEN_BY_ALL_SECONDS)), "by then it has all of it, and some had only been reserved");
    }

    @Test
    void whatThisReplicaHasWrittenLatelyIsCountedOnceOnly() {
        Budget.Window window = budget.window(BudgetPeriod.DAILY, NOW);
        window.settle(0, 200);
        budget.written(NOW, 200, NOW);
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 200, NOW);
        window.stands(300, NOW);
        assertTrue(window.allows(250, 1_000, 0.5, NOW), "half of 900, of which 200 are its own");
        assertFalse(window.allows(251, 1_000, 0.5, NOW));
        window.settle(0, 100);
        budget.written(NOW, 100, NOW);
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 300, NOW);
        assertTrue(window.allows(150, 1_000, 0.5, NOW), "what was written since then Redis did not count among the others'");
        assertFalse(window.allows(151, 1_000, 0.5, NOW));
        window.stands(500, NOW.plusSeconds(4));
        Instant later = NOW.plusSeconds(2 * Budget.SEEN_BY_ALL_SECONDS);
        assertTrue(window.allows(250, 1_000, 0.5, later), "all know of its own by then: half of 500");
        assertFalse(window.allows(251, 1_000, 0.5, later));
    }

    @Test
    void whoCountTogetherMaySpendAllButTheShareOfThoseWhoDoNot() {
        Budget.Window window = budget.window(BudgetPeriod.DAILY, NOW);
        assertEquals(1_000, window.ofTogether(1_000, 1, NOW));
        assertEquals(750, window.ofTogether(1_000, 0.75, NOW));
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 400, NOW);
        assertEquals(750, window.ofTogether(1_000, 0.75, NOW), "what has just been written the others may not have seen");
        assertEquals(750, window.ofTogether(1_000, 0.75, NOW.plusSeconds(Budget.SEEN_BY_ALL_SECONDS - 1)));
        assertEquals(850, window.ofTogether(1_000, 0.75, NOW.plusSeconds(2 * Budget.SEEN_BY_ALL_SECONDS)));
        budget.recorded(BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(NOW), 1_200, NOW.plusSeconds(2 * Budget.SEEN_BY_ALL_SECONDS));
        assertEquals(1_000, window.ofTogether(1_000, 0.5, NOW.plusSeconds(4 * Budget.SEEN_BY_ALL_SECONDS)));
    }

    /** Each took its share of what it thought was left, and what the one had just written the other did not know: 13 of 10. */
    @Test
    void replicasThatAreAloneNeverSpendMoreThanTheLimitTogether() {
        Budget other = new Budget();
        Instant begin = BudgetPeriod.DAILY.begin(NOW);
        long[] spent = new long[2];
        long[] seen = new long[2];
        for (int second = 0; second < 60; second++) {
            Instant now = NOW.plusSeconds(second);
            for (int i = 0; i < 2; i++) {
                Budget.Window window = (i == 0 ? budget : other).window(BudgetPeriod.DAILY, now);
                long before = spent[i];
                while (window.allows(1, 10, 0.5, now)) {
                    window.reserve(1);
                    window.settle(1, 1);
                    spent[i]++;
                }
                (i == 0 ? budget : other).written(now, spent[i] - before, now);
                // It knows what it has written itself at once, and of the other what there was four seconds ago.
                long others = second % 4 == 0 ? spent[1 - i] : seen[i];
                seen[i] = others;
                (i == 0 ? budget : other).recorded(BudgetPeriod.DAILY, begin, spent[i] + others, now);
            }
            assertTrue(spent[0] + spent[1] <= 10, spent[0] + " and " + spent[1]);
        }
        assertTrue(spent[0] + spent[1] >= 9, "hardly anything is left over: " + spent[0] + " and " + spent[1]);
    }

    /** What one of those with Redis had just written the other took for something that who is alone knows: 110 of 100. */
    @Test
    void oneReplicaThatIsAloneAndTwoThatAreNotNeverSpendMoreThanTheLimitTogether() {
        Budget[] budgets = {budget, new Budget(), new Budget()};
        Instant begin = BudgetPeriod.DAILY.begin(NOW);
        long ledger = 0;
        long unwritten = 0;
        for (int second = 0; second < 90; second++) {
            Instant now = NOW.plusSeconds(second);
            for (int i = 1; i <= 2; i++) {
                Budget.Window window = budgets[i].window(BudgetPeriod.DAILY, now);
                long more = Math.max(0, window.ofTogether(100, 2.0 / 3, now) - ledger);
                window.settle(0, more);
                ledger += more;
                budgets[i].written(now, more, now);
                // Those with Redis read the ledger at once, who is alone did so four seconds ago.
                budgets[1].recorded(BudgetPeriod.DAILY, begin, ledger, now);
                budgets[2].recorded(BudgetPeriod.DAILY, begin, ledger, now);
            }
            Budget.Window window = budget.window(BudgetPeriod.DAILY, now);
            while (window.allows(1, 100, 1.0 / 3, now)) {
                window.settle(0, 1);
                unwritten++;
            }
            assertTrue(ledger + unwritten <= 100, ledger + " and " + unwritten + " in second " + second);
            if (second % 4 == 3) {
                ledger += unwritten;
                budget.written(now, unwritten, now);
                budget.recorded(BudgetPeriod.DAILY, begin, ledger, now);
                unwritten = 0;
            }
        }
        assertTrue(ledger >= 97, "hardly anything is left over: " + ledger);
    }

    /** What nobody but this replica knows. */
    private static long pending(Budget.Seen seen) {
        return seen.unrecorded() + seen.reserved();
    }
}
