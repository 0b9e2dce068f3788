package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TestDatabase;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final Duration SILENCE = Duration.ofMillis(500);

    private final Vertx vertx = Vertx.vertx();
    private final Connections connections = new Connections(SILENCE, SILENCE);

    private Pool pool;

    @AfterEach
    void close() throws Exception {
        await(pool.close());
        await(vertx.close());
    }

    /** Each handshake on a server that hung took one of the pool's connections for good. */
    @Test
    void aServerThatTakesConnectionsAndNeverAnswersKeepsNone() throws Exception {
        List<Socket> accepted = new CopyOnWriteArrayList<>();
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> accept(mute, accepted));
            pool = pool(new PgConnectOptions().setHost("127.0.0.1").setPort(mute.getLocalPort()).setUser("u").setDatabase("d"));
            for (int i = 1; i <= 3; i++) {
                assertThrows(ExecutionException.class, () -> await(pool.query("SELECT 1").execute()));
                assertEquals(i, accepted.size(), "the pool's one connection was free again");
            }
            assertThrows(ExecutionException.class, () -> await(connections.line(vertx)));
            for (Socket socket : accepted) {
                socket.setSoTimeout(5_000);
                socket.getInputStream().readAllBytes();
            }
        }
    }

    /** The server is gone without a word while it works. */
    @Test
    void aStatementThatIsNotAnsweredGivesItsConnectionBack() throws Exception {
        pool = pool(real());
        assertThrows(ExecutionException.class, () -> await(pool.query("SELECT pg_sleep(5)").execute()));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        // The driver fails the statement a moment before it takes the connection out of the pool.
        while (!pool.query("SELECT 1").execute().map(one -> true).otherwise(false).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS)) {
            assertTrue(System.nanoTime() < deadline, "the connection is not back");
        }
    }

    @Test
    void whatIsUsedNowAndThenStaysAndWhatIsNotIsReplacedUnnoticed() throws Exception {
        pool = pool(real());
        int first = process(pool);
        for (int i = 0; i < 4; i++) {
            await(pool.query("SELECT pg_sleep(0.2)").execute());
        }
        assertEquals(first, process(pool), "0.8 s in all, but never 0.5 s of silence");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (pool.size() > 0 || sessions(first) > 0) {
            assertTrue(System.nanoTime() < deadline, "not closed");
            Thread.onSpinWait();
        }
        assertTrue(process(pool) != first);
    }

    private static int process(Pool pool) throws Exception {
        return await(pool.query("SELECT pg_backend_pid()").execute()).iterator().next().getInteger(0);
    }

    private static int sessions(int process) {
        return new TestDatabase(TestDatabase.server().database()).query("SELECT pid FROM pg_stat_activity WHERE pid = " + process).size();
    }

    private static PgConnectOptions real() {
        return PgConnectOptions.fromUri(new TestDatabase(TestDatabase.server().database()).url()).setUser(TestDatabase.server().user())
                .setPassword(TestDatabase.password());
    }

    private Pool pool(PgConnectOptions place) {
        PoolOptions one = new PoolOptions().setMaxSize(1);
        return connections.create(new PgPoolCreator.Input() {
            @Override
            public Vertx vertx() {
                return vertx;
            }

            @Override
            public PoolOptions poolOptions() {
                return one;
            }

            @Override
            public List<PgConnectOptions> pgConnectOptionsList() {
                return List.of(place);
            }
        });
    }

    private static void accept(ServerSocket server, List<Socket> accepted) {
        try {
            while (true) {
                accepted.add(server.accept());
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
