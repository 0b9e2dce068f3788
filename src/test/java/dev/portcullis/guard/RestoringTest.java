package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Usage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Where values are put back into an answer. */
class RestoringTest {

    /** With one worker, which can be kept busy. */
    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));
    private static final String LONG = "jo@" + "sub.".repeat(40) + "example.org";

    /** Whether the last answer was there in the same turn of the event loop, so that nobody else had looked at it. */
    private volatile boolean atOnce;
    private final Guards guards = new Guards(GuardPromptTest.NOTHING_FOUND);
    private final GuardPrompt guard = new GuardPrompt(guards, new TextWorker(), new GuardMeters(new SimpleMeterRegistry()), new SecureRandom());

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static Call call(String mail) {
        Call call = Calls.chat("m");
        return new Call(call.id(), call.tenant(), call.keyId(), Endpoint.CHAT, Headers.NONE, Payload.read(Buffer.buffer(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Write to " + mail + "\"}]}"), Endpoint.CHAT), call.over(), call.bill());
    }

    private String answered(String mail, Body body) throws Exception {
        GuardPromptTest.apply(guards, GuardPromptTest.settings(PiiSettings.Action.RESTORE, 0.5));
        CompletableFuture<String> text = new CompletableFuture<>();
        CompletableFuture<Void> turned = new CompletableFuture<>();
        VERTX.runOnContext(start -> {
            // The worker cannot be so quick as to look like the event loop itself.
            VERTX.executeBlocking(turned::join, false);
            guard.handle(call(mail), call -> Uni.createFrom().item(new Answer(200, Headers.NONE, body, Origin.GATEWAY, () -> Usage.UNKNOWN)))
                    .chain(reply -> switch (assertInstanceOf(Answer.class, reply).body()) {
                        case Body.Whole whole -> Uni.createFrom().item(whole.bytes().toString());
                        case Body.Stream stream -> stream.chunks().collect().with(Collectors.mapping(Buffer::toString, Collectors.joining()));
                    })
                    .map(read -> Context.isOnEventLoopThread() ? read : "not on the event loop: " + read)
                    .subscribe().with(text::complete, text::completeExceptionally);
            atOnce = text.isDone();
            turned.complete(null);
        });
        turned.get(30, TimeUnit.SECONDS);
        return text.get(30, TimeUnit.SECONDS);
    }

    private static String whole(String text) {
        return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]}";
    }

    private static String event(String text) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }

    private static Body stream(String... events) {
        return new Body.Stream(Multi.createFrom().iterable(List.of(events)).map(Buffer::buffer));
    }

    /** An answer of megabytes was read and written anew on the event loop of many others. */
    @Test
    void valuesArePutBackIntoALargeAnswerByAWorker() throws Exception {
        String text = "a [EMAIL_ADDRESS_1] ".repeat(1_000);
        assertEquals(whole(text.replace("[EMAIL_ADDRESS_1]", "jo@example.org")), answered("jo@example.org", new Body.Whole(Buffer.buffer(whole(text)))));
        assertFalse(atOnce);
    }

    @Test
    void aLargeEventOfAStreamIsReadByAWorkerAndASmallOneAtOnce() throws Exception {
        assertTrue(answered("jo@example.org", stream(event("a [EMAIL_ADDRESS_1] ".repeat(1_000)))).contains("a jo@example.org a jo@example.org"));
        assertFalse(atOnce);
        assertTrue(answered("jo@example.org", stream(event("a [EMAIL_ADDRESS_1] "), "data: [DONE]\n\n")).contains("a jo@example.org"));
        assertTrue(atOnce);
    }

    @Test
    void valuesArePutBackIntoASmallAnswerAtOnce() throws Exception {
        assertEquals(whole("to jo@example.org"), answered("jo@example.org", new Body.Whole(Buffer.buffer(whole("to [EMAIL_ADDRESS_1]")))));
        assertTrue(atOnce);
    }

    /** What is small may become large. */
    @Test
    void longValuesArePutBackByAWorker() throws Exception {
        assertEquals(whole((LONG + " ").repeat(100)), answered(LONG, new Body.Whole(Buffer.buffer(whole("[EMAIL_ADDRESS_1] ".repeat(100))))));
        assertFalse(atOnce);
    }
}
