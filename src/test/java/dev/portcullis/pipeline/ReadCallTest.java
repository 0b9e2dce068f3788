package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.Calls;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadCallTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<Boolean> renderedOnEventLoop = new CopyOnWriteArrayList<>();
    private final ReadCall readCall = new ReadCall((body, caller) -> {
        renderedOnEventLoop.add(Context.isOnEventLoopThread());
        return new Prompts.Prompted(Buffer.buffer("{\"model\":\"m\",\"messages\":[]}"), new PromptUse("p", "1.0.0", "", List.of()));
    });

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** @return whether the next stage was on an event loop */
    private boolean read(int letters) {
        String body = "{\"prompt\":{\"id\":\"p\",\"variables\":{\"x\":\"" + "a".repeat(letters) + "\"}}}";
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        vertx.runOnContext(go -> readCall.handle(new KnownCaller(Calls.inbound(Endpoint.CHAT, body, new CompletableFuture<>()), Calls.ANYBODY, "key-1"), call -> {
            next.complete(Context.isOnEventLoopThread());
            return Uni.createFrom().item(new Refusal.Broken());
        }).subscribe().with(reply -> { }, next::completeExceptionally));
        return next.join();
    }

    @Test
    void whatMayTakeLongToRenderIsRenderedByAWorkerAndGoesOnWhereItBegan() {
        assertEquals(true, read(10));
        assertEquals(true, read(20_000));
        assertEquals(true, read(300_000));
        assertEquals(List.of(true, false, false), renderedOnEventLoop);
    }
}
