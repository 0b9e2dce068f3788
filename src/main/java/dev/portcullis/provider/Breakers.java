package dev.portcullis.provider;

import dev.portcullis.config.BreakerSettings;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.TargetSettings;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One circuit breaker a target (SmallRye Fault Tolerance). It opens when {@code failures} of the last {@code window} attempts
 * failed, lets nothing through for {@code open}, then one attempt, whose result decides. SmallRye's breaker judges only a full
 * window, so each one begins with a window of successes: five failures open it even if they are the first five attempts. A
 * reload keeps the breaker of a target whose settings stay the same.
 */
@Singleton
public final class Breakers {

    /** @param windowEmpty whether the window has been emptied since it was filled, as it is whenever the breaker closes */
    private record One(Identifying identifying, TypedGuard<Uni<Answer>> guard, AtomicBoolean windowEmpty, Meter gauge) {

        void fillWindow() {
            for (int i = 0; i < identifying.settings.window(); i++) {
                guard.get(() -> Uni.createFrom().nullItem()).subscribe().with(success -> { });
            }
        }
    }

    /** A target that leads elsewhere than before starts with a closed breaker. */
    private record Identifying(String target, String provider, String model, BreakerSettings settings) {
    }

    private static final int HALF_OPEN = 1;

    private final MeterRegistry meters;
    private volatile Map<String, One> byTarget = Map.of();

    public Breakers(MeterRegistry meters) {
        this.meters = meters;
    }

    /** That know no target, and so let everything through. */
    static Breakers none() {
        return new Breakers(null);
    }

    public synchronized void apply(GatewayConfig config) {
        Map<String, One> before = byTarget;
        Map<String, One> after = new HashMap<>();
        for (ModelSettings model : config.models().values()) {
            for (TargetSettings target : model.targets()) {
                String id = model.name() + "/" + target.name();
                Identifying identifying = new Identifying(id, target.provider(), target.model(), model.breaker());
                One same = before.get(id);
                if (same != null && same.identifying.equals(identifying)) {
                    after.put(id, same);
                } else {
                    if (same != null) {
                        meters.remove(same.gauge);
                    }
                    after.put(id, create(identifying));
                }
            }
        }
        before.forEach((id, one) -> {
            if (!after.containsKey(id)) {
                meters.remove(one.gauge);
            }
        });
        byTarget = Map.copyOf(after);
    }

    /**
     * The attempt, unless the target's breaker is open.
     *
     * @return fails with {@link org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException} if it is
     */
    Uni<Answer> guard(String target, Supplier<Uni<Answer>> attempt) {
        One one = byTarget.get(target);
        if (one == null) {
            return attempt.get();
        }
        if (one.windowEmpty.get() && one.windowEmpty.compareAndSet(true, false)) {
            one.fillWindow();
        }
        return one.guard.get(attempt);
    }

    /** How long an open breaker of this target stays open. */
    Duration openFor(String target) {
        One one = byTarget.get(target);
        return one == null ? Duration.ofSeconds(1) : one.identifying.settings.open();
    }

    private One create(Identifying identifying) {
        BreakerSettings settings = identifying.settings;
        AtomicInteger state = new AtomicInteger();
        AtomicBoolean windowEmpty = new AtomicBoolean(true);
        Gauge gauge = Gauge.builder(Metric.BREAKER_STATE.meterName(), state, AtomicInteger::get)
                .description(Metric.BREAKER_STATE.meaning())
                .tag("target", identifying.target)
                .register(meters);
        TypedGuard<Uni<Answer>> guard = TypedGuard.create(new TypeLiteral<Uni<Answer>>() { })
                .withThreadOffload(false)
                .withCircuitBreaker()
                .requestVolumeThreshold(settings.window())
                // SmallRye rounds ratio times window up, so the ratio lies half a failure below the one it opens at.
                .failureRatio((settings.failures() - 0.5) / settings.window())
                .delay(settings.open().toMillis(), ChronoUnit.MILLIS)
                .when(failure -> failure instanceof UpstreamFailure upstream && (upstream.countsAgainstTarget()
                        // A caller who leaves during the one attempt that is let through must not close the breaker.
                        || state.get() == HALF_OPEN && upstream.result() == Attempt.Result.ABANDONED))
                .onStateChange(now -> {
                    state.set(number(now));
                    windowEmpty.set(now == CircuitBreakerState.CLOSED);
                })
                .done()
                .build();
        return new One(identifying, guard, windowEmpty, gauge);
    }

    private static int number(CircuitBreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> HALF_OPEN;
            case OPEN -> 2;
        };
    }
}
