package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.LimitSettings;
import dev.portcullis.config.TenantSettings;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.store.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The limits and budgets of all tenants. With Redis all replicas count together; without it, or while it is left alone, each one
 * gives its share: the limit divided by the number of replicas that live.
 */
public final class Limits {

    /** How often {@link #renew} is to be called. */
    public static final Duration RENEW_EVERY = SharedLimits.RENEW_EVERY;
    /** How often {@link #watch} is to be called. */
    public static final Duration WATCH_EVERY = Duration.ofSeconds(1);

    /** A cost of this replica that has reached the ledger, in nano-dollars. @param admitted when its call was */
    public record Written(String tenant, Instant admitted, long cost) {
    }

    /** What the ledger says that all replicas have spent in a period, in nano-dollars. */
    public record Spent(String tenant, BudgetPeriod period, Instant begin, long spent) {
    }

    private final Optional<SharedLimits> shared;
    private final IntSupplier replicas;
    private final IntSupplier alone;
    private final Supplier<Set<String>> known;
    private final Supplier<Optional<String>> database;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final BudgetWatch watch;
    /** The replicas that this one has ever seen, as far as they are not told to be gone. */
    private final Set<String> once = ConcurrentHashMap.newKeySet();
    /** Whether Redis can have been told of the ledger: by a name that was not known before, it has not. */
    private boolean ledgerNamed;
    private volatile Map<String, Accounts> byTenant = Map.of();

    /**
     * @param redis    none: this process decides alone
     * @param replicas how many gateways share the limits, this one included; at least 1
     * @param alone    how many of the others count alone, because they cannot reach Redis
     * @param known    their names and those of others that were there lately; empty while that is not known
     * @param database names the database that has the ledger; empty while that is not known
     * @param nanoTime {@link System#nanoTime()}, or a test's
     */
    public Limits(Optional<SharedRedis> redis, String name, IntSupplier replicas, IntSupplier alone,
            Supplier<Set<String>> known, Supplier<Optional<String>> database, MeterRegistry meters, LongSupplier nanoTime, InstantSource clock) {
        this.replicas = replicas;
        this.alone = alone;
        this.known = known;
        this.database = database;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.watch = new BudgetWatch(meters);
        this.shared = redis.map(one -> new SharedLimits(one, name, database, this::share, this::together, nanoTime, clock));
        shared.ifPresent(one -> {
            redis.get().beforeUse(() -> one.prepare(byTenant));
            redis.get().inUseAgain(() -> one.catchUp(byTenant));
        });
    }

    /** What was taken stays taken, also by a tenant whose limits are new, or are taken out for a while: its calls may still be open. */
    public synchronized void apply(GatewayConfig config) {
        Map<String, Accounts> after = new HashMap<>(byTenant);
        byTenant.forEach((name, accounts) -> {
            if (!config.tenants().containsKey(name)) {
                accounts.apply(LimitSettings.NONE, BudgetSettings.NONE);
            }
        });
        for (TenantSettings tenant : config.tenants().values()) {
            if (byTenant.containsKey(tenant.name()) || !tenant.limits().isNone() || !tenant.budget().isNone()) {
                Accounts accounts = byTenant.getOrDefault(tenant.name(), new Accounts(Accounts.MOST_TRACKED));
                accounts.apply(tenant.limits(), tenant.budget());
                after.put(tenant.name(), accounts);
            }
        }
        byTenant = Map.copyOf(after);
    }

    /** Tells Redis which calls are open, and forgets who has been silent. */
    public void renew() {
        shared.filter(SharedLimits::inUse).ifPresent(one -> one.renew(byTenant));
        for (Accounts accounts : byTenant.values()) {
            while (accounts.forgetIdle(share(), nanoTime.getAsLong())) {
                // A portion at a time, since calls wait meanwhile.
            }
        }
    }

    /** Shows how far budgets are used, and tells Redis what it has not been told. */
    public void watch() {
        watch.look(byTenant, clock.instant());
        shared.filter(SharedLimits::inUse).ifPresent(one -> one.tellRest(byTenant));
    }

    /** The ledger has reached the database, and this is what is there now. Not by two threads at once. */
    public void inTheLedger(List<Written> written, List<Spent> spent) {
        Map<String, List<Written>> writtenBy = written.stream().collect(Collectors.groupingBy(Written::tenant));
        Map<String, List<Spent>> spentBy = spent.stream().collect(Collectors.groupingBy(Spent::tenant));
        Set<String> gone = gone();
        boolean inUse = shared.isPresent() && shared.get().inUse();
        boolean first = inUse && !ledgerNamed && database.get().isPresent();
        ledgerNamed |= first;
        List<Future<?>> told = new ArrayList<>();
        byTenant.forEach((tenant, accounts) -> {
            // Also of a tenant whose budget is taken out for a while: what it has spent is counted, by then, in one place only.
            boolean news = accounts.inTheLedger(writtenBy.getOrDefault(tenant, List.of()), spentBy.getOrDefault(tenant, List.of()), clock.instant());
            if (inUse && !accounts.budgets().isNone() && (news || first || !gone.isEmpty())) {
                told.add(shared.get().inTheLedger(tenant, accounts, gone));
            }
        });
        if (inUse && !gone.isEmpty()) {
            Future.all(told).onSuccess(all -> once.removeAll(gone));
        }
    }

    /** Replicas on another database are none of this one's business, nor are those that it has not seen yet. */
    private Set<String> gone() {
        Set<String> now = known.get();
        if (now.isEmpty()) {
            return Set.of();
        }
        once.addAll(now);
        return once.stream().filter(name -> !now.contains(name)).collect(Collectors.toSet());
    }

    /** Empty where nothing limits this tenant. */
    Optional<Accounts> of(Tenant tenant) {
        return Optional.ofNullable(byTenant.get(tenant.name())).filter(Accounts::limitAnything);
    }

    /** As far as this process knows; nothing is taken. */
    Standing standing(Accounts accounts, String key) {
        return accounts.standing(key, share(), shared.isPresent() && shared.get().inUse(), nanoTime.getAsLong());
    }

    /**
     * Takes what a call may use from all that limits it. Never fails, and waits no longer than {@link SharedRedis#patience}: not at all
     * while Redis is not in use, so that most calls have no step more.
     *
     * @param then with the verdict, at once or when Redis has given it
     */
    <T> Uni<T> reserve(String tenant, Accounts accounts, Demand demand, Function<Verdict, Uni<T>> then) {
        if (shared.isEmpty() || shared.get().absent()) {
            return then.apply(accounts.reserve(demand, share(), nanoTime.getAsLong(), clock.instant()));
        }
        SharedLimits redis = shared.get();
        if (!redis.inUse()) {
            return then.apply(redis.alone(tenant, accounts, demand));
        }
        return Uni.createFrom().<Verdict>emitter(emitter -> redis.reserve(tenant, accounts, demand).onComplete(decided ->
                emitter.complete(decided.succeeded() ? decided.result() : redis.alone(tenant, accounts, demand)))).chain(then::apply);
    }

    /** Of a budget, for those who count together at Redis: the others spend their shares. */
    private double together() {
        int others = alone.getAsInt();
        return others == 0 ? 1 : 1 - Math.min(others, replicas.getAsInt() - 1) * share();
    }

    private double share() {
        return 1.0 / Math.max(1, replicas.getAsInt());
    }
}
