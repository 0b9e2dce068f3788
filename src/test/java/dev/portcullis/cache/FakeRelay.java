package dev.portcullis.cache;

import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Target;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Two replicas and what is between them, on one thread: messages arrive when {@link #deliver} is called, or are lost. */
final class FakeRelay {

    final Map<String, String> leases = new HashMap<>();
    final Map<Long, Guest> guests = new HashMap<>();
    final Map<Long, Follower> followers = new HashMap<>();
    final Set<String> gone = new HashSet<>();
    private final Map<String, Flights> replicas = new HashMap<>();
    private final Queue<Runnable> post = new ArrayDeque<>();
    private long tickets;

    /** @param kept whether an answer is kept where all replicas find it */
    Relay replica(String name, Flights flights, Predicate<Flights.Key> kept) {
        replicas.put(name, flights);
        return new Relay() {

            @Override
            public boolean isInUse() {
                return true;
            }

            @Override
            public Future<Turn> turn(Flights.Key key, String insteadOf, boolean keptWillDo) {
                if (keptWillDo && kept.test(key)) {
                    return Future.succeededFuture(new Turn.Kept());
                }
                String there = leases.get(key.toString());
                if (there != null && !there.equals(insteadOf)) {
                    return Future.succeededFuture(new Turn.Theirs(there));
                }
                leases.put(key.toString(), name);
                return Future.succeededFuture(new Turn.Mine(() -> leases.remove(key.toString(), name)));
            }

            @Override
            public Future<Follower.Found> follow(Flights.Key key, String lease, Target source, CompletionStage<Outcome> leaves) {
                long ticket = tickets++;
                Follower follower = new Follower(ticket, !key.stream(), source, message -> send(lease, message));
                followers.put(ticket, follower);
                return follower.follow(name, key, leaves);
            }
        };
    }

    private Future<Boolean> send(String to, RelayMessage message) {
        if (gone.contains(to)) {
            return Future.succeededFuture(false);
        }
        Buffer bytes = message.encode();
        post.add(() -> received(to, RelayMessage.decode(bytes).orElseThrow()));
        return Future.succeededFuture(true);
    }

    private void received(String at, RelayMessage message) {
        switch (message) {
            case RelayMessage.Want want -> {
                Guest guest = new Guest(want.ticket(), answer -> send(want.from(), answer), () -> guests.remove(want.ticket()));
                guests.put(want.ticket(), guest);
                guest.boards(replicas.get(at), want.key());
            }
            case RelayMessage.Leave leave -> {
                if (guests.containsKey(leave.ticket())) {
                    guests.get(leave.ticket()).leaves();
                }
            }
            case RelayMessage.Read read -> {
                if (guests.containsKey(read.ticket())) {
                    guests.get(read.ticket()).read(read.bytes());
                }
            }
            default -> followers.get(message.ticket()).received(message);
        }
    }

    void deliver() {
        for (Runnable next = post.poll(); next != null; next = post.poll()) {
            next.run();
        }
    }

    /** One message less. */
    void lose() {
        post.remove();
    }

    int underWay() {
        return post.size();
    }
}
