package dev.portcullis.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The pool of connections to the database, as Quarkus' settings describe it, but nobody waits long for a connection, and one on
 * which nothing moves is closed: a server that hangs, or is gone without a word, would keep it for good. Who sends a statement says
 * how long that is worth waiting for; the connection comes back later, when the server does or when it is closed.
 */
@Singleton
public final class Connections implements PgPoolCreator {

    private static final Duration CONNECTING = Duration.ofSeconds(2);
    private static final Duration WAITING = Duration.ofSeconds(3);
    /** Longer than any statement may take, and than the pool keeps a connection that nobody uses. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** Of a connection that is asked all the time: who hears nothing for this long has lost it. */
    static final Duration LINE_SILENCE = Duration.ofSeconds(6);

    private final Duration silence;
    private final Duration lineSilence;
    private volatile WatchedConnections lines;

    Connections() {
        this(SILENCE, LINE_SILENCE);
    }

    Connections(Duration silence, Duration lineSilence) {
        this.silence = silence;
        this.lineSilence = lineSilence;
    }

    @Override
    @SuppressWarnings("deprecation") // there is no other way to say how a pool connects
    public Pool create(Input input) {
        List<PgConnectOptions> places = input.pgConnectOptionsList();
        places.forEach(place -> place.setConnectTimeout((int) CONNECTING.toMillis()).setTcpKeepAlive(true));
        lines = new WatchedConnections(input.vertx(), places, lineSilence);
        input.poolOptions().setConnectionTimeout((int) WAITING.toSeconds()).setConnectionTimeoutUnit(TimeUnit.SECONDS);
        WatchedConnections pooled = new WatchedConnections(input.vertx(), places, silence);
        return PgBuilder.pool().with(input.poolOptions()).connectingTo(places.getFirst()).using(input.vertx()).build()
                .connectionProvider(pooled::open);
    }

    /** One outside of the pool, to the same places, with the same credentials and TLS; closed after a shorter silence. */
    Future<PgConnection> line(Vertx vertx) {
        return lines.open(vertx.getOrCreateContext()).map(PgConnection::cast);
    }
}
