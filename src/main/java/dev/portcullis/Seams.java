package dev.portcullis;

import dev.portcullis.admission.Admit;
import dev.portcullis.admission.Limits;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.store.Replicas;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.usage.Charge;
import dev.portcullis.usage.Prices;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What a test replaces by its own: time, chance, and what a room knows of another. */
final class Seams {

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    /** For choices and jitter, not for secrets. Asks the current thread's generator, since many event loops share this one. */
    @Produces
    @Singleton
    RandomGenerator random() {
        return () -> ThreadLocalRandom.current().nextLong();
    }

    @Produces
    @Singleton
    Limits limits(SharedRedis redis, Replicas replicas, MeterRegistry meters, InstantSource clock) {
        return new Limits(Optional.of(redis), replicas.name(), replicas::live, replicas::known, meters, System::nanoTime, clock);
    }

    @Produces
    @Singleton
    Charge charge(Prices prices) {
        return new Charge(prices::cost, call -> call.payload().estimatedInputTokens());
    }

    @Produces
    @Singleton
    Admit admit(RouteTable routes, Limits limits, Prices prices) {
        return new Admit(routes::knows, limits, prices::maxOutput, prices::estimate);
    }
}
