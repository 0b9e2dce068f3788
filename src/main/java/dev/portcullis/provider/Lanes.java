package dev.portcullis.provider;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A provider's connections, parted among the event loops: an attempt gets one that its own loop reads, or each event of its answer
 * would wake another thread. Where a loop has as many attempts as connections, another's are taken, and only where all have, they wait.
 * Thread-safe.
 */
final class Lanes {

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

        /** The attempt that took it is over. */
        void leave() {
            attempts.decrementAndGet();
        }
    }

    private final List<Lane> lanes;
    private final Map<Thread, Lane> byLoop = new ConcurrentHashMap<>();
    private final AtomicInteger given = new AtomicInteger();

    /**
     * @param connections of all lanes together, at least 1; with fewer than loops, some share a lane
     * @param client      with at most so many connections
     */
    Lanes(int connections, int loops, IntFunction<HttpClient> client) {
        int count = Math.min(connections, loops);
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
        own.attempts.incrementAndGet();
        return own;
    }

    private Lane own() {
        return Context.isOnEventLoopThread() ? byLoop.computeIfAbsent(Thread.currentThread(), loop -> lanes.get(given.getAndIncrement() % lanes.size()))
                : lanes.getFirst();
    }

    void close() {
        lanes.forEach(lane -> lane.client.close());
    }
}
