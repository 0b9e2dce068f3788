package dev.portcullis.admission;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.config.LimitSettings;
import dev.portcullis.config.RateSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What a call pays for its limits where no Redis is asked: every kind of limit at once, reserved and settled. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LimitsBenchmark {

    private static final RateSettings RATES =
            new RateSettings(OptionalInt.of(1_000_000_000), OptionalInt.of(1_000_000_000), OptionalInt.of(1_000_000));
    private static final Instant TODAY = Instant.parse("2026-11-24T10:30:00Z");

    private final Accounts accounts = new Accounts(10_000);
    private final Demand[] demands = new Demand[1_024];
    private int next;

    @Setup
    public void limit() {
        accounts.apply(new LimitSettings(RATES, OptionalInt.empty(), RATES, RATES), new BudgetSettings(
                Map.of(BudgetPeriod.HOURLY, Long.MAX_VALUE / 4, BudgetPeriod.DAILY, Long.MAX_VALUE / 4, BudgetPeriod.MONTHLY, Long.MAX_VALUE / 4), true));
        for (int i = 0; i < demands.length; i++) {
            demands[i] = new Demand("key-" + i % 8, Optional.of("user-" + i), 100, true, 50, 1_000, 500);
        }
    }

    @Benchmark
    public Standing reserveAndSettle() {
        return call();
    }

    @Benchmark
    @Threads(2)
    public Standing reserveAndSettleByTwoEventLoops() {
        return call();
    }

    private Standing call() {
        Verdict verdict = accounts.reserve(demands[next++ & 1_023], 1, System.nanoTime(), TODAY);
        if (verdict instanceof Verdict.Granted granted) {
            granted.reservation().settle(80, 900);
        }
        return verdict.standing();
    }

    @Benchmark
    public Object writeTheHeaders() {
        return call().headers();
    }
}
