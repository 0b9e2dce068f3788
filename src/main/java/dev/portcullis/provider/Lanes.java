package dev.portcullis.provider;

import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A provider's connections, parted among the event loops: an attempt gets one that its own loop reads, or each event of its answer
 * would wake another thread. Where a loop has as many attempts as connections, another's are taken, and only where all have, they
 * wait: in one line, and who waits longest is next, whichever loop's connection is free. Thread-safe; who gets one at once takes no lock.
 */
final class Lanes {

    /** Connections of a lane, where there is more than one. */
    static final int LEAST = 8;

    /** One event loop's part. @param connections at most */
    private record Lane(HttpClient client, int connections, AtomicInteger attempts) {

        private boolean enter() {
            for (int now = attempts.get(); now < connections; now = attempts.get()) {
                if (attempts.compareAndSet(now, now + 1)) {
                    return true;
                }
            }
            return false;
        }

        private void leave() {
            attempts.decrementAndGet();
        }
    }

    /** What an attempt has of these connections: it waits for one, has one, or has left. Of one thread but for what the line does with it. */
    final class Turn {

        private final Supplier<Executor> thread;
        private final Consumer<HttpClient> ready;
        private Executor later;
        /** To who waits it is given by another thread, under the line's lock. */
        private Lane lane;
        private boolean left;

        private Turn(Supplier<Executor> thread, Consumer<HttpClient> ready) {
            this.thread = thread;
            this.ready = ready;
        }

        /**
         * Once. Tells whose connections to use, now if there is one.
         *
         * @return false if as many wait already as may
         */
        boolean take() {
            if (left) {
                return true;
            }
            lane = waits ? null : free();
            if (lane != null) {
                ready.accept(lane.client);
                return true;
            }
            later = thread.get();
            synchronized (line) {
                if (line.size() >= mostWaiting) {
                    return false;
                }
                line.add(this);
                waits = true;
            }
            next();
            return true;
        }

        private void given() {
            if (!left) {
                ready.accept(lane.client);
            }
        }

        /** Once, when the attempt's connection is fit for another, or in place of waiting on. */
        void leave() {
            left = true;
            Lane had = lane;
            if (had == null) {
                synchronized (line) {
                    line.remove(this);
                    waits = !line.isEmpty();
                    had = lane;
                }
            }
            if (had != null) {
                had.leave();
                next();
            }
        }
    }

    private final List<Lane> lanes;
    private final int mostWaiting;
    private final Map<Thread, Lane> byLoop = new ConcurrentHashMap<>();
    private final AtomicInteger given = new AtomicInteger();
    /** Who waits, longest first. Its own lock. */
    private final LinkedHashSet<Turn> line = new LinkedHashSet<>();
    /** Whether somebody does: who leaves reads it behind giving back, and who waits sets it before looking once more. */
    private volatile boolean waits;

    /**
     * @param connections of all lanes together, at least 1; with few for each loop, some share a lane
     * @param mostWaiting attempts that may wait at once
     * @param client      with at most so many connections
     */
    Lanes(int connections, int loops, int mostWaiting, IntFunction<HttpClient> client) {
        int count = Math.clamp(connections / LEAST, 1, loops);
        this.mostWaiting = mostWaiting;
        lanes = IntStream.range(0, count).map(i -> connections / count + (i < connections % count ? 1 : 0))
                .mapToObj(part -> new Lane(client.apply(part), part, new AtomicInteger())).toList();
    }

    /**
     * For one attempt.
     *
     * @param thread what is given to it is run on the attempt's thread, later; asked only if it waits
     * @param ready  told once whose connections to use, on that thread, and not after it has left
     */
    Turn turn(Supplier<Executor> thread, Consumer<HttpClient> ready) {
        return new Turn(thread, ready);
    }

    /** @return null if all connections are taken */
    private Lane free() {
        Lane own = own();
        if (own.enter()) {
            return own;
        }
        for (Lane other : lanes) {
            if (other.enter()) {
                return other;
            }
        }
        return null;
    }

    private Lane own() {
        return Context.isOnEventLoopThread() ? byLoop.computeIfAbsent(Thread.currentThread(), loop -> lanes.get(given.getAndIncrement() % lanes.size()))
                : lanes.getFirst();
    }

    /** Gives what is free to those who wait. */
    private void next() {
        if (!waits) {
            return;
        }
        List<Turn> served = new ArrayList<>(1);
        synchronized (line) {
            for (Lane lane = line.isEmpty() ? null : free(); lane != null; lane = line.isEmpty() ? null : free()) {
                Turn next = line.removeFirst();
                next.lane = lane;
                served.add(next);
            }
            waits = !line.isEmpty();
        }
        served.forEach(turn -> turn.later.execute(turn::given));
    }

    void close() {
        lanes.forEach(lane -> lane.client.close());
    }
}
