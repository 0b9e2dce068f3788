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
        lanes(LOOPS);
        lanes(2);
        lanes(1);
        assertEquals(List.of(171, 171, 170, 1, 1, 1, 1, 1, 1), parts);
    }

    @Test
    void everyLoopHasItsOwn() {
        List<Supplier<Lanes.Lane>> loops = loops(lanes(9));
        Set<HttpClient> clients = loops.stream().map(loop -> loop.get().client()).collect(Collectors.toSet());
        assertEquals(LOOPS, clients.size());
        loops.forEach(loop -> assertSame(loop.get().client(), loop.get().client()));
    }

    @Test
    void whoHasNoneLeftTakesAnothersAndWaitsForItsOwnOnlyWhereNobodyHasAny() {
        Supplier<Lanes.Lane> loop = loops(lanes(6)).getFirst();
        Lanes.Lane own = loop.get();
        assertSame(own, loop.get());
        List<Lanes.Lane> others = Stream.generate(loop).limit(4).toList();
        others.forEach(other -> assertNotSame(own, other));
        assertEquals(2, Set.copyOf(others.stream().map(Lanes.Lane::client).toList()).size());
        assertSame(own, loop.get());
        others.getLast().leave();
        assertSame(others.getLast(), loop.get());
        own.leave();
        own.leave();
        assertSame(own, loop.get(), "three had it, of whom one was left");
    }

    @Test
    void fewerConnectionsThanLoopsAreSharedByThem() {
        List<Supplier<Lanes.Lane>> loops = loops(lanes(1));
        assertSame(loops.getFirst().get(), loops.getLast().get());
    }
}
