package dev.portcullis.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The flights that others may still board, by what is asked. Bounded: where there are too many, calls fly alone; where their tapes
 * take too much together, each keeps little for those who lag. Thread-safe.
 */
final class Flights {

    /**
     * Streams and whole answers are asked for apart, and so are streams with and without the chunk that carries their usage: what is
     * shared is the very bytes.
     */
    record Key(CacheKey of, boolean stream, boolean usageAsked) {
    }

    /** Flights that can be boarded. */
    static final int MOST = 10_000;
    /** Bytes that a flight keeps for those who board late or read slowly. */
    static final int TAPE = 2 * 1024 * 1024;
    /** The same where all tapes together take their share of the heap. */
    static final int SHORT_TAPE = 64 * 1024;
    private static final int HEAP_SHARE = 16;

    private final Map<Key, Flight> open = new ConcurrentHashMap<>();
    private final AtomicLong held = new AtomicLong();
    private final long mostHeld;
    private final int tape;

    Flights() {
        this(Runtime.getRuntime().maxMemory() / HEAP_SHARE, TAPE);
    }

    Flights(long mostHeld, int tape) {
        this.mostHeld = mostHeld;
        this.tape = tape;
    }

    /** Whether this call travels with one that asks the same. */
    boolean board(Key key, Passenger passenger) {
        Flight there = open.get(key);
        return there != null && there.board(passenger);
    }

    /**
     * @param mine with this call aboard and nobody else; it departs unless another took the place meanwhile
     * @return whether this call travels with another, and {@code mine} is not needed
     */
    boolean boardOr(Key key, Passenger passenger, Flight mine) {
        for (;;) {
            Flight there = open.get(key);
            if (there != null && there.board(passenger)) {
                return true;
            }
            if (there == null ? open.size() >= MOST || open.putIfAbsent(key, mine) == null : open.replace(key, there, mine)) {
                return false;
            }
        }
    }

    void closed(Key key, Flight flight) {
        open.remove(key, flight);
    }

    void hold(long bytes) {
        held.addAndGet(bytes);
    }

    /** Bytes that one flight may keep now. */
    int bound() {
        return held.get() > mostHeld ? Math.min(SHORT_TAPE, tape) : tape;
    }

    boolean isEmpty() {
        return open.isEmpty() && held.get() == 0;
    }
}
