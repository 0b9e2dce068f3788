package dev.portcullis.edge;

import dev.portcullis.pipeline.Refusal;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How the gateway stops. On the signal readiness goes down and calls are still taken, for as long as load balancers need to
 * notice ({@code quarkus.shutdown.delay}); then new calls are refused while those in flight have the grace period to finish.
 */
@Singleton
final class Drain {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Duration delay;
    private volatile long refuseFrom = Long.MAX_VALUE;

    Drain(@ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay) {
        this.delay = delay.orElse(Duration.ZERO);
    }

    void shutdownBegins(@Observes ShutdownDelayInitiatedEvent event) {
        refuseFrom = System.nanoTime() + delay.toNanos();
    }

    /** Present once new calls are to be refused. */
    Optional<Refusal> refusal() {
        long from = refuseFrom;
        return from != Long.MAX_VALUE && System.nanoTime() - from >= 0
                ? Optional.of(new Refusal.ShuttingDown(RETRY_AFTER)) : Optional.empty();
    }
}
