package dev.portcullis;

import dev.portcullis.simulator.Simulator;
import dev.portcullis.simulator.SimulatorSettings;
import dev.portcullis.simulator.Stats;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The simulator in the test's own process, so that its counters are at hand. */
final class SimulatedProvider implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Vertx vertx = Vertx.vertx();
    private final Simulator simulator =
            Simulator.start(vertx, SimulatorSettings.DEFAULTS, "127.0.0.1", 0).toCompletionStage().toCompletableFuture().join();

    String baseUrl() {
        return "http://127.0.0.1:" + simulator.port() + "/v1";
    }

    Stats stats() {
        return simulator.stats();
    }

    /** Waits until the counters are so. */
    void await(String what, Predicate<Stats> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.test(stats())) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain for: " + what + "; " + stats());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** What every test of a call ends with: nothing is held when it is over. */
    void awaitNothingOpen() {
        await("no open request", stats -> stats.openRequests() == 0);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
