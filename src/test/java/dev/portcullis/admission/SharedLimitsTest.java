package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.config.LimitSettings;
import dev.portcullis.config.RateSettings;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.store.redis.RedisProcess;
import dev.portcullis.store.redis.SharedRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas, one Redis. */
class SharedLimitsTest {

    /** In the future of Redis's own clock, which decides on how long a period's money is kept; a noon, so that no period ends nearby. */
    private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36));

    /** Longer than in earnest: a busy machine must not look like a hung Redis. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Vertx vertx = Vertx.vertx();
    private final RedisProcess server = RedisProcess.start();
    private final SharedRedis redis = new SharedRedis(vertx, server::options, PATIENCE, new SimpleMeterRegistry());
    private final SharedRedis otherRedis = new SharedRedis(vertx, server::options, PATIENCE, new SimpleMeterRegistry());
    private final SharedLimits one = limits(redis, "one");
    private final SharedLimits other = limits(otherRedis, "other");
    private final Accounts accounts = new Accounts(100);
    private final Accounts otherAccounts = new Accounts(100);

    private volatile double together = 1;

    private SharedLimits limits(SharedRedis redis, String name) {
        return new SharedLimits(redis, name, () -> Optional.of("database"), () -> 0.5, () -> together, System::nanoTime, InstantSource.fixed(TODAY));
    }

    @BeforeEach
    void start() {
        redis.beforeUse(() -> one.prepare(Map.of("acme", accounts)));
        redis.inUseAgain(() -> one.catchUp(Map.of("acme", accounts)));
        otherRedis.beforeUse(() -> other.prepare(Map.of("acme", otherAccounts)));
        redis.start();
        otherRedis.start();
        awaitTrue("Redis in use", () -> redis.inUse() && otherRedis.inUse());
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void twoReplicasTogetherLetThroughExactlyTheLimit() throws Exception {
        limit(new RateSettings(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.empty()));
        List<CompletableFuture<Verdict>> asked = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            asked.add(ask(one, accounts, demand(10, 0)));
            asked.add(ask(other, otherAccounts, demand(10, 0)));
        }
        long granted = 0;
        for (CompletableFuture<Verdict> verdict : asked) {
            granted += verdict.get(10, TimeUnit.SECONDS) instanceof Verdict.Granted ? 1 : 0;
        }
        long refilled = (long) ((System.nanoTime() - begin) * 100 / 60e9);
        assertTrue(granted >= 100 && granted <= 100 + refilled, granted + " granted, " + refilled + " refilled meanwhile");
    }

    @Test
    void whatOneSettlesTheOtherMayTake() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.of(1_000), OptionalInt.empty()));
        Verdict.Granted first = granted(one, accounts, demand(900, 0));
        assertEquals(1_000, first.standing().tokens().limit());
        assertEquals(100, first.standing().tokens().remaining(), 1);
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(other, otherAccounts, demand(200, 0)).get());
        Refusal.OverLimit refusal = assertInstanceOf(Refusal.OverLimit.class, denied.refusal());
        assertEquals(6_000, refusal.retryAfter().toMillis(), 1_000);
        first.reservation().settle(100, 0);
        awaitTrue("what was not used is there again", () -> join(ask(other, otherAccounts, demand(800, 0))) instanceof Verdict.Granted);
    }

    /** What was left was rounded up on its way here, where it then seemed to be enough: the refusal had no reason. */
    @Test
    void whatIsHardlyMissingIsRefusedWithItsReason() throws Exception {
        limit(new RateSettings(OptionalInt.of(1), OptionalInt.empty(), OptionalInt.empty()));
        send(Request.cmd(Command.HSET).arg("portcullis:{acme}:all:requests").arg("l").arg("0.9996").arg("t").arg("9000000000000000"));
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 0)).get());
        assertEquals(60, assertInstanceOf(Refusal.OverLimit.class, denied.refusal()).retryAfter().toMillis());
        assertEquals(0, denied.standing().requests().remaining());
    }

    /** Redis's clock was set back: nothing flowed in until it was where it had been. */
    @Test
    void aClockThatWasSetBackRefillsFromThenOn() throws Exception {
        limit(new RateSettings(OptionalInt.of(60_000), OptionalInt.empty(), OptionalInt.empty()));
        send(Request.cmd(Command.HSET).arg("portcullis:{acme}:all:requests").arg("l").arg("0").arg("t").arg("9000000000000000"));
        assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 0)).get());
        awaitTrue("refilled", () -> join(ask(one, accounts, demand(1, 0))) instanceof Verdict.Granted);
    }

    @Test
    void callsThatAreOpenCountAtBoth() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(2)));
        Verdict.Granted first = granted(one, accounts, demand(1, 0));
        granted(other, otherAccounts, demand(1, 0));
        assertInstanceOf(Refusal.TooManyAtOnce.class,
                assertInstanceOf(Verdict.Denied.class, ask(other, otherAccounts, demand(1, 0)).get()).refusal());
        first.reservation().settle(1, 0);
        awaitTrue("a slot is free", () -> join(ask(other, otherAccounts, demand(1, 0))) instanceof Verdict.Granted);
    }

    /** Its caller may ask again, on another connection, before Redis is told: it was refused by its own last call. */
    @Test
    void aCallThatIsOverTakesNoPlaceHoweverLateRedisIsTold() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(1)));
        Verdict.Granted first = granted(one, accounts, demand(1, 0));
        CompletableFuture<Thread> home = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        redis.send(Request.cmd(Command.PING)).onComplete(answered -> {
            home.complete(Thread.currentThread());
            assertDoesNotThrow(() -> asked.await(10, TimeUnit.SECONDS));
        });
        Context elsewhere = anotherThan(home.get(10, TimeUnit.SECONDS));
        first.reservation().settle(1, 0);
        Promise<Verdict> second = Promise.promise();
        elsewhere.runOnContext(now -> one.reserve("acme", accounts, demand(1, 0)).onComplete(second));
        try {
            assertInstanceOf(Verdict.Granted.class, join(second.future().toCompletionStage().toCompletableFuture()));
        } finally {
            asked.countDown();
        }
    }

    /** Redis was asked before that call ended, and answers when its caller may have the place again. */
    @Test
    void aCallThatEndsWhileAnotherAsksTakesNoPlace() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(1)));
        Verdict.Granted first = granted(one, accounts, demand(1, 0));
        server.freeze();
        CompletableFuture<Verdict> second = ask(one, accounts, demand(1, 0));
        on(() -> {
            first.reservation().settle(1, 0);
            return CompletableFuture.completedFuture(null);
        }).get(10, TimeUnit.SECONDS);
        server.wake();
        assertInstanceOf(Verdict.Granted.class, second.get(10, TimeUnit.SECONDS));
    }

    private Context anotherThan(Thread eventLoop) throws Exception {
        while (true) {
            Context context = ((VertxInternal) vertx).createEventLoopContext();
            CompletableFuture<Thread> its = new CompletableFuture<>();
            context.runOnContext(now -> its.complete(Thread.currentThread()));
            if (its.get(10, TimeUnit.SECONDS) != eventLoop) {
                return context;
            }
        }
    }

    /** It went on wherever somebody else's telling had been answered, and its caller was written to by two threads. */
    @Test
    void aCallThatMakesSureGoesOnOnItsOwnEventLoop() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(1)));
        granted(other, otherAccounts, demand(1, 0));
        AtomicBoolean stop = new AtomicBoolean();
        Accounts its = new Accounts(100);
        its.apply(accounts.limits(), BudgetSettings.NONE);
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(now -> beginTellAndEnd(its, stop));
        Context here = ((VertxInternal) vertx).createEventLoopContext();
        Promise<Integer> hops = Promise.promise();
        here.runOnContext(now -> ask(500, 0, hops));
        try {
            assertEquals(0, join(hops.future().toCompletionStage().toCompletableFuture()));
        } finally {
            stop.set(true);
        }
    }

    private void beginTellAndEnd(Accounts its, AtomicBoolean stop) {
        Verdict.Granted alone = assertInstanceOf(Verdict.Granted.class, one.alone("another", its, demand(1, 0)));
        one.tellRest(Map.of()).onComplete(told -> {
            alone.reservation().settle(1, 0);
            if (!stop.get()) {
                beginTellAndEnd(its, stop);
            }
        });
    }

    private void ask(int times, int hops, Promise<Integer> counted) {
        if (times == 0) {
            counted.complete(hops);
            return;
        }
        Context here = vertx.getOrCreateContext();
        Thread mine = Thread.currentThread();
        one.reserve("acme", accounts, demand(1, 0)).onComplete(refused -> {
            int more = Thread.currentThread() == mine ? hops : hops + 1;
            here.runOnContext(next -> ask(times - 1, more, counted));
        });
    }

    @Test
    void theOpenCallsOfAReplicaThatDiedAreForgottenAndThoseOfALivingOneAreNot() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(2)));
        granted(one, accounts, demand(1, 0));
        granted(other, otherAccounts, demand(1, 0));
        // Both leases run out; only one replica is there to renew.
        String key = "portcullis:{acme}:all:open";
        send(Request.cmd(Command.ZADD).arg(key).arg("XX").arg("1").arg("one:1"));
        send(Request.cmd(Command.ZADD).arg(key).arg("XX").arg("1").arg("other:1"));
        on(() -> one.renew(Map.of("acme", accounts)).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        granted(other, otherAccounts, demand(1, 0));
        assertInstanceOf(Verdict.Denied.class, ask(other, otherAccounts, demand(1, 0)).get());
    }

    @Test
    void twoReplicasHaveOneBudget() throws Exception {
        budget(1_000, true);
        Verdict.Granted first = granted(one, accounts, demand(1, 600));
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(other, otherAccounts, demand(1, 600)).get());
        assertInstanceOf(Refusal.OverBudget.class, denied.refusal());
        first.reservation().settle(1, 300);
        awaitTrue("what was not spent is there again", () -> join(ask(other, otherAccounts, demand(1, 700))) instanceof Verdict.Granted);
        assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 1)).get());
    }

    @Test
    void aRedisThatForgotTheMoneyIsToldWhatWasSpent() throws Exception {
        budget(1_000, true);
        accounts.inTheLedger(List.of(), List.of(spent(500)), TODAY);
        granted(one, accounts, demand(1, 300));
        send(Request.cmd(Command.FLUSHALL));
        assertEquals(true, join(ask(one, accounts, demand(1, 1)).handle((verdict, lost) -> lost != null)), "it is noticed, and Redis left alone");
        awaitTrue("Redis in use", redis::inUse);
        assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 300)).get(), "500 are in the ledger and 300 are under way");
        granted(one, accounts, demand(1, 200));
    }

    @Test
    void whatHasReachedTheLedgerIsNotCountedTwice() throws Exception {
        budget(1_000, true);
        granted(one, accounts, demand(1, 400)).reservation().settle(1, 300);
        granted(other, otherAccounts, demand(1, 100)).reservation().settle(1, 100);
        List<Limits.Written> written = List.of(new Limits.Written("acme", TODAY, 300));
        accounts.inTheLedger(written, List.of(spent(300)), TODAY);
        on(() -> {
            one.inTheLedger("acme", accounts, Set.of());
            return CompletableFuture.completedFuture(null);
        }).get();
        granted(one, accounts, demand(1, 600));
        assertInstanceOf(Verdict.Denied.class, ask(other, otherAccounts, demand(1, 1)).get(), "300 in the ledger, 100 of the other, 600 under way");
    }

    @Test
    void whatAReplicaThatDiedHadReservedIsForgotten() throws Exception {
        budget(1_000, true);
        granted(other, otherAccounts, demand(1, 900));
        assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 900)).get());
        on(() -> {
            one.inTheLedger("acme", accounts, Set.of("other"));
            return CompletableFuture.completedFuture(null);
        }).get();
        awaitTrue("forgotten", () -> join(ask(one, accounts, demand(1, 900))) instanceof Verdict.Granted);
    }

    /** It could not reach the database for ten minutes, and what it had spent could be spent once more. */
    @Test
    void aReplicaThatWasTakenForDeadTellsAgainWhatItHasSpent() throws Exception {
        budget(1_000, true);
        granted(other, otherAccounts, demand(1, 900)).reservation().settle(1, 900);
        awaitTrue("told", () -> money("other").equals(List.of(900L, 0L)));
        on(() -> one.inTheLedger("acme", accounts, Set.of("other")).toCompletionStage().toCompletableFuture()).get();
        on(() -> other.renew(Map.of("acme", otherAccounts)).otherwiseEmpty().toCompletionStage().toCompletableFuture()).get();
        awaitTrue("Redis in use", otherRedis::inUse);
        assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 900)).get());
    }

    /** A replica that cannot reach Redis spends its share beside the others, who would spend all. */
    @Test
    void whoCountsTogetherLeavesTheirShareToThoseWhoCountAlone() throws Exception {
        budget(1_000, true);
        Instant longAgo = TODAY.minusSeconds(4 * Budget.SEEN_BY_ALL_SECONDS);
        accounts.inTheLedger(List.of(), List.of(spent(200)), longAgo);
        otherAccounts.inTheLedger(List.of(), List.of(spent(200)), longAgo);
        together = 0.5;
        Verdict.Denied denied = assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 401)).get());
        assertTrue(assertInstanceOf(Refusal.OverBudget.class, denied.refusal()).soon(), "the other replica may be back");
        granted(one, accounts, demand(1, 300));
        granted(other, otherAccounts, demand(1, 100));
        assertInstanceOf(Verdict.Denied.class, ask(other, otherAccounts, demand(1, 1)).get());
        together = 1;
        granted(other, otherAccounts, demand(1, 400));
    }

    /** They gave all of the limit beside the share of those who were cut off: 150 of 100 a minute, for as long as it lasted. */
    @Test
    void whoCountsTogetherLeavesTheirShareOfRequestsTokensAndSlotsToo() throws Exception {
        for (RateSettings rates : List.of(new RateSettings(OptionalInt.of(4), OptionalInt.empty(), OptionalInt.empty()),
                new RateSettings(OptionalInt.empty(), OptionalInt.of(40), OptionalInt.empty()),
                new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(4)))) {
            limit(rates);
            together = 0.5;
            granted(one, accounts, demand(10, 0));
            granted(other, otherAccounts, demand(10, 0));
            assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(10, 0)).get(), rates::toString);
        }
        together = 1;
        granted(one, accounts, demand(10, 0));
        granted(one, accounts, demand(10, 0));
        assertInstanceOf(Verdict.Denied.class, ask(other, otherAccounts, demand(10, 0)).get(), "all four slots are taken");
    }

    /** What others have spent a moment ago is in no ledger yet. */
    @Test
    void whoGoesOnAloneSpendsAShareOfWhatWasLeftAtRedis() throws Exception {
        budget(1_000, true);
        granted(other, otherAccounts, demand(1, 600)).reservation().settle(1, 600);
        granted(one, accounts, demand(1, 100));
        away(() -> {
            assertInstanceOf(Verdict.Denied.class, one.alone("acme", accounts, demand(1, 101)), "half of 400 is 200, of which 100 are under way");
            assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 100)));
            assertInstanceOf(Verdict.Denied.class, other.alone("acme", otherAccounts, demand(1, 1)), "more than its half is spent");
        });
    }

    @Test
    void aBudgetThatOnlyAlertsRefusesNobody() throws Exception {
        budget(1_000, false);
        granted(one, accounts, demand(1, 900));
        granted(other, otherAccounts, demand(1, 900));
    }

    /** A Redis that wakes up runs what had been sent to it; by then the caller has been served without it. */
    @Test
    void whatAFrozenRedisRunsTooLateTakesNothing() throws Exception {
        limit(new RateSettings(OptionalInt.of(10), OptionalInt.empty(), OptionalInt.of(100)));
        granted(one, accounts, demand(1, 0));
        server.freeze();
        CompletableFuture<Verdict> asked = ask(one, accounts, demand(1, 0));
        awaitTrue("given up", asked::isCompletedExceptionally);
        server.wake();
        awaitTrue("Redis in use", redis::inUse);
        assertEquals("1", send(Request.cmd(Command.ZCARD).arg("portcullis:{acme}:all:open")).toString());
    }

    /** Calls that ended while Redis was left alone kept their places there for a minute. */
    @Test
    void callsThatEndWhileRedisIsAwayGiveTheirPlacesBack() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(4)));
        List<Verdict.Granted> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            open.add(granted(one, accounts, demand(1, 0)));
        }
        away(() -> open.forEach(call -> call.reservation().settle(1, 0)));
        assertEquals("0", send(Request.cmd(Command.ZCARD).arg("portcullis:{acme}:all:open")).toString());
    }

    /** Calls that were admitted while Redis was left alone were never counted there: twice the limit was open. */
    @Test
    void callsThatBeginWhileRedisIsAwayTakePlacesThere() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(4)));
        List<Verdict> alone = new ArrayList<>();
        away(() -> {
            alone.add(one.alone("acme", accounts, demand(1, 0)));
            alone.add(one.alone("acme", accounts, demand(1, 0)));
        });
        assertEquals("2", send(Request.cmd(Command.ZCARD).arg("portcullis:{acme}:all:open")).toString());
        alone.forEach(call -> assertInstanceOf(Verdict.Granted.class, call).reservation().settle(1, 0));
        awaitTrue("places are free", () -> join(ask(other, otherAccounts, demand(1, 0))) instanceof Verdict.Granted && count("portcullis:{acme}:all:open") >= 4);
    }

    /** What open calls had reserved when Redis came back was never taken off again there. */
    @Test
    void moneyIsRightAfterRedisWasAwayWhereverACallBeginsAndEnds() throws Exception {
        budget(1_000, true);
        Verdict.Granted before = granted(one, accounts, demand(1, 300));
        List<Verdict.Granted> alone = new ArrayList<>();
        away(() -> {
            before.reservation().settle(1, 50);
            alone.add(assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 200))));
            alone.add(assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 100))));
        });
        assertEquals(List.of(50L, 300L), money("one"));
        alone.getFirst().reservation().settle(1, 20);
        List<Limits.Written> written = List.of(new Limits.Written("acme", TODAY, 70));
        accounts.inTheLedger(written, List.of(spent(70)), TODAY);
        on(() -> one.inTheLedger("acme", accounts, Set.of()).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        assertEquals(List.of(0L, 100L), money("one"));
        alone.getLast().reservation().settle(1, 100);
        awaitTrue("told", () -> money("one").equals(List.of(100L, 0L)));
        granted(other, otherAccounts, demand(1, 830));
        assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 1)).get(), "70 in the ledger, 100 not there yet, 830 under way");
    }

    /** A call that went on alone just when Redis was in use again was never told. */
    @Test
    void whatIsDecidedAloneWhileRedisIsInUseIsToldAMomentLater() throws Exception {
        budget(1_000, true);
        granted(one, accounts, demand(1, 100));
        Verdict.Granted alone = assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 200)));
        on(() -> one.tellRest(Map.of("acme", accounts)).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        assertEquals(List.of(0L, 300L), money("one"));
        alone.reservation().settle(1, 7);
        awaitTrue("told", () -> money("one").equals(List.of(7L, 100L)));
    }

    /** A Redis that came back gave everything once more that replicas had given alone. */
    @Test
    void whatBucketsGaveAwayAloneIsTakenFromThemAtRedis() throws Exception {
        limit(new RateSettings(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.empty()));
        granted(one, accounts, demand(1, 0));
        away(() -> {
            for (int i = 0; i < 40; i++) {
                assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 0)));
            }
        });
        assertEquals(58, granted(other, otherAccounts, demand(1, 0)).standing().requests().remaining(), 8);
    }

    /** A call that Redis granted made this replica forget what it had given away alone before it could tell. */
    @Test
    void whatBucketsGaveAwayAloneIsToldAlsoIfRedisHasGrantedACallSince() throws Exception {
        limit(new RateSettings(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.empty()));
        for (int i = 0; i < 40; i++) {
            assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 0)));
        }
        granted(one, accounts, demand(1, 0));
        on(() -> one.renew(Map.of("acme", accounts)).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        assertEquals(58, granted(other, otherAccounts, demand(1, 0)).standing().requests().remaining(), 8);
    }

    /** It took up to a second of calls and money, and 20 seconds of buckets: meanwhile Redis gave the same once more. */
    @Test
    void whatHappensWhileRedisIsToldIsToldAsSoonAsItIsInUse() throws Exception {
        limit(new RateSettings(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.of(100)));
        redis.beforeUse(() -> {
            for (int i = 0; i < 40; i++) {
                assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 0)));
            }
            return Future.succeededFuture();
        });
        away(() -> { });
        awaitTrue("calls are told", () -> count("portcullis:{acme}:all:open") == 40);
        awaitTrue("buckets are told", () -> join(ask(other, otherAccounts, demand(1, 0))).standing().requests().remaining() < 75);
    }

    /** All portions were sent at once: those of 10,000 users were never answered in time, and Redis was not used for seconds. */
    @Test
    void whatManyBucketsGaveAwayIsToldPortionByPortion() throws Exception {
        Accounts users = new Accounts(10_000);
        users.apply(new LimitSettings(RateSettings.NONE, OptionalInt.empty(), RateSettings.NONE,
                new RateSettings(OptionalInt.of(1), OptionalInt.empty(), OptionalInt.empty())), BudgetSettings.NONE);
        for (int i = 0; i < 1_200; i++) {
            one.alone("acme", users, new Demand("key", Optional.of("user" + i), 1, true, 1, 0, 0));
        }
        on(() -> one.renew(Map.of("acme", users)).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        for (int i = 0; i < 1_200; i++) {
            assertEquals(0, send(Request.cmd(Command.HGET).arg("portcullis:{acme}:user:user" + i + ":requests").arg("l")).toDouble(), 0.5);
        }
    }

    /** What calls took of a limit that was not there yet is owed to nobody. */
    @Test
    void whatWasTakenBeforeThereWasALimitIsNotTold() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.of(1_000_000), OptionalInt.empty()));
        for (int i = 0; i < 1_000; i++) {
            assertInstanceOf(Verdict.Granted.class, one.alone("acme", accounts, demand(1, 0)));
        }
        limit(new RateSettings(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.empty()));
        granted(one, accounts, demand(1, 0));
        on(() -> one.renew(Map.of("acme", accounts)).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        assertEquals(98, granted(other, otherAccounts, demand(1, 0)).standing().requests().remaining(), 2);
    }

    @Test
    void aRedisThatLostItsDataInUseIsToldAgainWhatIsOpen() throws Exception {
        limit(new RateSettings(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(2)));
        granted(one, accounts, demand(1, 0));
        send(Request.cmd(Command.FLUSHALL));
        on(() -> one.renew(Map.of("acme", accounts)).compose(renewed -> one.tellRest(Map.of("acme", accounts))).toCompletionStage().toCompletableFuture())
                .get(10, TimeUnit.SECONDS);
        assertEquals(1, count("portcullis:{acme}:all:open"));
    }

    /** Replicas with a database of their own threw away what the others had spent, and knew the ledger of one of them only. */
    @Test
    void replicasOfDifferentDatabasesHaveOneBudget() throws Exception {
        budget(1_000, true);
        SharedLimits elsewhere = new SharedLimits(otherRedis, "elsewhere", () -> Optional.of("another database"), () -> 1, () -> 1, System::nanoTime,
                InstantSource.fixed(TODAY));
        Accounts its = new Accounts(100);
        its.apply(LimitSettings.NONE, accounts.budgets());
        its.inTheLedger(List.of(), List.of(spent(300)), TODAY);
        on(() -> elsewhere.inTheLedger("acme", its, Set.of()).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        accounts.inTheLedger(List.of(), List.of(spent(200)), TODAY);
        on(() -> one.inTheLedger("acme", accounts, Set.of()).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
        granted(elsewhere, its, demand(1, 100));
        granted(one, accounts, demand(1, 400));
        assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 1)).get());
    }

    @Test
    void whatOnlyOpenCallsHoldIsThereAgainSoon() throws Exception {
        budget(1_000, true);
        Verdict.Granted held = granted(other, otherAccounts, demand(1, 900));
        Refusal.OverBudget refusal = assertInstanceOf(Refusal.OverBudget.class,
                assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 200)).get()).refusal());
        assertTrue(refusal.soon(), "nothing is spent");
        assertEquals(Duration.ofSeconds(1), refusal.retryAfter());
        held.reservation().settle(1, 900);
        awaitTrue("told", () -> money("other").equals(List.of(900L, 0L)));
        refusal = assertInstanceOf(Refusal.OverBudget.class, assertInstanceOf(Verdict.Denied.class, ask(one, accounts, demand(1, 200)).get()).refusal());
        assertEquals(false, refusal.soon());
        assertTrue(accounts.seen(BudgetPeriod.DAILY, TODAY).refused());
    }

    @Test
    void theProcessCanGoOnAloneFromWhereTheReplicasStand() throws Exception {
        limit(new RateSettings(OptionalInt.of(100), OptionalInt.empty(), OptionalInt.empty()));
        for (int i = 0; i < 60; i++) {
            granted(other, otherAccounts, demand(1, 0));
        }
        granted(one, accounts, demand(1, 0));
        Verdict alone = accounts.reserve(demand(1, 0), 0.5, System.nanoTime(), TODAY);
        assertEquals(18, alone.standing().requests().remaining(), 1, "half of the 39 that were left, less this one");
    }

    @Test
    void aTenantsNameCannotReachAnothersKeys() {
        assertEquals("portcullis:{a%7D:{b%25}:daily:0", Claims.moneyKey("a}:{b%", BudgetPeriod.DAILY, Instant.EPOCH).replace("%7B", "{"));
    }

    /** Does something while Redis is frozen and left alone, and waits until it is in use again. */
    private void away(Runnable meanwhile) throws Exception {
        server.freeze();
        CompletableFuture<Verdict> asked = ask(one, accounts, demand(0, 0));
        awaitTrue("left alone", () -> asked.isDone() && !redis.inUse());
        meanwhile.run();
        server.wake();
        awaitTrue("Redis in use", redis::inUse);
    }

    private long count(String slots) {
        return join(redis.send(Request.cmd(Command.ZCARD).arg(slots)).toCompletionStage().toCompletableFuture()).toLong();
    }

    /** What Redis has of a replica: what it has spent, and what it has reserved. */
    private List<Long> money(String replica) {
        String key = Claims.moneyKey("acme", BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(TODAY));
        var fields = join(redis.send(Request.cmd(Command.HMGET).arg(key).arg("s:" + replica).arg("r:" + replica)).toCompletionStage().toCompletableFuture());
        return List.of(fields.get(0).toLong(), fields.get(1).toLong());
    }

    private void limit(RateSettings rates) {
        LimitSettings limits = new LimitSettings(rates, OptionalInt.empty(), RateSettings.NONE, RateSettings.NONE);
        accounts.apply(limits, BudgetSettings.NONE);
        otherAccounts.apply(limits, BudgetSettings.NONE);
    }

    private void budget(long nanos, boolean block) {
        BudgetSettings budget = new BudgetSettings(Map.of(BudgetPeriod.DAILY, nanos), block);
        accounts.apply(LimitSettings.NONE, budget);
        otherAccounts.apply(LimitSettings.NONE, budget);
    }

    private static Limits.Spent spent(long nanos) {
        return new Limits.Spent("acme", BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(TODAY), nanos);
    }

    private static Demand demand(long tokens, long cost) {
        return new Demand("key", Optional.empty(), tokens, true, 1, cost, cost);
    }

    private Verdict.Granted granted(SharedLimits limits, Accounts at, Demand demand) throws Exception {
        return assertInstanceOf(Verdict.Granted.class, ask(limits, at, demand).get(10, TimeUnit.SECONDS));
    }

    private CompletableFuture<Verdict> ask(SharedLimits limits, Accounts at, Demand demand) {
        return on(() -> limits.reserve("acme", at, demand).toCompletionStage().toCompletableFuture());
    }

    private io.vertx.redis.client.Response send(Request request) throws Exception {
        return on(() -> redis.send(request).toCompletionStage().toCompletableFuture()).get(10, TimeUnit.SECONDS);
    }

    private <T> CompletableFuture<T> on(java.util.function.Supplier<CompletableFuture<T>> action) {
        Promise<T> promise = Promise.promise();
        vertx.runOnContext(now -> action.get().whenComplete((result, failure) -> {
            if (failure == null) {
                promise.complete(result);
            } else {
                promise.fail(failure);
            }
        }));
        return promise.future().toCompletionStage().toCompletableFuture();
    }

    private static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
