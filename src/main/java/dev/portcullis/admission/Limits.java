package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.TenantSettings;
import dev.portcullis.pipeline.Tenant;
import dev.portcullis.store.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

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
    private final Supplier<Set<String>> known;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final BudgetWatch watch;
    private volatile Map<String, Accounts> byTenant = Map.of();

    /**
     * @param redis    none: this process decides alone
     * @param replicas how many gateways share the limits, this one included; at least 1
     * @param known    their names and those of others that were there lately; empty while that is not known
     * @param nanoTime {@link System#nanoTime()}, or a test's
     */
    public Limits(Optional<SharedRedis> redis, String name, IntSupplier replicas, Supplier<Set<String>> known, MeterRegistry meters,
            LongSupplier nanoTime, InstantSource clock) {
        this.replicas = replicas;
        this.known = known;
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.watch = new BudgetWatch(meters);
        this.shared = redis.map(one -> new SharedLimits(one, name, this::share, nanoTime, clock));
        shared.ifPresent(one -> redis.get().beforeUse(() -> one.prepare(byTenant)));
    }

    /** What was taken stays taken, also by a tenant whose limits are new. */
    public synchronized void apply(GatewayConfig config) {
        Map<String, Accounts> after = new HashMap<>();
        for (TenantSettings tenant : config.tenants().values()) {
            if (!tenant.limits().isNone() || !tenant.budget().isNone()) {
                Accounts accounts = byTenant.getOrDefault(tenant.name(), new Accounts(Accounts.MOST_TRACKED));
                accounts.apply(tenant.limits(), tenant.budget());
                after.put(tenant.name(), accounts);
            }
        }
        byTenant = Map.copyOf(after);
    }

    /** Tells Redis which calls are open. */
    public void renew() {
        shared.filter(SharedLimits::inUse).ifPresent(SharedLimits::renew);
    }

    /** Shows how far budgets are used. */
    public void watch() {
        watch.look(byTenant, clock.instant());
    }

    /** The ledger has reached the database, and this is what is there now. */
    public void inTheLedger(List<Written> written, List<Spent> spent) {
        byTenant.forEach((tenant, accounts) -> {
            if (!accounts.budgets().isNone()) {
                List<Written> own = written.stream().filter(line -> line.tenant().equals(tenant)).toList();
                accounts.inTheLedger(own, spent.stream().filter(sum -> sum.tenant().equals(tenant)).toList(), clock.instant());
                shared.filter(SharedLimits::inUse).ifPresent(one -> one.inTheLedger(tenant, accounts, known.get(), own));
            }
        });
    }

    /** Empty where nothing limits this tenant. */
    Optional<Accounts> of(Tenant tenant) {
        return Optional.ofNullable(byTenant.get(tenant.name()));
    }

    /** As far as this process knows; nothing is taken. */
    Standing standing(Accounts accounts, String key) {
        return accounts.standing(key, share(), shared.isPresent() && shared.get().inUse(), nanoTime.getAsLong());
    }

    /** Never fails, and waits for Redis no longer than {@link SharedRedis#patience}. */
    Uni<Verdict> reserve(String tenant, Accounts accounts, Demand demand) {
        if (shared.isEmpty() || !shared.get().inUse()) {
            return Uni.createFrom().item(alone(accounts, demand));
        }
        return Uni.createFrom().emitter(emitter -> shared.get().reserve(tenant, accounts, demand)
                .onComplete(decided -> emitter.complete(decided.succeeded() ? decided.result() : alone(accounts, demand))));
    }

    private Verdict alone(Accounts accounts, Demand demand) {
        return accounts.reserve(demand, share(), nanoTime.getAsLong(), clock.instant());
    }

    private double share() {
        return 1.0 / Math.max(1, replicas.getAsInt());
    }
}
