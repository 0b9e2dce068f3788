package dev.portcullis.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TextWorkerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final int MUCH = 1 << 20;

    private final TextWorker worker = new TextWorker();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private static <T> T soon(CompletableFuture<T> awaited) throws Exception {
        return awaited.get(30, TimeUnit.SECONDS);
    }

    /** A chunk of one event of a mebibyte kept the event loop, and all other calls on it, half a second. */
    @Test
    void theEventLoopIsFreeWhileMuchIsLookedAtAndHearsOfItAfterwards() throws Exception {
        CompletableFuture<Boolean> backOnTheSame = new CompletableFuture<>();
        CountDownLatch loopIsFree = new CountDownLatch(1);
        VERTX.runOnContext(start -> {
            Thread loop = Thread.currentThread();
            worker.run(MUCH, () -> {
                try {
                    // Only another turn of the same event loop lets this go on.
                    loopIsFree.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }, failed -> backOnTheSame.complete(failed == null && loop == Thread.currentThread()));
            Vertx.currentContext().runOnContext(later -> loopIsFree.countDown());
        });
        assertEquals(true, soon(backOnTheSame));
        assertEquals(0, loopIsFree.getCount());
    }

    @Test
    void littleIsLookedAtOnTheSpot() throws Exception {
        CompletableFuture<String> order = new CompletableFuture<>();
        VERTX.runOnContext(start -> {
            StringBuilder seen = new StringBuilder();
            worker.run(TextWorker.AT_ONCE, () -> seen.append("work "), failed -> seen.append("then "));
            order.complete(seen.append("on").toString());
        });
        assertEquals("work then on", soon(order));
    }

    @Test
    void whatFailsIsTold() throws Exception {
        IllegalStateException bug = new IllegalStateException("bug");
        CompletableFuture<Throwable> aside = new CompletableFuture<>();
        VERTX.runOnContext(start -> worker.run(MUCH, () -> {
            throw bug;
        }, aside::complete));
        assertSame(bug, soon(aside));
        CompletableFuture<Throwable> here = new CompletableFuture<>();
        worker.run(MUCH, () -> { }, here::complete);
        assertNull(soon(here));
    }
}
