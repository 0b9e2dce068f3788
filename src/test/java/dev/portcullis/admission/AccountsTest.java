package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.config.LimitSettings;
import dev.portcullis.config.RateSettings;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refusal.OverLimit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final Instant TODAY = Instant.parse("2026-11-24T10:30:00Z");
    private static final long SECOND = 1_000_000_000L;

    private final Accounts accounts = new Accounts(100);

    @Test
    void letsThroughExactlyTheLimitHoweverManyAskAtOnce() throws Exception {
        limit(rates(100, 0, 0), RateSettings.NONE, RateSettings.NONE);
        List<Callable<Verdict>> callers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            callers.add(() -> ask(demand("key", "user", 10)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            int granted = 0;
            for (Future<Verdict> one : threads.invokeAll(callers)) {
                granted += one.get() instanceof Verdict.Granted ? 1 : 0;
            }
            assertEquals(100, granted);
        }
    }

    @Test
    void whatOneLimitRefusesIsTakenFromNone() {
        limit(rates(100, 1_000, 0), rates(2, 0, 0), RateSettings.NONE);
        assertInstanceOf(Verdict.Granted.class, ask(demand("a", "u", 10)));
        assertInstanceOf(Verdict.Granted.class, ask(demand("a", "u", 10)));
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(demand("a", "u", 10)));
        assertEquals(new Refusal.OverLimit("this API key", Unit.REQUESTS, 2, 1, Duration.ofSeconds(30)), denied.refusal());
        Verdict other = ask(demand("b", "u", 10));
        assertEquals(970, other.standing().tokens().remaining(), "what the key's limit refused was not taken from the tenant's");
    }

    @Test
    void saysNoForTheLimitThatSaysNoForLongest() {
        limit(rates(1, 100, 0), RateSettings.NONE, RateSettings.NONE);
        ask(demand("a", "u", 90));
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(demand("a", "u", 20)));
        assertEquals(new Refusal.OverLimit("this tenant", Unit.REQUESTS, 1, 1, Duration.ofMinutes(1)), denied.refusal());
    }

    @Test
    void eachUserHasALimitOfTheirOwn() {
        limit(RateSettings.NONE, RateSettings.NONE, rates(1, 0, 0));
        assertInstanceOf(Verdict.Granted.class, ask(demand("a", "ann", 1)));
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "ann", 1)));
        assertInstanceOf(Verdict.Granted.class, ask(demand("a", "bob", 1)));
        assertInstanceOf(Verdict.Granted.class, ask(new Demand("a", Optional.empty(), 1, true, 1, 0, 0)), "who names no user has no user's limit");
    }

    @Test
    void theTruthTakesThePlaceOfTheEstimate() {
        limit(rates(0, 1_000, 0), RateSettings.NONE, RateSettings.NONE);
        Reservation tooMuch = granted(demand("a", "u", 900)).reservation();
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "u", 200)));
        tooMuch.settle(100, 0);
        assertEquals(700, granted(demand("a", "u", 200)).standing().tokens().remaining());
        Reservation tooLittle = granted(demand("a", "u", 100)).reservation();
        tooLittle.settle(800, 0);
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(demand("a", "u", 100)));
        assertEquals(0, denied.standing().tokens().remaining(), "never negative");
        assertEquals(new Refusal.OverLimit("this tenant", Unit.TOKENS, 1_000, 100, Duration.ofSeconds(12)), denied.refusal());
    }

    @Test
    void callsAreOpenUntilTheyAreSettled() {
        limit(rates(0, 0, 2), RateSettings.NONE, RateSettings.NONE);
        Reservation first = granted(demand("a", "u", 1)).reservation();
        granted(demand("a", "u", 1));
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(demand("a", "u", 1)));
        assertEquals(new Refusal.TooManyAtOnce("this tenant", 2, Duration.ofSeconds(1)), denied.refusal());
        first.settle(1, 0);
        granted(demand("a", "u", 1));
    }

    @Test
    void aCallThatIsLargerThanTheWholeLimitIsToldSo() {
        limit(rates(0, 1_000, 0), RateSettings.NONE, RateSettings.NONE);
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(demand("a", "u", 1_001)));
        assertEquals(true, assertInstanceOf(Refusal.OverLimit.class, denied.refusal()).never());
    }

    /** The first call of a day was refused because nobody had said how long its answer may become. */
    @Test
    void anExpectationThatIsLargerThanTheLimitTakesAllOfIt() {
        limit(rates(0, 1_000, 0), RateSettings.NONE, RateSettings.NONE);
        Verdict.Granted granted = assertInstanceOf(Verdict.Granted.class, ask(new Demand("a", Optional.empty(), 5_000, false, 10, 0, 0)));
        granted.reservation().settle(40, 0);
        assertEquals(959, granted(demand("a", "u", 1)).standing().tokens().remaining());
    }

    @Test
    void aReplicaThatIsAloneGivesItsShare() {
        limit(rates(100, 1_000, 5), RateSettings.NONE, RateSettings.NONE);
        Verdict first = accounts.reserve(demand("a", "u", 900), 0.5, 0, TODAY);
        Verdict.Granted granted = assertInstanceOf(Verdict.Granted.class, first, "the limit allows it, so half of the limit must as well");
        assertEquals(49, granted.standing().requests().remaining());
        assertEquals(new Standing.Level(500, 0, Duration.ofMinutes(1).toNanos()), granted.standing().tokens());
        assertInstanceOf(Refusal.OverLimit.class,
                assertInstanceOf(Verdict.Denied.class, accounts.reserve(demand("a", "u", 1), 0.5, 0, TODAY)).refusal());
        granted.reservation().settle(400, 0);
        granted(demand("a", "u", 100));
    }

    @Test
    void tracksABoundedNumberOfUsersAndLetsTheOthersShare() {
        limit(RateSettings.NONE, RateSettings.NONE, rates(1, 0, 0));
        for (int i = 0; i < 100; i++) {
            granted(demand("a", "user-" + i, 1)).reservation().settle(1, 0);
        }
        granted(demand("a", "one more", 1));
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "another", 1)), "both are not tracked");
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "user-0", 1)), "nobody was forgotten who has taken something");
        long later = 61 * SECOND;
        assertInstanceOf(Verdict.Granted.class, accounts.reserve(demand("a", "another", 1), 1, later, TODAY), "one that is idle gives up its place");
        assertInstanceOf(Verdict.Denied.class, accounts.reserve(demand("a", "another", 1), 1, later, TODAY));
    }

    @Test
    void usersWhoseCallsAreAllOpenAreBoundedAsWell() {
        limit(RateSettings.NONE, RateSettings.NONE, rates(0, 0, 1));
        for (int i = 0; i < 101; i++) {
            granted(demand("a", "user-" + i, 1));
        }
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "user-101", 1)));
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "user-0", 1)));
    }

    @Test
    void whoeverIsIdleAndHasAllOfTheirLimitsIsForgotten() {
        limit(RateSettings.NONE, RateSettings.NONE, rates(60, 0, 1));
        for (int i = 0; i < 99; i++) {
            granted(demand("a", "user-" + i, 1)).reservation().settle(1, 0);
        }
        granted(demand("a", "busy", 1));
        assertEquals(false, accounts.forgetIdle(1, SECOND), "all were looked at");
        for (int i = 0; i < 99; i++) {
            granted(demand("a", "other-" + i, 1));
        }
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "busy", 1)));
    }

    /** A budget of less than a usual answer's price refused every call that did not say how long its answer may become. */
    @Test
    void anExpectationThatIsLargerThanTheBudgetPassesWhileItIsUntouched() {
        accounts.apply(LimitSettings.NONE, new BudgetSettings(Map.of(BudgetPeriod.DAILY, 100L), true));
        Demand expected = new Demand("key", Optional.empty(), 10, false, 5, 5_000, 10);
        Reservation first = granted(expected).reservation();
        assertInstanceOf(Verdict.Denied.class, ask(expected));
        first.settle(10, 1);
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(expected), "touched");
        assertEquals(false, assertInstanceOf(Refusal.OverBudget.class, denied.refusal()).soon());
        assertEquals(true, accounts.seen(BudgetPeriod.DAILY, TODAY).refused());
    }

    @Test
    void aBudgetRefusesWhatItCannotPay() {
        accounts.apply(LimitSettings.NONE, new BudgetSettings(Map.of(BudgetPeriod.HOURLY, 100L, BudgetPeriod.DAILY, 150L), true));
        Reservation dear = granted(costing(90)).reservation();
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(costing(20)));
        assertEquals(new Refusal.OverBudget("hourly", 100, Instant.parse("2026-11-24T11:00:00Z"), Duration.ofSeconds(1), true), denied.refusal());
        assertEquals(false, accounts.seen(BudgetPeriod.HOURLY, TODAY).refused(), "nothing is spent yet");
        dear.settle(10, 70);
        assertEquals(new Refusal.OverBudget("hourly", 100, Instant.parse("2026-11-24T11:00:00Z"), Duration.ofMinutes(30), false),
                assertInstanceOf(Verdict.Denied.class, ask(costing(31))).refusal());
        granted(costing(30));
        Instant nextHour = TODAY.plus(Duration.ofHours(1));
        Verdict later = accounts.reserve(costing(60), 1, 0, nextHour);
        assertEquals(new Refusal.OverBudget("daily", 150, Instant.parse("2026-11-25T00:00:00Z"), Duration.ofSeconds(1), true),
                assertInstanceOf(Verdict.Denied.class, later).refusal());
    }

    @Test
    void aBudgetThatOnlyAlertsLetsEverythingThrough() {
        accounts.apply(LimitSettings.NONE, new BudgetSettings(Map.of(BudgetPeriod.HOURLY, 100L), false));
        granted(costing(1_000));
        granted(costing(1_000));
        assertEquals(2_000, pending(accounts.seen(BudgetPeriod.HOURLY, TODAY)));
    }

    @Test
    void limitsThatChangeDoNotForgetWhatWasTaken() {
        limit(rates(100, 0, 0), RateSettings.NONE, RateSettings.NONE);
        for (int i = 0; i < 100; i++) {
            granted(demand("a", "u", 1));
        }
        limit(rates(200, 0, 0), RateSettings.NONE, RateSettings.NONE);
        assertInstanceOf(Verdict.Denied.class, ask(demand("a", "u", 1)));
    }

    private void limit(RateSettings tenant, RateSettings perKey, RateSettings perUser) {
        accounts.apply(new LimitSettings(tenant, OptionalInt.empty(), perKey, perUser), BudgetSettings.NONE);
    }

    /** 0 stands for no limit. */
    private static RateSettings rates(int requests, int tokens, int open) {
        return new RateSettings(some(requests), some(tokens), some(open));
    }

    private static OptionalInt some(int limit) {
        return limit == 0 ? OptionalInt.empty() : OptionalInt.of(limit);
    }

    private static Demand demand(String key, String user, long tokens) {
        return new Demand(key, Optional.of(user), tokens, true, tokens / 2, 0, 0);
    }

    private static Demand costing(long nanos) {
        return new Demand("key", Optional.empty(), 10, true, 5, nanos, nanos);
    }

    private Verdict ask(Demand demand) {
        return accounts.reserve(demand, 1, 0, TODAY);
    }

    private Verdict.Granted granted(Demand demand) {
        return assertInstanceOf(Verdict.Granted.class, ask(demand));
    }

    /** What nobody but this replica knows. */
    private static long pending(Budget.Seen seen) {
        return seen.unrecorded() + seen.reserved();
    }
}
