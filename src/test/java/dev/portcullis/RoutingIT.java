package dev.portcullis;

import static dev.portcullis.GatewayFile.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers notice of targets that fail: nothing, as long as one is left and no byte was sent. */
class RoutingIT {

    private static final String CHAT = "/v1/chat/completions";
    private static SimulatedProvider provider;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        provider = new SimulatedProvider();
        gateway = PackagedGateway.start(new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .model("half-broken", ", retries: 1, breaker: { failures: 5, window: 20, open: 1m }",
                        target("good", "simulator", "demo", 1), target("bad", "simulator", "demo;fault=status:500", 1))
                .model("first", ", retries: 1, fallbacks: [ second, third ]", target("only", "simulator", "one;fault=status:500", 1))
                .single("second", "simulator", "two;fault=status:503")
                .single("third", "simulator", "three")
                .model("hidden-error", ", retries: 1",
                        target("good", "simulator", "demo", 0), target("bad", "simulator", "demo;fault=error-in-200", 1))
                .model("hidden-error-pair", ", retries: 1",
                        target("a", "simulator", "pair;fault=error-in-200#1", 1), target("b", "simulator", "pair;fault=error-in-200#1", 1))
                .model("busy-once", ", retries: 1", target("only", "simulator", "demo;fault=status:503#1;retry-after=1", 1))
                .model("reset", ", retries: 3", target("a", "simulator", "demo;fault=reset-after:3", 1),
                        target("b", "simulator", "demo;fault=reset-after:3", 1))
                .model("all-broken", ", retries: 1, breaker: { failures: 1, window: 1, open: 7s }",
                        target("a", "simulator", "demo;fault=status:500", 1), target("b", "simulator", "demo;fault=reset", 1))
                .model("sticky", ", sticky: user", target("blue", "simulator", "demo", 75), target("green", "simulator", "demo", 25))
                .toString());
    }

    @AfterEach
    void nothingIsHeld() {
        provider.awaitNothingOpen();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void aBrokenTargetIsHiddenFromCallersAndThenLeftAlone() {
        int calls = 1_000;
        for (int call = 0; call < calls; call++) {
            assertEquals(200, chat("half-broken", "").statusCode(), "call " + call);
        }
        double asked = attempts("half-broken/bad");
        assertTrue(asked >= 5 && asked <= 20, "attempts at the broken target before its breaker opened: " + asked);
        assertEquals(calls, attempts("half-broken/good"));
        assertEquals(asked, gateway.metric("portcullis_retries_total", "target=\"half-broken/good\""));
        assertEquals(2, gateway.metric("portcullis_breaker_state", "target=\"half-broken/bad\""));
        assertEquals(0, gateway.metric("portcullis_breaker_state", "target=\"half-broken/good\""));
    }

    @Test
    void fallbacksAreAskedInOrderUntilOneAnswers() {
        HttpResponse<String> answer = chat("first", "");
        assertEquals(200, answer.statusCode());
        assertEquals("third/only", answer.headers().firstValue("x-portcullis-target").orElseThrow());
        assertTrue(answer.body().contains("\"model\":\"three\""), answer.body());
        assertEquals(2, attempts("first/only"));
        assertEquals(1, attempts("second/only"));
    }

    @Test
    void anErrorHiddenInAStreamsFirstEventIsTriedAgainElsewhere() {
        HttpResponse<String> answer = chat("hidden-error-pair", ",\"stream\":true");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().endsWith("data: [DONE]\n\n"), answer.body());
        assertFalse(answer.body().contains("\"error\""), answer.body());
        assertEquals(1, attempts("hidden-error-pair/a"));
        assertEquals(1, attempts("hidden-error-pair/b"));
    }

    @Test
    void aDrainedTargetIsNotAskedEvenWhenTheOthersFail() {
        HttpResponse<String> answer = chat("hidden-error", ",\"stream\":true");
        assertEquals(502, answer.statusCode());
        assertEquals(0, attempts("hidden-error/good"));
    }

    @Test
    void theTimeThatAProviderAsksForIsWaited() {
        long begin = System.nanoTime();
        assertEquals(200, chat("busy-once", "").statusCode());
        assertTrue(System.nanoTime() - begin >= 1_000_000_000L, "came back too early");
    }

    @Test
    void afterTheFirstByteNothingIsTriedAgain() {
        long before = provider.stats().requests();
        HttpResponse<String> answer = chat("reset", ",\"stream\":true");
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("data: {\"error\":{"), answer.body());
        assertTrue(answer.body().contains("\"upstream_error\""), answer.body());
        assertFalse(answer.body().contains("[DONE]"), answer.body());
        assertEquals(before + 1, provider.stats().requests());
    }

    @Test
    void noTargetIsAskedWhileAllBreakersAreOpen() {
        assertEquals(502, chat("all-broken", "").statusCode());
        long before = provider.stats().requests();
        HttpResponse<String> refused = chat("all-broken", "");
        assertEquals(503, refused.statusCode());
        assertTrue(refused.body().contains("\"no_healthy_target\""), refused.body());
        assertEquals("7", refused.headers().firstValue("retry-after").orElseThrow());
        assertEquals(before, provider.stats().requests());
    }

    @Test
    void aUserStaysWithOneTarget() {
        Set<String> targets = new HashSet<>();
        for (int call = 0; call < 50; call++) {
            targets.add(targetOf(call % 2 == 0 ? chat("sticky", ",\"user\":\"ada\"")
                    : gateway.post(CHAT, RawCall.body("sticky", ""), "x-portcullis-user", "ada")));
        }
        assertEquals(1, targets.size(), targets::toString);
    }

    @Test
    void usersAreSharedOutByWeight() {
        int blue = 0;
        for (int user = 0; user < 1_000; user++) {
            blue += targetOf(chat("sticky", ",\"user\":\"user-" + user + "\"")).equals("sticky/blue") ? 1 : 0;
        }
        assertTrue(blue > 700 && blue < 800, "of 1000 users with blue at 75 %: " + blue);
    }

    private static HttpResponse<String> chat(String model, String more) {
        return gateway.post(CHAT, RawCall.body(model, more));
    }

    private static String targetOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-portcullis-target").orElseThrow();
    }

    /** A call is counted when it is over, which is a moment after its caller has the last byte: every attempt that began is awaited. */
    private static double attempts(String target) {
        gateway.await("every call over", () -> gateway.metric("portcullis_open_calls") == 0);
        return gateway.metric("portcullis_upstream_duration_seconds_count", "target=\"" + target + "\"");
    }
}
