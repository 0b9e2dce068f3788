package dev.portcullis.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pool of connections to the database, as Quarkus' settings describe it, but nobody waits long for a connection. A statement
 * that was sent can only be waited for: the driver closes a connection together with the server, never on one that hangs. So who
 * sends one says how long that is worth waiting for, and the connection comes back when the server does, or is closed by it.
 */
@Singleton
public final class Connections implements PgPoolCreator {

    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration WAITING = Duration.ofSeconds(3);

    private final AtomicInteger next = new AtomicInteger();
    private volatile List<PgConnectOptions> places = List.of();

    @Override
    public Pool create(Input input) {
        List<PgConnectOptions> bounded = input.pgConnectOptionsList();
        bounded.forEach(place -> place.setConnectTimeout((int) CONNECTING.toMillis()).setTcpKeepAlive(true));
        places = List.copyOf(bounded);
        input.poolOptions().setConnectionTimeout((int) WAITING.toSeconds()).setConnectionTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool().with(input.poolOptions()).connectingTo(List.copyOf(bounded)).using(input.vertx()).build();
    }

    /** For a connection outside of the pool: the same place, credentials and TLS. */
    PgConnectOptions place() {
        List<PgConnectOptions> all = places;
        return new PgConnectOptions(all.get(Math.floorMod(next.getAndIncrement(), all.size())));
    }
}
