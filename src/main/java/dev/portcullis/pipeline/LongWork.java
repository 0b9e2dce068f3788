package dev.portcullis.pipeline;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Work that takes so long that a few calls of it would take every processor: done by half of these at most, so that the other half is
 * left to all who ask for less. Who finds {@value #MOST} under way, or {@value #MOST_OF_ONE} of its own tenant's, is refused.
 */
@Singleton
public final class LongWork {

    /** Being done or waiting, of all callers: of what takes a quarter of a second, some seconds where there are four processors. */
    static final int MOST = 64;
    /** Of one tenant: no one takes all places. */
    static final int MOST_OF_ONE = MOST / 2;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final WorkerExecutor workers;
    private final AtomicInteger underWay = new AtomicInteger();
    /** Only of those that have any. */
    private final Map<String, Integer> byTenant = new ConcurrentHashMap<>();

    @Inject
    public LongWork(Vertx vertx) {
        this.workers = vertx.createSharedWorkerExecutor("long", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** What comes of it comes back on the caller's event loop. @return fails as the work does, or with {@link Refused} {@code Overloaded} */
    public <T> Uni<T> run(Tenant tenant, Supplier<T> work) {
        return Uni.createFrom().completionStage(() -> {
            begin(tenant);
            return workers.executeBlocking(work::get, false).onComplete(over -> end(tenant)).toCompletionStage();
        });
    }

    private void begin(Tenant tenant) {
        int all = underWay.incrementAndGet();
        int own = byTenant.merge(tenant.name(), 1, Integer::sum);
        if (all > MOST || own > MOST_OF_ONE) {
            end(tenant);
            throw new Refused(new Refusal.Overloaded(RETRY_AFTER));
        }
    }

    private void end(Tenant tenant) {
        underWay.decrementAndGet();
        byTenant.computeIfPresent(tenant.name(), (name, count) -> count == 1 ? null : count - 1);
    }
}
