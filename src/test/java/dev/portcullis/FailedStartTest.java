package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedStartTest {

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final List<Integer> exits = new ArrayList<>();
    private final FailedStart failed = new FailedStart(
            () -> new SmallRyeConfigBuilder().withDefaultValue("quarkus.http.host", "127.0.0.1").withDefaultValue("quarkus.http.port", "8080").build(),
            new PrintStream(errors, true, StandardCharsets.UTF_8), exits::add);

    /** Twenty lines of stack trace had neither the port nor the setting, where sockets are epoll's. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anAddressThatIsTakenIsOneLine(boolean epoll) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(epoll));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Throwable taken = vertx.createHttpServer().requestHandler(request -> { }).listen(other.getLocalPort(), "127.0.0.1").toCompletionStage()
                    .handle((server, failure) -> failure).toCompletableFuture().get(10, TimeUnit.SECONDS);
            failed.accept(1, new RuntimeException("Failed to start quarkus", new ExecutionException(taken)));
        } finally {
            vertx.close();
        }
        assertEquals("Portcullis cannot start: 127.0.0.1:8080 is taken, another program listens there. "
                + "QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT say where it listens\n", said());
        assertEquals(List.of(1), exits);
    }

    @Test
    void aHostThatNobodyKnowsIsOneLineAndAnotherOneThanTheGatewaysIsNot() {
        failed.accept(1, new RuntimeException("Failed to start quarkus", new ExecutionException(
                new UnknownHostException("127.0.0.1: Name or service not known"))));
        assertEquals("Portcullis cannot start: it cannot listen at 127.0.0.1:8080 (Name or service not known). "
                + "QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT say where it listens\n", said());
        failed.accept(1, new RuntimeException("Failed to start quarkus", new UnknownHostException("db: Name or service not known")));
        assertTrue(said().contains("Caused by: java.net.UnknownHostException: db"), said());
    }

    @Test
    void namesTheAddress() {
        assertEquals("127.0.0.1:8080 is taken, another program listens there. QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT say where it listens",
                FailedStart.cannotListen("127.0.0.1", 8080, "bind(..) failed with error(-98): Address already in use"));
        assertEquals("it cannot listen at [::2]:8080 (Cannot assign requested address). QUARKUS_HTTP_HOST and QUARKUS_HTTP_PORT say where it listens",
                FailedStart.cannotListen("::2", 8080, "bind(..) failed with error(-99): Cannot assign requested address"));
    }

    @Test
    void aSettingThatQuarkusRefusesIsWhatItSays() {
        failed.accept(1, new RuntimeException("Failed to start quarkus", new ConfigurationException("no such port")));
        assertEquals("no such port\n", said());
    }

    @Test
    void whatNobodyExpectedIsSaidInFull() {
        failed.accept(1, new RuntimeException("Failed to start quarkus", new IOException("a bug")));
        assertTrue(said().contains("Failed to start quarkus") && said().contains("Caused by: java.io.IOException: a bug")
                && said().contains("\tat "), said());
    }

    @Test
    void anEndThatWasWantedIsNotSpokenOf() {
        failed.accept(0, null);
        failed.accept(1, new RuntimeException("Failed to start quarkus", new IllegalStateException("Shutdown in progress")));
        assertEquals("", said());
        assertEquals(List.of(0, 1), exits);
    }

    private String said() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
