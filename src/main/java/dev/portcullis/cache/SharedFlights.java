package dev.portcullis.cache;

import dev.portcullis.store.redis.Mailbox;
import dev.portcullis.store.redis.SharedRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** This process's flights, which calls at other replicas may board as well. */
@Singleton
public final class SharedFlights {

    private final Flights flights = new Flights();
    private final RelayAtRedis relay;

    @Inject
    SharedFlights(Vertx vertx, SharedRedis redis, Mailbox mailbox, RandomGenerator random, MeterRegistry meters) {
        relay = new RelayAtRedis(vertx, redis, mailbox, flights, random, meters);
    }

    /** Once, before Redis is used. */
    public void start() {
        relay.start();
    }

    Flights flights() {
        return flights;
    }

    Relay relay() {
        return relay;
    }
}
