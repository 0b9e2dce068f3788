package dev.portcullis.admission;

import dev.portcullis.store.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls of this replica that Redis counts in slots while they are open, and what it has been told of them. Whatever it is not
 * known to know is told it again. Thread-safe.
 */
final class OpenCalls {

    /** How long an open call is counted after its replica was last heard of. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final RedisScript RENEW = RedisScript.load("/redis/renew.lua");
    /** Keys of one script at most: each of them holds up everybody else's. */
    private static final int MOST_AT_ONCE = 500;
    /** Calls that ended untold, at most; Redis forgets by itself what is more. */
    private static final int MOST_ENDED = 100_000;

    private static final class Open {

        private final List<String> slots;
        /** Whether Redis counts it, as far as this replica knows. */
        private volatile boolean told;

        private Open(List<String> slots, boolean told) {
            this.slots = slots;
            this.told = told;
        }
    }

    private interface Told {

        void told(Set<String> names, Response absent);
    }

    /** By their names. */
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    /** Slots of calls that are over, or never came to be, and that Redis may still count. */
    private final Map<String, List<String>> ended = new ConcurrentHashMap<>();
    private final AtomicLong doubts = new AtomicLong();
    /** The last that tells; one after the other, or what one says might be overtaken by what another one said before. */
    private Future<Void> telling = Future.succeededFuture();
    /** One that waits for another to be over, for all who ask meanwhile. */
    private Future<Void> next;

    /** @param slots in which it is counted; none, and there is nothing to tell. @param told whether Redis knows */
    void begun(String name, List<String> slots, boolean told) {
        if (!slots.isEmpty()) {
            open.put(name, new Open(slots, told));
        }
    }

    /** @return whether Redis counts it, as far as this replica knows */
    boolean over(String name) {
        Open mine = open.remove(name);
        return mine != null && mine.told;
    }

    /** It is over, or never came to be, and Redis may not know. */
    void ended(String name, List<String> slots) {
        if (!slots.isEmpty() && ended.size() < MOST_ENDED) {
            ended.put(name, slots);
            doubts.incrementAndGet();
        }
    }

    /** Says again which calls are open. */
    Future<Void> renew(ScriptRunner by) {
        Map<String, List<String>> told = new HashMap<>();
        open.forEach((name, one) -> {
            if (one.told) {
                told.put(name, one.slots);
            }
        });
        return say(by, "renew", told, (names, absent) -> absent.forEach(name -> {
            Open lost = open.get(name.toString());
            if (lost != null) {
                lost.told = false;
            }
        }));
    }

    /**
     * How often Redis was found to count a call that is over, or may have done so while it was told. As long as this stays the same,
     * and {@link #nothingLeftOver}, it has counted none.
     */
    long doubts() {
        return doubts.get();
    }

    /** Whether Redis counts no call that is over, as far as this replica knows. */
    synchronized boolean nothingLeftOver() {
        return ended.isEmpty() && telling.isComplete();
    }

    /** Says which calls are open, also those that Redis should know already, and which are over. */
    synchronized Future<Void> tellAll(ScriptRunner by) {
        Future<Void> before = telling;
        telling = before.transform(over -> tell(by, true));
        return telling;
    }

    /** Says what is not told yet. */
    synchronized Future<Void> tellRest(ScriptRunner by) {
        if (next != null) {
            return next;
        }
        Promise<Void> told = Promise.promise();
        Future<Void> before = telling;
        next = told.future();
        telling = told.future();
        before.onComplete(over -> {
            begin();
            tell(by, false).onComplete(told);
        });
        return told.future();
    }

    private synchronized void begin() {
        next = null;
    }

    private Future<Void> tell(ScriptRunner by, boolean all) {
        doubts.incrementAndGet();
        Map<String, List<String>> untold = new HashMap<>();
        return tellEnded(by).compose(done -> {
            open.forEach((name, one) -> {
                if (all || !one.told) {
                    one.told = true;
                    untold.put(name, one.slots);
                }
            });
            return say(by, "open", untold, (names, absent) -> { });
        }).onComplete(done -> untold.forEach((name, slots) -> {
            // One that ended meanwhile may have said so before it was said to be open.
            if (!open.containsKey(name)) {
                ended(name, slots);
            }
        })).compose(done -> tellEnded(by));
    }

    private Future<Void> tellEnded(ScriptRunner by) {
        return say(by, "ended", Map.copyOf(ended), (names, absent) -> names.forEach(ended::remove));
    }

    /** A script's keys must lie in one place of a cluster: those of one tenant do. */
    private static Future<Void> say(ScriptRunner by, String how, Map<String, List<String>> calls, Told then) {
        Map<String, Map<String, List<String>>> byTenant = new HashMap<>();
        calls.forEach((name, slots) -> byTenant.computeIfAbsent(slots.getFirst().substring(0, slots.getFirst().indexOf('}')), none -> new HashMap<>())
                .put(name, slots));
        Future<Void> told = Future.succeededFuture();
        for (Map<String, List<String>> ofTenant : byTenant.values()) {
            List<String> names = List.copyOf(ofTenant.keySet());
            for (int from = 0; from < names.size(); from += MOST_AT_ONCE) {
                Set<String> some = Set.copyOf(names.subList(from, Math.min(names.size(), from + MOST_AT_ONCE)));
                List<String> keys = new ArrayList<>();
                List<String> arguments = new ArrayList<>(List.of(Long.toString(LEASE.toMillis()), how));
                some.forEach(name -> ofTenant.get(name).forEach(slot -> {
                    keys.add(slot);
                    arguments.add(name);
                }));
                told = told.compose(before -> by.run(RENEW, keys, arguments)).map(absent -> {
                    then.told(some, absent);
                    return null;
                });
            }
        }
        return told;
    }
}
