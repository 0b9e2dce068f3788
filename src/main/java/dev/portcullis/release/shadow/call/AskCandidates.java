package dev.portcullis.release.shadow.call;

import dev.portcullis.release.shadow.Words;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jboss.logging.Logger;

/**
 * Sends chosen calls to their candidates, a few at once and a few waiting, so that one that hangs costs neither callers nor other shadows
 * much. Who finds no room is dropped. Safe for threads, and never waits.
 */
public final class AskCandidates {

    /** At once, of all shadows: each may hold a connection to the database, of which there are ten. */
    static final int MOST_UNDER_WAY = 8;
    /** At once, of one shadow. */
    static final int MOST_OF_ONE = 4;
    /** Of one shadow. */
    static final int MOST_WAITING = 16;
    /** Of one call: its body as it came and as it left, and its answer. */
    static final int MOST_BYTES_OF_ONE = 512 * 1024 + Words.MOST_STREAM_BYTES;
    /** Of all calls that wait or are under way. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(AskCandidates.class);

    private static final class Lane {

        private final Deque<Chosen> waiting = new ArrayDeque<>();
        private int underWay;
    }

    private final Function<Chosen, Uni<Void>> ask;
    private final LongPredicate runs;
    private final ShadowMeters meters;
    /** By the shadow's id, who was served last at the end; gone when nothing is in them. */
    private final Map<Long, Lane> lanes = new LinkedHashMap<>(); // guarded by this
    private int underWay; // guarded by this
    private int bytes; // guarded by this
    private boolean closed; // guarded by this

    public static AskCandidates of(AskCandidate one, LongPredicate runs, ShadowMeters meters) {
        return new AskCandidates(one::ask, runs, meters);
    }

    /** @param ask sees one call through, anywhere; fails only by a bug. @param runs whether the shadow of this id has not ended */
    AskCandidates(Function<Chosen, Uni<Void>> ask, LongPredicate runs, ShadowMeters meters) {
        this.ask = ask;
        this.runs = runs;
        this.meters = meters;
        meters.underWay(this::underWay);
    }

    void drop(Dropped why) {
        meters.dropped(why);
    }

    void unread(Unread why) {
        meters.unread(why);
    }

    void offer(Chosen chosen) {
        if (chosen.bytes() > MOST_BYTES_OF_ONE) {
            drop(Dropped.LARGE);
            return;
        }
        boolean begins;
        synchronized (this) {
            Lane lane = lanes.computeIfAbsent(chosen.shadow().id(), first -> new Lane());
            begins = lane.underWay < MOST_OF_ONE && underWay < MOST_UNDER_WAY;
            if (closed || bytes + chosen.bytes() > MOST_BYTES || !begins && lane.waiting.size() >= MOST_WAITING) {
                leave(chosen.shadow().id(), lane);
                drop(Dropped.BUSY);
                return;
            }
            bytes += chosen.bytes();
            if (begins) {
                lane.underWay++;
                underWay++;
            } else {
                lane.waiting.add(chosen);
            }
        }
        if (begins) {
            begin(chosen);
        }
    }

    private void begin(Chosen chosen) {
        Uni.createFrom().deferred(() -> ask.apply(chosen)).onFailure().invoke(bug -> {
            LOG.errorf(bug, "the shadow of call %s broke", chosen.call().id());
            drop(Dropped.BUG);
        }).onTermination().invoke(() -> ended(chosen)).subscribe().with(done -> { }, logged -> { });
    }

    private void ended(Chosen chosen) {
        Chosen next;
        synchronized (this) {
            Lane lane = lanes.get(chosen.shadow().id());
            lane.underWay--;
            underWay--;
            bytes -= chosen.bytes();
            leave(chosen.shadow().id(), lane);
            next = next();
        }
        if (next != null) {
            begin(next);
        }
    }

    /** In turn: two that have many waiting would leave the others nothing. */
    private Chosen next() {
        for (Map.Entry<Long, Lane> entry : lanes.entrySet()) {
            Lane lane = entry.getValue();
            if (!runs.test(entry.getKey())) {
                lane.waiting.forEach(waiting -> {
                    bytes -= waiting.bytes();
                    drop(Dropped.CAP);
                });
                lane.waiting.clear();
            } else if (lane.underWay < MOST_OF_ONE && underWay < MOST_UNDER_WAY && !lane.waiting.isEmpty()) {
                lane.underWay++;
                underWay++;
                lanes.remove(entry.getKey());
                lanes.put(entry.getKey(), lane);
                return lane.waiting.poll();
            }
        }
        lanes.values().removeIf(lane -> lane.underWay == 0 && lane.waiting.isEmpty());
        return null;
    }

    private void leave(long shadow, Lane lane) {
        if (lane.underWay == 0 && lane.waiting.isEmpty()) {
            lanes.remove(shadow);
        }
    }

    synchronized int underWay() {
        return underWay;
    }

    /** Nothing more is begun. */
    public synchronized void close() {
        closed = true;
        lanes.values().forEach(lane -> {
            lane.waiting.forEach(waiting -> bytes -= waiting.bytes());
            lane.waiting.clear();
        });
    }
}
