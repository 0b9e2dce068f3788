package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code gateway.yaml} changes while calls are under way. Each test begins with a file of its own. */
class ReloadIT {

    private static final String OPERATOR = "operator-key";
    private static final String CHAT = "/v1/chat/completions";
    private static SimulatedProvider before;
    private static SimulatedProvider after;
    private static PackagedGateway gateway;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        before = new SimulatedProvider();
        after = new SimulatedProvider();
        gateway = PackagedGateway.start(file("start", before).toString());
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
        after.close();
        before.close();
    }

    @Test
    void fiftyStreamsDoNotNoticeThatTheFileChanges() throws Exception {
        putAndAwait("fifty-1", file("fifty-1", before));
        List<CompletableFuture<HttpResponse<String>>> streams = IntStream.range(0, 50).mapToObj(number -> stream()).toList();
        before.await("fifty streams", stats -> stats.openRequests() == 50);

        putAndAwait("fifty-2", file("fifty-2", before));

        assertEquals(50, before.stats().openRequests(), "streams that were under way through the change");
        for (CompletableFuture<HttpResponse<String>> stream : streams) {
            assertWhole(stream.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aBrokenFileIsRefusedWithItsLineAndTheOldOneStays() {
        putAndAwait("whole", file("whole", before));
        put(file("broken", before) + "tennants: {}\n");
        gateway.await("a warning", () -> gateway.log().contains("tennants: unknown key"));
        String warning = gateway.log().lines().filter(line -> line.contains("tennants: unknown key")).findFirst().orElseThrow();
        int line = (int) file("broken", before).toString().lines().count() + 1;
        assertTrue(warning.startsWith("gateway.yaml:" + line + ": tennants: unknown key"), warning);
        assertTrue(knows("whole"));
        assertFalse(knows("broken"));
    }

    @Test
    void aKeyThatIsTakenOutIsRefusedWithinTwoSeconds() {
        String key = "leaving-key";
        putAndAwait("with-key", file("with-key", before).tenant("leaving", key, ""));
        assertEquals(200, status(key));
        long changed = System.nanoTime();
        put(file("without-key", before).toString());
        gateway.await("401", () -> status(key) == 401);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - changed);
        assertTrue(took <= 2_000, "after " + took + " ms");
        assertEquals(200, status(OPERATOR));
    }

    @Test
    void aProviderThatMovesGetsNewConnectionsWhileOldStreamsFinish() throws Exception {
        putAndAwait("old-place", file("old-place", before));
        CompletableFuture<HttpResponse<String>> old = stream();
        before.await("the old stream", stats -> stats.openRequests() == 1);
        long atOldPlace = before.stats().requests();

        putAndAwait("new-place", file("new-place", after));
        CompletableFuture<HttpResponse<String>> fresh = stream();
        after.await("the new stream", stats -> stats.openRequests() == 1);

        assertEquals(1, before.stats().openRequests(), "the old stream goes on");
        assertWhole(old.get(20, TimeUnit.SECONDS));
        assertWhole(fresh.get(20, TimeUnit.SECONDS));
        assertEquals(atOldPlace, before.stats().requests());
        before.await("no connection to the old place", stats -> stats.openConnections() == 0);
    }

    /** @param mark the name of a further model, by which the file is known to be in force */
    private static GatewayFile file(String mark, SimulatedProvider provider) {
        return new GatewayFile().provider("moving", provider.baseUrl(), "").single("slow", "moving", "demo;rate=20;tokens=60")
                .single(mark, "moving", "demo").tenant("operator", OPERATOR, "");
    }

    private static void putAndAwait(String mark, GatewayFile file) {
        put(file.toString());
        gateway.await(mark + " in force", () -> knows(mark));
    }

    private static void put(String yaml) {
        try {
            Path fresh = Files.writeString(gateway.folder().resolve("gateway.yaml.new"), yaml);
            Files.move(fresh, gateway.folder().resolve("gateway.yaml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean knows(String model) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/models/" + model))), OPERATOR).join().statusCode() == 200;
    }

    private static int status(String key) {
        return send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/models"))), key).join().statusCode();
    }

    private static CompletableFuture<HttpResponse<String>> stream() {
        return send(HttpRequest.newBuilder(URI.create(gateway.url(CHAT)))
                .POST(HttpRequest.BodyPublishers.ofString(RawCall.body("slow", ",\"stream\":true"))), OPERATOR);
    }

    private static CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request, String key) {
        return client.sendAsync(request.header("authorization", "Bearer " + key).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertWhole(HttpResponse<String> stream) {
        assertEquals(200, stream.statusCode());
        assertTrue(stream.body().endsWith("data: [DONE]\n\n"), stream.body());
    }
}
