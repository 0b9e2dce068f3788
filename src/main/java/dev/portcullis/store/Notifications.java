package dev.portcullis.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells every replica when something in the database has changed, by PostgreSQL's LISTEN and NOTIFY. Notifications may be lost: a
 * pooler may keep them, and a connection may be gone without a word. So what matters is also looked at twice a second, and listeners
 * are called after every (re)connect, and every half minute; they must read what they need, and must not block. Nobody is called
 * before the tables are there.
 */
@Singleton
public final class Notifications {

    private static final Logger LOG = Logger.getLogger(Notifications.class);
    static final String CHANNEL = "portcullis";
    private static final Duration ASK_EVERY = Duration.ofMillis(500);
    /** After this long without an answer the connection counts as lost; it is closed whatever it was busy with, a handshake too. */
    private static final Duration SILENCE = Connections.LINE_SILENCE;
    private static final Duration SAFETY_NET = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /**
     * @param version a query for one value that is another one after every change, or nothing; it must be cheap
     * @param changed to read what has changed
     * @param anew    to read everything: this may be another database, with less in it than the one before
     */
    private record Listener(String topic, Optional<String> version, Runnable changed, Runnable anew) {
    }

    private final Vertx vertx;
    private final Connections connections;
    private final Schema schema;
    private final RandomGenerator random;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Line line;
    private volatile boolean stopping;
    private volatile int failures;

    /** @param pool what {@code connections} knows, it knows once the pool is made */
    Notifications(Vertx vertx, Pool pool, Connections connections, Schema schema, RandomGenerator random) {
        this.vertx = vertx;
        this.connections = connections;
        this.schema = schema;
        this.random = random;
    }

    /** In the transaction of this thread's Panache session: every replica is told when it commits, and nobody if it does not. */
    public static Uni<Void> announce(String topic) {
        return Panache.getSession().flatMap(session -> session
                .createNativeQuery("select cast(pg_notify(:channel, :topic) as text)", String.class)
                .setParameter("channel", CHANNEL).setParameter("topic", topic).getSingleResultOrNull()).replaceWithVoid();
    }

    /** @param read called on an event loop, half a minute late where a notification is lost */
    public void on(String topic, Runnable read) {
        listeners.add(new Listener(topic, Optional.empty(), read, read));
    }

    /**
     * @param version a cheap query for one value that is another one after every change; it is asked twice a second
     * @param changed called on an event loop, to read what has changed
     * @param anew    called on an event loop, to read everything: after a failover or a restore what was read before may never have been
     */
    public void on(String topic, String version, Runnable changed, Runnable anew) {
        listeners.add(new Listener(topic, Optional.of(version), changed, anew));
    }

    /** Whether the database answered a moment ago. */
    public boolean isConnected() {
        Line current = line;
        return current != null && current.heardWithin(SILENCE);
    }

    void start(@Observes StartupEvent event) {
        schema.ready().subscribe().with(tablesAreThere -> {
            vertx.setPeriodic(SAFETY_NET.toMillis(), tick -> listeners.forEach(listener -> call(listener, listener.changed)));
            connect();
        });
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        Line current = line;
        if (current != null) {
            current.connection.close();
        }
    }

    /** One attempt at a time, which ends when the server answers, or is silent for too long. */
    private void connect() {
        if (stopping) {
            return;
        }
        connections.line(vertx).compose(connection -> new Line(connection).listen())
                .onFailure(failure -> again(failure.getMessage()));
    }

    private void again(String why) {
        line = null;
        if (stopping) {
            return;
        }
        if (failures++ == 0) {
            LOG.warnf("the database is away (%s); what is known stays in force", why);
        }
        long most = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        vertx.setTimer(most / 2 + random.nextLong(most / 2 + 1), late -> connect());
    }

    private void tell(String topic) {
        listeners.stream().filter(listener -> listener.topic.equals(topic)).forEach(listener -> call(listener, listener.changed));
    }

    /** A listener that fails has a bug; the others still need to know. */
    private static void call(Listener listener, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "a listener for %s failed", listener.topic);
        }
    }

    /** One connection that listens. All of it happens on that connection's event loop. */
    private final class Line {

        private final PgConnection connection;
        private volatile long heard = System.nanoTime();
        private final Map<Listener, Optional<String>> versions = new HashMap<>();
        private boolean asking;
        private boolean lost;
        private long asks;

        Line(PgConnection connection) {
            this.connection = connection;
        }

        /** Fails if it never listens; a line that is lost later sees to the next one itself. */
        Future<Void> listen() {
            connection.notificationHandler(notification -> tell(notification.getPayload()));
            return connection.query("LISTEN " + CHANNEL).execute().onFailure(refused -> connection.close()).map(listens -> {
                connection.closeHandler(gone -> lost("the connection was closed"));
                asks = vertx.setPeriodic(ASK_EVERY.toMillis(), tick -> ask());
                heard = System.nanoTime();
                line = this;
                if (failures > 0) {
                    LOG.info("the database is back");
                }
                failures = 0;
                listeners.forEach(listener -> call(listener, listener.anew));
                return null;
            });
        }

        boolean heardWithin(Duration time) {
            return System.nanoTime() - heard < time.toNanos();
        }

        private void ask() {
            if (!heardWithin(SILENCE)) {
                lost("no answer within " + SILENCE.toSeconds() + " s");
            } else if (!asking) {
                asking = true;
                List<Listener> watched = listeners.stream().filter(listener -> listener.version.isPresent()).toList();
                String columns = watched.stream().map(listener -> "(" + listener.version.get() + ")::text").collect(Collectors.joining(", "));
                connection.query("SELECT " + columns).execute().onComplete(answer -> {
                    asking = false;
                    if (answer.succeeded()) {
                        heard = System.nanoTime();
                        compare(watched, answer.result().iterator().next());
                    }
                });
            }
        }

        /** What is seen for the first time may have changed since it was read. */
        private void compare(List<Listener> watched, Row now) {
            for (int i = 0; i < watched.size(); i++) {
                Optional<String> version = Optional.ofNullable(now.getString(i));
                if (!version.equals(versions.put(watched.get(i), version))) {
                    call(watched.get(i), watched.get(i).changed);
                }
            }
        }

        private void lost(String why) {
            if (!lost) {
                lost = true;
                vertx.cancelTimer(asks);
                connection.close();
                again(why);
            }
        }
    }
}
