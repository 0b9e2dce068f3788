package dev.portcullis.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final int LOOPS = 3;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final List<Integer> parts = new ArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Lanes lanes(int connections) {
        return new Lanes(connections, LOOPS, part -> {
            parts.add(part);
            return vertx.createHttpClient();
        });
    }

    private List<Supplier<Lanes.Lane>> loops(Lanes lanes) {
        List<Supplier<Lanes.Lane>> loops = new ArrayList<>();
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            loops.add(() -> loop.submit(lanes::take).syncUninterruptibly().getNow());
        }
        return loops;
    }

    @Test
    void allConnectionsAreParted() {
        lanes(512);
        lanes(2 * Lanes.LEAST + 1);
        lanes(2 * Lanes.LEAST - 1);
        lanes(1);
        assertEquals(List.of(171, 171, 170, Lanes.LEAST + 1, Lanes.LEAST, 2 * Lanes.LEAST - 1, 1), parts);
    }

    @Test
    void everyLoopHasItsOwn() {
        List<Supplier<Lanes.Lane>> loops = loops(lanes(LOOPS * Lanes.LEAST));
        Set<HttpClient> clients = loops.stream().map(loop -> loop.get().client()).collect(Collectors.toSet());
        assertEquals(LOOPS, clients.size());
        loops.forEach(loop -> assertSame(loop.get().client(), loop.get().client()));
    }

    @Test
    void whoHasNoneLeftTakesAnothersAndWaitsWhereTheFewestDoWhereNobodyHasAny() {
        Supplier<Lanes.Lane> loop = loops(lanes(2 * Lanes.LEAST)).getFirst();
        Lanes.Lane own = loop.get();
        for (int i = 1; i < Lanes.LEAST; i++) {
            assertSame(own, loop.get());
        }
        Lanes.Lane other = loop.get();
        assertNotSame(own, other);
        for (int i = 1; i < Lanes.LEAST; i++) {
            assertSame(other, loop.get());
        }
        assertNotSame(loop.get(), loop.get(), "two wait, each for one of the two");
        other.leave();
        other.leave();
        assertSame(other, loop.get(), "one is free");
        assertSame(other, loop.get(), "none is free, and fewer wait there");
    }

    @Test
    void fewConnectionsAreSharedByLoops() {
        List<Supplier<Lanes.Lane>> loops = loops(lanes(2 * Lanes.LEAST - 1));
        assertSame(loops.getFirst().get(), loops.getLast().get());
    }
}
