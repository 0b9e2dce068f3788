package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongWorkTest {

    private static final String REFUSED = "refused";

    private final Vertx vertx = Vertx.vertx();
    private final LongWork work = new LongWork(vertx);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** One tenant's took all places, and another's only call was refused. */
    @Test
    void oneTenantLeavesPlacesToAnother() {
        List<CompletableFuture<String>> begun = new ArrayList<>();
        for (int i = 0; i < LongWork.MOST_OF_ONE; i++) {
            begun.add(run("greedy"));
        }
        assertEquals(REFUSED, run("greedy").join());
        for (int i = LongWork.MOST_OF_ONE; i < LongWork.MOST; i++) {
            begun.add(run("modest"));
        }
        assertEquals(REFUSED, run("third").join(), "all places are taken");
        mayEnd.countDown();
        begun.forEach(one -> assertEquals("done", one.join()));
        assertEquals("done", run("greedy").join());
    }

    private CompletableFuture<String> run(String tenant) {
        return work.run(new Tenant(tenant, model -> true), () -> {
            try {
                mayEnd.await();
            } catch (InterruptedException over) {
                throw new AssertionError(over);
            }
            return "done";
        }).onFailure(Refused.class).recoverWithItem(REFUSED).subscribeAsCompletionStage();
    }
}
