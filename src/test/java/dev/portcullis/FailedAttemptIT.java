package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Why an attempt failed is what is said of it, though letting go of its connection fails whatever still waits for that connection. */
class FailedAttemptIT {

    private static SimulatedProvider provider;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        provider = new SimulatedProvider();
        gateway = PackagedGateway.start(new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .provider("impatient", provider.baseUrl(), ", timeouts: { first-byte: 200ms }")
                .single("late", "impatient", "demo;fault=stall")
                .model("left", ", retries: 0, breaker: { failures: 1, window: 2 }",
                        GatewayFile.target("only", "simulator", "demo;ttft=1m", 1)).toString());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    /** It was 502 upstream_error: the reset that followed the time limit was taken for a broken connection. */
    @Test
    void anAttemptThatTookTooLongIsATimeoutAndNoBrokenConnection() {
        HttpResponse<String> answer = gateway.post("/v1/chat/completions", RawCall.body("late", ""));
        assertEquals(504, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("\"upstream_timeout\""), answer.body());
        assertEquals(1, gateway.metric("portcullis_upstream_duration_seconds_count", "target=\"late/only\"", "result=\"timeout\""));
    }

    /** They did: an attempt that was let go because its caller had left counted as a broken connection. */
    @Test
    void callersWhoLeaveBeforeTheFirstByteDoNotOpenTheBreaker() {
        for (int caller = 0; caller < 4; caller++) {
            try (RawCall call = RawCall.chat(gateway.port(), RawCall.body("left", ""))) {
                provider.await("the call at the provider", stats -> stats.openRequests() == 1);
            }
            provider.awaitNothingOpen();
        }
        gateway.await("four abandoned calls", () -> gateway.metric("portcullis_requests_total", "ending=\"abandoned\"") == 4);
        assertEquals(0, gateway.metric("portcullis_breaker_state", "target=\"left/only\""));
    }
}
