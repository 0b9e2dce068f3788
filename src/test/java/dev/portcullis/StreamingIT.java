package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A stream's silences and its caller's leaving, through the whole program. */
class StreamingIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAM = ",\"stream\":true";
    private static final String COMMENT = ": keep-alive\n\n";
    private static SimulatedProvider simulated;
    private static ReplayProvider replay;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        simulated = new SimulatedProvider();
        replay = new ReplayProvider();
        gateway = PackagedGateway.start(new GatewayFile().provider("simulator", simulated.baseUrl(), "")
                .provider("impatient", simulated.baseUrl(), ", timeouts: { idle: 1s }")
                .provider("replay", replay.url("/v1"), "")
                .single("recorded", "replay", "recorded")
                .single("slow-start", "simulator", "demo;head=early;ttft=1s")
                .single("stalls", "impatient", "demo;fault=stall-after:3")
                .single("endless", "simulator", "demo;rate=50;tokens=100000").toString(), "-Dportcullis.stream.keep-alive=300ms");
    }

    @AfterAll
    static void stop() {
        simulated.awaitNothingOpen();
        gateway.close();
        replay.close();
        simulated.close();
    }

    @Test
    void theSilenceBeforeTheFirstEventIsFilledWithComments() {
        String body = gateway.post(CHAT, RawCall.body("slow-start", STREAM)).body();
        assertTrue(body.startsWith(COMMENT + COMMENT), body);
        assertTrue(body.endsWith("data: [DONE]\n\n"), body);
    }

    @Test
    void aProviderThatFallsSilentIsGivenUpInAnEventOfItsOwn() {
        String body = gateway.post(CHAT, RawCall.body("stalls", STREAM)).body();
        assertTrue(body.contains(COMMENT), body);
        assertTrue(body.lastIndexOf("data: {\"error\":{") > body.lastIndexOf(COMMENT), body);
        assertTrue(body.contains("\"upstream_timeout\"") && !body.contains("[DONE]"), body);
    }

    @Test
    void noCommentComesInTheMiddleOfAnEvent() {
        String sent = "data: {\"choices\":[{\"delta\":{\"content\":\"one\"}}]}\n\n"
                + "data: {\"choices\":[{\"delta\":{\"content\":\"two\"}}]}\n\ndata: [DONE]\n\n";
        for (String mark : List.of("one", "two", "\ndata: [DONE]")) {
            replay.streams(Buffer.buffer(sent), sent.indexOf(mark), 800);
            String body = gateway.post(CHAT, RawCall.body("recorded", STREAM)).body();
            assertTrue(body.contains(COMMENT), body);
            assertEquals(sent, body.replace(COMMENT, ""));
            assertTrue(Stream.of(body.split("\n\n")).allMatch(event -> event.startsWith("data: ") || event.startsWith(": ")), body);
        }
    }

    @Test
    void aCallerWhoLeavesStopsTheProviderAtOnce() {
        long before = simulated.stats().cancelled();
        RawCall call = RawCall.chat(gateway.port(), RawCall.body("endless", STREAM));
        assertTrue(call.readTo("data: ").contains("text/event-stream"));
        long left = System.nanoTime();
        call.close();
        simulated.await("a cancelled request", stats -> stats.cancelled() > before);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - left);
        System.out.println("from the caller's leaving to the provider's release: " + took + " ms");
        assertTrue(took <= 1_000, took + " ms");
    }
}
