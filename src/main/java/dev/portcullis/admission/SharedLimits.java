package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.pipeline.Refusal.OverLimit.Unit;
import dev.portcullis.store.redis.RedisScript;
import dev.portcullis.store.redis.SharedRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Limits and budgets that all replicas share: one script a call takes everything in one step at Redis, another one settles. What
 * is granted there is counted in this process as well, so that it can go on alone at any moment.
 */
final class SharedLimits {

    /** How long an open call is counted after its replica was last heard of. */
    static final Duration LEASE = Duration.ofSeconds(60);
    /** How often a replica says which of its calls are open. */
    static final Duration RENEW_EVERY = LEASE.dividedBy(3);

    private static final RedisScript RESERVE = RedisScript.load("/redis/reserve.lua");
    private static final RedisScript SETTLE = RedisScript.load("/redis/settle.lua");
    private static final RedisScript RENEW = RedisScript.load("/redis/renew.lua");
    private static final RedisScript SPENT = RedisScript.load("/redis/spent.lua");
    private static final String TOO_LATE = "-1";
    private static final long CLOCKS_KEPT_NANOS = Duration.ofSeconds(10).toNanos();

    /**
     * How the clocks differ. An answer takes time to get here, so Redis's clock is never less ahead than an answer shows; the most
     * that was seen lately is closest.
     *
     * @param ahead  Redis's clock less this process's, in microseconds
     * @param seenAt in nanoseconds
     * @param known  whether Redis has answered yet
     */
    private record Clocks(long ahead, long seenAt, boolean known) {
    }

    private final SharedRedis redis;
    private final String replica;
    private final DoubleSupplier share;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final AtomicLong calls = new AtomicLong();
    /** The open calls that are counted in slots, by their names. */
    private final Map<String, List<String>> open = new ConcurrentHashMap<>();
    private volatile Clocks clocks = new Clocks(0, 0, false);

