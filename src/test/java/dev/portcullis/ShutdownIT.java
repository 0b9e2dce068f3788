package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What SIGTERM does: first no new callers are sent, then none are taken, then the process ends. */
class ShutdownIT {

    private static final String CHAT = "/v1/chat/completions";
    /** What a process that SIGTERM ended says: nothing wrong, or 128 and the signal's number. */
    private static final Set<Integer> GOOD_ENDS = Set.of(0, 143);

    private final SimulatedProvider provider = new SimulatedProvider();

    @AfterEach
    void stop() {
        provider.awaitNothingOpen();
        provider.close();
    }

    @Test
    void runningStreamsFinishWhileNewCallsAreFirstTakenAndThenRefused() throws Exception {
        try (PackagedGateway gateway = gateway("demo;rate=20;tokens=60", Map.of("QUARKUS_SHUTDOWN_DELAY", "1s"));
                RawCall stream = RawCall.chat(gateway.port(), RawCall.body("slow", ",\"stream\":true"))) {
            stream.readTo("data: ");
            gateway.process().destroy();

            gateway.await("not ready", () -> gateway.get("/q/health/ready").statusCode() == 503);
            assertEquals(200, gateway.post(CHAT, RawCall.body("quick", "")).statusCode(), "load balancers have not noticed yet");

            gateway.await("refused", () -> gateway.post(CHAT, RawCall.body("quick", "")).statusCode() == 503);
            HttpResponse<String> refused = gateway.post(CHAT, RawCall.body("quick", ""));
            assertTrue(refused.body().contains("\"shutting_down\""), refused.body());
            assertEquals("1", refused.headers().firstValue("retry-after").orElseThrow());

            assertTrue(stream.readTo("[DONE]").contains("data: [DONE]"));
            assertEnds(gateway, 5);
        }
    }

    /** It was cut without a word, and booked as one that its caller had left. */
    @Test
    void whatOutlivesTheGracePeriodIsToldWhyItEnds() throws Exception {
        try (PackagedGateway gateway = gateway("demo;rate=20;tokens=100000", Map.of("PORTCULLIS_SHUTDOWN_GRACE", "1s"));
                RawCall stream = RawCall.chat(gateway.port(), RawCall.body("slow", ",\"stream\":true"));
                RawCall whole = RawCall.chat(gateway.port(), RawCall.body("slow", ""))) {
            stream.readTo("data: ");
            provider.await("two calls", stats -> stats.openRequests() == 2);
            gateway.process().destroy();
            String end = stream.readTo("0\r\n\r\n");
            assertTrue(end.contains("\"code\":\"shutting_down\""), end);
            assertFalse(end.contains("[DONE]"), end);
            String refused = whole.readTo("}}");
            assertTrue(refused.startsWith("HTTP/1.1 503 ") && refused.contains("\"code\":\"shutting_down\""), refused);
            assertEnds(gateway, 6);
            assertEquals(2, gateway.log().lines().filter(line -> line.contains("ending=failed")).count(), gateway::log);
        }
    }

    /** What it was reading then failed in Hibernate's words, over a hundred lines. */
    @Test
    void oneThatIsStoppedWhileItStartsEndsSoonAndWithoutAWordOfIt() throws Exception {
        for (String moment : List.of("", "SharedRedis", "started in", "/q/health/live", "/q/health/ready")) {
            try (PackagedGateway gateway = PackagedGateway.launch(null, Map.of("QUARKUS_SHUTDOWN_DELAY", "0s"))) {
                if (moment.startsWith("/")) {
                    gateway.await(moment, () -> gateway.get(moment).statusCode() == 200);
                } else {
                    gateway.await(moment, () -> gateway.log().contains(moment));
                }
                gateway.process().destroy();
                assertEnds(gateway, 20);
                assertFalse(gateway.log().contains("\tat ") || gateway.log().contains(" ERROR ") || gateway.log().contains(" WARN "),
                        () -> moment + "\n" + gateway.log());
            }
        }
    }

    private PackagedGateway gateway(String slow, Map<String, String> environment) {
        return PackagedGateway.start(new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .single("slow", "simulator", slow).single("quick", "simulator", "demo").toString(), environment);
    }

    private static void assertEnds(PackagedGateway gateway, int seconds) throws InterruptedException {
        assertTrue(gateway.process().waitFor(seconds, TimeUnit.SECONDS), () -> "still running\n" + gateway.log());
        assertTrue(GOOD_ENDS.contains(gateway.process().exitValue()), () -> gateway.process().exitValue() + "\n" + gateway.log());
    }
}
