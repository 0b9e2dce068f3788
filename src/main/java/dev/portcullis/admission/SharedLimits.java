package dev.portcullis.admission;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refusal.OverLimit.Unit;
import dev.portcullis.store.redis.RedisScript;
import dev.portcullis.store.redis.SharedRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Limits and budgets that all replicas share: one script a call takes everything in one step at Redis, another one settles. What
 * is granted there is counted in this process as well, so that it can go on alone at any moment. What happens here while Redis is
 * left alone it is told before it is used again: open calls, those that ended, money, and what buckets gave away. What changes in
 * between is told as soon as it is used; what is on its way when Redis fails, or is decided here while it is used, is known to be
 * untold and told within a second or, of buckets, {@link #RENEW_EVERY}.
 */
final class SharedLimits {

    /** How often a replica says which of its calls are open. */
    static final Duration RENEW_EVERY = OpenCalls.LEASE.dividedBy(3);

    private static final RedisScript RESERVE = RedisScript.load(TimedScripts.IN_TIME, "/redis/reserve.lua");
    private static final int MOST_ASKED = 3;

    private final SharedRedis redis;
    private final String replica;
    private final Supplier<Optional<String>> database;
    private final DoubleSupplier share;
    private final DoubleSupplier together;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final AtomicLong calls = new AtomicLong();
    private final OpenCalls open = new OpenCalls();
    private final TimedScripts scripts;
    private final TellTaken tell;

    /**
     * @param database names the ledger that this replica writes; empty while that is not known
     * @param share    of a limit that this process may give if Redis is gone a moment later
     * @param together of a budget that those may spend who count together: 1 where nobody counts alone
     */
    SharedLimits(SharedRedis redis, String replica, Supplier<Optional<String>> database, DoubleSupplier share, DoubleSupplier together,
            LongSupplier nanoTime, InstantSource clock) {
        this.redis = redis;
        this.replica = replica;
        this.database = database;
        this.share = share;
        this.together = together;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.scripts = new TimedScripts(redis, nanoTime);
        this.tell = new TellTaken(scripts, replica, database, share, nanoTime);
    }

    /** Whether there is no Redis at all, and never will be. */
    boolean absent() {
        return redis.state() == SharedRedis.State.ABSENT;
    }

    boolean inUse() {
        return redis.inUse();
    }

    /**
     * A slot may be lacking only because Redis still counts a call that is over. Where this replica knows that it may, it makes sure
     * and asks again, {@value #MOST_ASKED} times at most and as long as there is time: nobody waits longer than for one answer. It
     * also asks again, once, where a call has ended since it was asked: Redis was not told that one's name, but may have granted its
     * caller's next.
     *
     * @return fails where Redis cannot decide, or not in time: then the process has to
     */
    Future<Verdict> reserve(String tenant, Accounts accounts, Demand demand) {
        long begin = nanoTime.getAsLong();
        long ended = accounts.endings().begun();
        List<String> over = accounts.endings().named();
        Doubt doubt = new Doubt(over);
        return ask(tenant, accounts, demand, over).compose(verdict -> {
            if (!doubt.of(verdict) && !(lacksSlot(verdict) && accounts.endings().begun() != ended)) {
                return Future.succeededFuture(verdict);
            }
            Duration left = redis.patience().minusNanos(nanoTime.getAsLong() - begin);
            return left.isPositive() ? redis.within(left, askAgain(tenant, accounts, demand, MOST_ASKED), SharedLimits::giveBack)
                    : Future.failedFuture("Redis is not sure, and there is no time");
        });
    }

    private Future<Verdict> askAgain(String tenant, Accounts accounts, Demand demand, int most) {
        Future<Void> sure = open.nothingLeftOver() ? Future.succeededFuture() : open.tellRest(redis::run);
        return sure.compose(told -> {
            List<String> over = accounts.endings().named();
            Doubt doubt = new Doubt(over);
            return ask(tenant, accounts, demand, over).compose(verdict ->
                    most > 1 && doubt.of(verdict) ? askAgain(tenant, accounts, demand, most - 1) : Future.succeededFuture(verdict));
        });
    }

    /** Whether Redis counted a call that is over while it was asked. */
    private final class Doubt {

        private final long before = open.doubts();
        private final boolean certain;

        /** @param over what Redis is told of calls that are over */
        Doubt(List<String> over) {
            this.certain = open.nothingLeftOver() && over.size() < Endings.MOST_NAMED;
        }

        boolean of(Verdict verdict) {
            return lacksSlot(verdict) && !(certain && before == open.doubts());
        }
    }

    private static boolean lacksSlot(Verdict verdict) {
        return verdict instanceof Verdict.Denied denied && denied.refusal() instanceof Refusal.TooManyAtOnce;
    }

    /** It came too late: this process has decided. */
    private static void giveBack(Verdict late) {
        if (late instanceof Verdict.Granted granted) {
            granted.reservation().settle(0, 0);
        }
    }

    private Future<Verdict> ask(String tenant, Accounts accounts, Demand demand, List<String> over) {
        Instant today = clock.instant();
        int epoch = accounts.epoch();
        Claims claims = Claims.of(tenant, accounts, demand, 1, together.getAsDouble(), nanoTime.getAsLong(), today);
        String name = newName();
        List<String> arguments = new ArrayList<>(6 + 4 * claims.keys().size());
        arguments.add(scripts.deadline());
        arguments.add(name);
        arguments.add(Long.toString(OpenCalls.LEASE.toMillis()));
        arguments.add(replica);
        arguments.add(database.get().orElse(""));
        arguments.add(String.join(",", over));
        claims.reserve(arguments);
        return redis.run(RESERVE, claims.keys(), arguments).onFailure(perhapsTaken -> open.ended(name, claims.slots()))
                .compose(scripts::done).map(left -> verdict(accounts, demand, claims, name, left, today, epoch));
    }

    private Verdict verdict(Accounts accounts, Demand demand, Claims claims, String name, Response left, Instant today, int epoch) {
        Standing standing = claims.standing(left);
        if (left.get(1).toInteger() == 0) {
            return new Verdict.Denied(claims.shortage(left, accounts, today).refusal(), standing);
        }
        Taken taken = accounts.follow(claims.limited(), demand, claims.levels(Unit.REQUESTS, left), claims.levels(Unit.TOKENS, left),
                claims.money(left), share.getAsDouble(), nanoTime.getAsLong(), today, epoch);
        open.begun(name, claims.slots(), epoch == accounts.epoch());
        return new Verdict.Granted((tokens, cost) -> settle(claims, accounts.endings(), name, taken, tokens, cost), standing);
    }

    /** This process decides, at its share; what it grants is Redis's to know as soon as it is in use. */
    Verdict alone(String tenant, Accounts accounts, Demand demand) {
        Instant today = clock.instant();
        long now = nanoTime.getAsLong();
        double part = share.getAsDouble();
        Verdict verdict = accounts.reserve(demand, part, now, today);
        if (!(verdict instanceof Verdict.Granted(Taken taken, Standing standing))) {
            return verdict;
        }
        Claims claims = Claims.of(tenant, accounts, demand, part, 1, now, today);
        String name = newName();
        open.begun(name, claims.slots(), false);
        return new Verdict.Granted((tokens, cost) -> settle(claims, accounts.endings(), name, taken, tokens, cost), standing);
    }

    private String newName() {
        return replica + ':' + calls.incrementAndGet();
    }

    /** Nobody waits for it. */
    private void settle(Claims claims, Endings endings, String name, Taken taken, long tokens, long cost) {
        boolean telling = redis.inUse();
        int epoch = taken.settle(tokens, cost, telling);
        boolean counted = open.over(name);
        if (telling && claims.worthSettling()) {
            if (!claims.slots().isEmpty()) {
                endings.begin(name);
            }
            settle(claims, name, tokens, cost, scripts.deadline()).onFailure(notTold -> {
                taken.notTold(tokens, cost, epoch);
                open.ended(name, claims.slots());
            }).onComplete(done -> endings.known(name));
        } else if (counted) {
            open.ended(name, claims.slots());
        }
    }

    private Future<Response> settle(Claims claims, String name, long tokens, long cost, String deadline) {
        List<String> arguments = new ArrayList<>(3 + 3 * claims.keys().size());
        arguments.add(deadline);
        arguments.add(name);
        arguments.add(replica);
        claims.settle(tokens, cost, arguments);
        return redis.run(TimedScripts.SETTLE, claims.keys(), arguments)
                .compose(settled -> scripts.isDone(settled) ? Future.succeededFuture(settled) : settle(claims, name, tokens, cost, "0"));
    }

    /** Says again which calls are open, what buckets gave away here alone, and that there is money here. To be called every {@link #RENEW_EVERY}. */
    Future<Void> renew(Map<String, Accounts> tenants) {
        return open.renew(redis::run).compose(renewed -> tell.buckets(redis::run, tenants))
                .compose(told -> money(tenants, one -> !one.isNothing() || one.seen().unrecorded() + one.seen().reserved() > 0));
    }

    /** Everything that Redis has to know before calls are sent to it. */
    Future<Void> prepare(Map<String, Accounts> tenants) {
        Future<Void> prepared = redis.load(RESERVE).compose(loaded -> redis.load(TimedScripts.SETTLE)).compose(loaded -> open.tellAll(redis::runFirst));
        for (Map.Entry<String, Accounts> tenant : tenants.entrySet()) {
            prepared = prepared.compose(done -> {
                List<Budget.Telling> all = tenant.getValue().tellAll(clock.instant());
                return tell.money(redis::runFirst, tenant.getKey(), tenant.getValue(), "set", all, Set.of());
            });
        }
        // Last of all the calls that ended since the first were told.
        return prepared.compose(done -> tell.buckets(redis::runFirst, tenants)).compose(done -> open.tellRest(redis::runFirst));
    }

    /** Tells what has happened here alone since Redis was prepared, as soon as it is in use. */
    void catchUp(Map<String, Accounts> tenants) {
        tellRest(tenants);
        tell.buckets(redis::run, tenants);
    }

    /** Tells what is not told yet of calls and money. Costs nothing where there is nothing. */
    Future<Void> tellRest(Map<String, Accounts> tenants) {
        return Future.all(open.tellRest(redis::run), money(tenants, one -> !one.isNothing())).mapEmpty();
    }

    /**
     * Tells what is not told yet of money.
     *
     * @param worth of one period's, whether it is said: also where nothing is new, since who has lost this replica's part says so then
     */
    private Future<Void> money(Map<String, Accounts> tenants, Predicate<Budget.Telling> worth) {
        List<Future<?>> told = new ArrayList<>();
        tenants.forEach((tenant, accounts) -> {
            List<Budget.Telling> rest = accounts.tellRest(clock.instant());
            if (rest.stream().anyMatch(worth)) {
                told.add(tell.money(redis::run, tenant, accounts, "add", rest, Set.of()));
            }
        });
        return Future.all(told).mapEmpty();
    }

    /**
     * Tells what the ledger has, and so what this replica has spent that is not there.
     *
     * @param gone the names of replicas that are not there any more; of these nothing is kept
     */
    Future<Void> inTheLedger(String tenant, Accounts accounts, Set<String> gone) {
        return tell.money(redis::run, tenant, accounts, "add", accounts.tellRest(clock.instant()), gone);
    }
}
