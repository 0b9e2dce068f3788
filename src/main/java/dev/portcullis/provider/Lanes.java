package dev.portcullis.provider;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A provider's connections, parted among the event loops: an attempt gets one that its own loop reads, or each event of its answer
 * would wake another thread. Where a loop has as many attempts as connections, another's are taken, and only where all have, they wait, where
 * the fewest do for each connection. Who waits for one lane is not served by another, so lanes are not narrow. Thread-safe.
 */
final class Lanes {

    /** Connections of a lane, where there is more than one. */
    static final int LEAST = 64;

    /** One event loop's part. @param connections at most */
    record Lane(HttpClient client, int connections, AtomicInteger attempts) {

        private boolean enter() {
            for (int now = attempts.get(); now < connections; now = attempts.get()) {
                if (attempts.compareAndSet(now, now + 1)) {
                    return true;
                }
            }
            return false;
        }

        private double load() {
            return (double) attempts.get() / connections;
        }

        /** The attempt that took it is over. */
        void leave() {
            attempts.decrementAndGet();
        }
    }

    private final List<Lane> lanes;
    private final Map<Thread, Lane> byLoop = new ConcurrentHashMap<>();
    private final AtomicInteger given = new AtomicInteger();

    /**
     * @param connections of all lanes together, at least 1; with few for each loop, some share a lane
     * @param client      with at most so many connections
     */
    Lanes(int connections, int loops, IntFunction<HttpClient> client) {
        int count = Math.clamp(connections / LEAST, 1, loops);
        lanes = IntStream.range(0, count).map(i -> connections / count + (i < connections % count ? 1 : 0))
                .mapToObj(part -> new Lane(client.apply(part), part, new AtomicInteger())).toList();
    }

    /** For one attempt, which leaves it when it is over. */
    Lane take() {
        Lane own = own();
        if (own.enter()) {
            return own;
        }
        for (Lane other : lanes) {
            if (other.enter()) {
                return other;
            }
        }
        Lane least = Collections.min(lanes, Comparator.comparingDouble(Lane::load));
        least.attempts.incrementAndGet();
        return least;
    }

    private Lane own() {
        return Context.isOnEventLoopThread() ? byLoop.computeIfAbsent(Thread.currentThread(), loop -> lanes.get(given.getAndIncrement() % lanes.size()))
                : lanes.getFirst();
    }

    void close() {
        lanes.forEach(lane -> lane.client.close());
    }
}
