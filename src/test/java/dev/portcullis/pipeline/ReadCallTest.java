package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.release.Assignment;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadCallTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<Boolean> renderedOnEventLoop = new CopyOnWriteArrayList<>();
    private volatile boolean ready = true;
    private volatile boolean brief = true;
    private final List<String> renderedBy = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch compiled = new CountDownLatch(0);
    private final ReadCall readCall = new ReadCall(new Prompts() {
        @Override
        public Prompted expand(Buffer body, Asker asker) {
            renderedOnEventLoop.add(Context.isOnEventLoopThread());
            renderedBy.add(Thread.currentThread().getName());
            try {
                compiled.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return prompted();
        }

        @Override
        public Optional<Prompted> expandIfBrief(Buffer body, Asker asker) {
            return brief ? Optional.of(expand(body, asker)) : Optional.empty();
        }

        @Override
        public Optional<Prompted> expandIfReady(Buffer body, Asker asker) {
            renderedOnEventLoop.add(Context.isOnEventLoopThread());
            return ready ? Optional.of(prompted()) : Optional.empty();
        }

        private Prompted prompted() {
            return new Prompted(Buffer.buffer("{\"model\":\"m\",\"messages\":[]}"), new PromptUse("p", "1.0.0", "", List.of()));
        }
    }, new LongWork(vertx));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** @return whether the next stage was on an event loop, or what the call is refused with instead */
    private CompletableFuture<Object> answered(Context eventLoop, int letters) {
        String body = "{\"prompt\":{\"id\":\"p\",\"variables\":{\"x\":\"" + "a".repeat(letters) + "\"}}}";
        CompletableFuture<Object> next = new CompletableFuture<>();
        eventLoop.runOnContext(go -> readCall.handle(new KnownCaller(Calls.inbound(Endpoint.CHAT, body, new CompletableFuture<>()), Calls.ANYBODY, "key-1"), call -> {
            next.complete(Context.isOnEventLoopThread());
            return Uni.createFrom().item(new Refusal.Broken());
        }).subscribe().with(next::complete, next::completeExceptionally));
        return next;
    }

    private CompletableFuture<Boolean> read(Context eventLoop, int letters) {
        return answered(eventLoop, letters).thenApply(Boolean.class::cast);
    }

    private boolean read(int letters) {
        return read(vertx.getOrCreateContext(), letters).join();
    }

    @Test
    void whatMayTakeLongToRenderIsRenderedByAWorkerAndGoesOnWhereItBegan() {
        assertEquals(true, read(10));
        assertEquals(true, read(20_000));
        assertEquals(true, read(300_000));
        assertEquals(List.of(true, false, false), renderedOnEventLoop);
    }

    /** Was said of calls only that were good. */
    @Test
    void aCallThatItsPromptMakesIntoABadOneIsToldWhichVersionDid() {
        ReadCall withoutModel = new ReadCall(new Prompts() {
            @Override
            public Prompted expand(Buffer body, Asker asker) {
                return new Prompted(Buffer.buffer("{\"messages\":[]}"), new PromptUse("p", "1.0.0", "", List.of()));
            }

            @Override
            public Optional<Prompted> expandIfBrief(Buffer body, Asker asker) {
                return Optional.of(expand(body, asker));
            }

            @Override
            public Optional<Prompted> expandIfReady(Buffer body, Asker asker) {
                return Optional.empty();
            }
        }, new LongWork(vertx));
        Reply reply = withoutModel.handle(new KnownCaller(Calls.inbound(Endpoint.CHAT, "{\"prompt\":{\"id\":\"p\"}}", new CompletableFuture<>()), Calls.ANYBODY, "key-1"),
                call -> Uni.createFrom().item(new Refusal.Broken())).await().indefinitely();
        assertEquals(new Refusal.MissingParameter("model"), ((Refusal) reply).plain());
        assertEquals(Optional.of("p@1.0.0"), reply.headers().first(PromptUse.HEADER));
    }

    @Test
    void whatIsNotReadyIsMadeSoByAWorkerWhileOtherCallsOfThatEventLoopPass() {
        Context eventLoop = vertx.getOrCreateContext();
        ready = false;
        compiled = new CountDownLatch(1);
        CompletableFuture<Boolean> first = read(eventLoop, 10);
        CompletableFuture<Void> behind = new CompletableFuture<>();
        eventLoop.runOnContext(go -> behind.complete(null));
        behind.join();
        ready = true;
        assertEquals(true, read(eventLoop, 10).join());
        assertEquals(false, first.isDone());
        compiled.countDown();
        assertEquals(true, first.join());
        assertEquals(2, renderedOnEventLoop.stream().filter(onEventLoop -> onEventLoop).count(), renderedOnEventLoop::toString);
    }

    /** Loops in loops were rendered by the event loop, and all other calls waited for them. */
    @Test
    void whatTakesLongToRenderIsLeftToAFewWorkersForWhomFewMayWait() {
        ready = false;
        brief = false;
        compiled = new CountDownLatch(1);
        List<CompletableFuture<Object>> answers = new ArrayList<>();
        for (int i = 0; i < LongWork.MOST_OF_ONE; i++) {
            answers.add(answered(vertx.getOrCreateContext(), 10));
        }
        // Which of them comes last is not said: all but one wait until that one is refused.
        answers.add(answered(vertx.getOrCreateContext(), 300_000));
        assertEquals(new Refusal.Overloaded(Duration.ofSeconds(1)),
                CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).join());
        compiled.countDown();
        assertEquals(LongWork.MOST_OF_ONE, answers.stream().map(CompletableFuture::join).filter(Boolean.TRUE::equals).count());
        int few = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        assertTrue(renderedBy.stream().distinct().count() <= few, renderedBy::toString);
        assertEquals(true, read(10));
    }

    @Test
    void aReplySaysWhichVersionAndWhichVariantOfAnExperimentItIsOf() {
        Assignment side = new Assignment("experiment:tone#7", "warm", "u");
        Prompts.Prompted prompted = new Prompts.Prompted(Buffer.buffer("{\"model\":\"m\",\"messages\":[]}"),
                new PromptUse("p", "1.0.0", "", List.of(), Optional.of(side)));
        ReadCall read = new ReadCall(new Prompts() {
            @Override
            public Prompted expand(Buffer body, Asker asker) {
                return prompted;
            }

            @Override
            public Optional<Prompted> expandIfBrief(Buffer body, Asker asker) {
                return Optional.of(expand(body, asker));
            }

            @Override
            public Optional<Prompted> expandIfReady(Buffer body, Asker asker) {
                return Optional.of(prompted);
            }
        }, new LongWork(vertx));
        Reply reply = read.handle(new KnownCaller(Calls.inbound(Endpoint.CHAT, "{\"prompt\":{\"id\":\"p\"}}", new CompletableFuture<>()), Calls.ANYBODY, "key-1"),
                call -> Uni.createFrom().item(new Refusal.Broken())).await().indefinitely();
        assertEquals("p@1.0.0", reply.headers().first("x-portcullis-prompt").orElseThrow());
        assertEquals("tone=warm", reply.headers().first("x-portcullis-experiment").orElseThrow());
        assertEquals(Optional.empty(), new Assignment("greet@1.0.1#1", Assignment.CANARY, "u").experiment());
    }
}
