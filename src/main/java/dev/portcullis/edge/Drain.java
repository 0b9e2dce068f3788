package dev.portcullis.edge;

import dev.portcullis.pipeline.Refusal;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How the gateway stops. On the signal readiness goes down and calls are still taken, for as long as load balancers need to
 * notice ({@code quarkus.shutdown.delay}); then new calls are refused while those in flight have the grace period to finish. Just before
 * its end those that have not are cut off, so that their callers are told why.
 */
@Singleton
final class Drain {

    static final Refusal.ShuttingDown SHUTTING_DOWN = new Refusal.ShuttingDown(Duration.ofSeconds(1));

    /** Of the grace period, or {@code 1 / FRACTION_TO_TELL} of it where that is less. */
    private static final Duration TIME_TO_TELL = Duration.ofMillis(500);
    private static final int FRACTION_TO_TELL = 5;

    private final Vertx vertx;
    private final OpenReplies replies;
    private final Duration delay;
    private final Duration grace;
    private volatile long refuseFrom = Long.MAX_VALUE;

    Drain(Vertx vertx, OpenReplies replies, @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> delay,
            @ConfigProperty(name = "quarkus.shutdown.timeout") Optional<Duration> grace) {
        this.vertx = vertx;
        this.replies = replies;
        this.delay = delay.orElse(Duration.ZERO);
        this.grace = grace.orElse(Duration.ZERO);
    }

    void shutdownBegins(@Observes ShutdownDelayInitiatedEvent event) {
        refuseFrom = System.nanoTime() + delay.toNanos();
        Duration toTell = grace.dividedBy(FRACTION_TO_TELL);
        Duration left = delay.plus(grace).minus(toTell.compareTo(TIME_TO_TELL) < 0 ? toTell : TIME_TO_TELL);
        vertx.setTimer(Math.max(1, left.toMillis()), over -> replies.cutOff());
    }

    /** Present once new calls are to be refused. */
    Optional<Refusal> refusal() {
        long from = refuseFrom;
        return from != Long.MAX_VALUE && System.nanoTime() - from >= 0
                ? Optional.of(SHUTTING_DOWN) : Optional.empty();
    }
}