    /** @param share of a limit that this process may give if Redis is gone a moment later */
    SharedLimits(SharedRedis redis, String replica, DoubleSupplier share, LongSupplier nanoTime, InstantSource clock) {
        this.redis = redis;
        this.replica = replica;
        this.share = share;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    boolean inUse() {
        return redis.inUse();
    }

    /** @return fails where Redis cannot decide: then the process has to */
    Future<Verdict> reserve(String tenant, Accounts accounts, Demand demand) {
        Instant today = clock.instant();
        Claims claims = Claims.of(tenant, accounts, demand, today);
        String name = replica + ':' + calls.incrementAndGet();
        List<String> arguments = new ArrayList<>(4 + 4 * claims.keys().size());
        arguments.add(deadline());
        arguments.add(name);
        arguments.add(Long.toString(LEASE.toMillis()));
        arguments.add(replica);
        claims.reserve(arguments);
        return redis.run(RESERVE, claims.keys(), arguments).compose(left -> {
            learnClock(left);
            if (left.get(1).toString().equals(TOO_LATE)) {
                return Future.failedFuture("too late");
            }
            return Future.succeededFuture(verdict(accounts, demand, claims, name, left, today));
        });
    }

    private Verdict verdict(Accounts accounts, Demand demand, Claims claims, String name, Response left, Instant today) {
        Standing standing = claims.standing(left);
        if (left.get(1).toInteger() == 0) {
            return new Verdict.Denied(claims.shortage(left, today).refusal(), standing);
        }
        Reservation here = accounts.follow(claims.limited(), demand, claims.levels(Unit.REQUESTS, left), claims.levels(Unit.TOKENS, left),
                share.getAsDouble(), nanoTime.getAsLong(), today).reservation();
        List<String> slots = claims.slots();
        if (!slots.isEmpty()) {
            open.put(name, slots);
        }
        return new Verdict.Granted((tokens, cost) -> {
            here.settle(tokens, cost);
            open.remove(name);
            if (claims.worthSettling()) {
                settle(claims, name, tokens, cost);
            }
        }, standing);
    }

    /** Nobody waits for it. What fails while Redis is gone is made up for when it is back. */
    private void settle(Claims claims, String name, long tokens, long cost) {
        settle(claims, name, tokens, cost, deadline()).onSuccess(done -> {
            learnClock(done);
            if (done.get(1).toString().equals(TOO_LATE)) {
                settle(claims, name, tokens, cost, "0");
            }
        });
    }

    private Future<Response> settle(Claims claims, String name, long tokens, long cost, String deadline) {
        List<String> arguments = new ArrayList<>(3 + 3 * claims.keys().size());
        arguments.add(deadline);
        arguments.add(name);
        arguments.add(replica);
        claims.settle(tokens, cost, arguments);
        return redis.run(SETTLE, claims.keys(), arguments);
    }

    /** Says again which calls are open. */
    Future<Void> renew() {
        return renew(redis::run, "XX");
    }

    private interface Runs {

        Future<Response> run(RedisScript script, List<String> keys, List<String> arguments);
    }

    private Future<Void> renew(Runs by, String which) {
        Map<String, List<String>> keys = new HashMap<>();
        Map<String, List<String>> arguments = new HashMap<>();
        open.forEach((name, slots) -> slots.forEach(slot -> {
            // A script's keys must lie in one place of a cluster: those of one tenant do.
            String tenant = slot.substring(0, slot.indexOf('}'));
            keys.computeIfAbsent(tenant, none -> new ArrayList<>()).add(slot);
            arguments.computeIfAbsent(tenant, none -> new ArrayList<>(List.of(Long.toString(LEASE.toMillis()), which))).add(name);
        }));
        List<Future<?>> renewed = new ArrayList<>();
        keys.forEach((tenant, slots) -> renewed.add(by.run(RENEW, slots, arguments.get(tenant))));
        return Future.all(renewed).mapEmpty();
    }

    /** Everything that Redis has to know before calls are sent to it. */
    Future<Void> prepare(Map<String, Accounts> tenants) {
        Future<Void> prepared = redis.load(RESERVE).compose(loaded -> redis.load(SETTLE)).compose(loaded -> renew(redis::runFirst, "CH"));
        for (Map.Entry<String, Accounts> tenant : tenants.entrySet()) {
            prepared = prepared.compose(done -> tell(redis::runFirst, tenant.getKey(), tenant.getValue(), Set.of(), "set", Budget.Seen::pending));
        }
        return prepared;
    }

    /**
     * Tells what the ledger has.
     *
     * @param replicas the names of all that live; of others nothing is kept. Empty: not known
     * @param written  what has reached the ledger of what this replica spent, and so is not its own any more
     */
    void inTheLedger(String tenant, Accounts accounts, Set<String> replicas, List<Limits.Written> written) {
        tell(redis::run, tenant, accounts, replicas, "add", seen -> -written.stream().filter(line -> !line.admitted().isBefore(seen.begin())
                && line.admitted().isBefore(seen.end())).mapToLong(Limits.Written::cost).sum());
    }

    private Future<Void> tell(Runs by, String tenant, Accounts accounts, Set<String> replicas, String how, ToLongFunction<Budget.Seen> own) {
        List<String> keys = new ArrayList<>(3);
        List<String> arguments = new ArrayList<>(14);
        arguments.add(replica);
        arguments.add(replicas.isEmpty() ? "" : ',' + String.join(",", replicas) + ',');
        for (BudgetPeriod period : accounts.budgets().limits().keySet()) {
            Budget.Seen seen = accounts.seen(period, clock.instant());
            keys.add(Claims.moneyKey(tenant, period, seen.begin()));
            arguments.addAll(List.of(Long.toString(seen.recorded()), how, Long.toString(own.applyAsLong(seen)),
                    Long.toString(Claims.keptUntil(seen.end()))));
        }
        return keys.isEmpty() ? Future.succeededFuture() : by.run(SPENT, keys, arguments).mapEmpty();
    }

    private String deadline() {
        Clocks now = clocks;
        return now.known ? Long.toString((nanoTime.getAsLong() + redis.patience().toNanos()) / 1_000 + now.ahead) : "0";
    }

    private void learnClock(Response answer) {
        long now = nanoTime.getAsLong();
        long ahead = answer.get(0).toLong() - now / 1_000;
        Clocks before = clocks;
        if (!before.known || ahead > before.ahead || now - before.seenAt > CLOCKS_KEPT_NANOS) {
            clocks = new Clocks(ahead, now, true);
        }
    }
}
