package dev.portcullis.cache;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Target;
import dev.portcullis.store.redis.Mailbox;
import dev.portcullis.store.redis.RedisScript;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.store.redis.TenantKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Who is about to ask takes a lease at Redis, at {@code portcullis:{tenant}:flight:<digest>:<shape>}, with its own address; who finds one
 * writes there, and gets what the asking replica's callers get, as it comes. Nothing is sent where nobody asks for it. A replica that
 * is gone does not listen, which its followers are told at once; one that hangs has {@link #SILENCE}.
 */
final class RelayAtRedis implements Relay {

    /** Renewed before: so long nobody else asks after a replica died whose address nobody has tried. */
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration RENEW_EVERY = LEASE.dividedBy(3);
    /** A replica that does not say by then that it has boarded them is too busy to be waited for. */
    private static final Duration FIRST_WORD = Duration.ofSeconds(1);
    private static final Duration PING_EVERY = Duration.ofSeconds(1);
    /** Times that nothing has come when it was looked: then there is nobody. */
    private static final int SILENCE = 3;
    /** A guest that has not pinged for so long is nobody's any more. */
    private static final Duration FORGOTTEN = PING_EVERY.multipliedBy(5);
    /** Replicas' calls that travel with flights here at once. */
    static final int MOST_GUESTS = 1_000;
    private static final String ADDRESSES = "portcullis:replica:";

    private static final RedisScript BEGIN = RedisScript.load("/redis/flight-begin.lua");
    private static final RedisScript HOLD = RedisScript.load("/redis/flight-hold.lua");

    private record Following(Follower follower, EventLoop home) {
    }

    private final Vertx vertx;
    private final SharedRedis redis;
    private final Mailbox mailbox;
    private final Flights flights;
    private final RandomGenerator random;
    private final Map<Follower.Result, Counter> followed = new EnumMap<>(Follower.Result.class);
    private final Map<Long, Following> following = new ConcurrentHashMap<>();
    /** Touched where messages come only. */
    private final Map<Long, Guest> guests = new HashMap<>();

    /** @param random for names that must differ; no secret depends on them */
    RelayAtRedis(Vertx vertx, SharedRedis redis, Mailbox mailbox, Flights flights, RandomGenerator random, MeterRegistry meters) {
        this.vertx = vertx;
        this.redis = redis;
        this.mailbox = mailbox;
        this.flights = flights;
        this.random = random;
        for (Follower.Result result : Follower.Result.values()) {
            followed.put(result, Counter.builder(Metric.CACHE_FOLLOWED.meterName()).description(Metric.CACHE_FOLLOWED.meaning())
                    .tag("result", result.name().toLowerCase(Locale.ROOT)).register(meters));
        }
    }

    /** Once, before Redis is used. */
    void start() {
        mailbox.open(this::received);
        redis.beforeUse(() -> redis.load(BEGIN).compose(loaded -> redis.load(HOLD)));
        vertx.setPeriodic(FORGOTTEN.toMillis(), again -> mailbox.run(() -> List.copyOf(guests.values()).forEach(Guest::leavesUnlessHeard)));
    }

    @Override
    public boolean isInUse() {
        return mailbox.isOpen();
    }

    @Override
    public Future<Turn> turn(Flights.Key key, String insteadOf, boolean keptWillDo) {
        String tenant = TenantKeys.prefix(key.of().tenant());
        String name = tenant + "flight:" + key.of().digest() + (key.stream() ? key.usageAsked() ? ":stream+usage" : ":stream" : ":whole");
        String mine = mailbox.address() + ' ' + HexFormat.of().toHexDigits(random.nextLong());
        return redis.run(BEGIN, List.of(name, tenant + "cache:" + key.of().digest()),
                List.of(mine, Long.toString(LEASE.toMillis()), insteadOf, keptWillDo ? "1" : "0")).map(answer -> switch (answer.toString()) {
                    case "KNOWN" -> new Turn.Kept();
                    case "MINE" -> mine(name, mine);
                    // Of a flight that has landed here: its lease is being given back.
                    case String lease when lease.startsWith(mailbox.address()) -> new Turn.Unknown();
                    case String lease -> new Turn.Theirs(lease);
                }).otherwise(failed -> new Turn.Unknown());
    }

    /** Each is renewed when its own time comes: thousands at once would take Redis longer than its patience. */
    private Turn mine(String name, String lease) {
        long renewal = vertx.setPeriodic(RENEW_EVERY.toMillis(), again -> hold(name, lease, LEASE));
        AtomicBoolean given = new AtomicBoolean();
        return new Turn.Mine(() -> {
            if (given.compareAndSet(false, true)) {
                vertx.cancelTimer(renewal);
                hold(name, lease, Duration.ZERO);
            }
        });
    }

    private void hold(String name, String lease, Duration howLong) {
        if (redis.inUse()) {
            redis.run(HOLD, List.of(name), List.of(lease, Long.toString(howLong.toMillis())));
        }
    }

    @Override
    public Future<Follower.Found> follow(Flights.Key key, String lease, Target source, CompletionStage<Outcome> leaves) {
        String address = lease.substring(0, Math.max(0, lease.indexOf(' ')));
        long ticket = random.nextLong();
        Follower follower = new Follower(ticket, !key.stream(), source, message -> mailbox.send(address, message.encode()));
        following.put(ticket, new Following(follower, EventLoop.current()));
        look(ticket, follower, FIRST_WORD, SILENCE - 1);
        return follower.follow(mailbox.address(), key, leaves).onSuccess(found -> followed.get(found.result()).increment());
    }

    /** From time to time whether there is still somebody; it also tells the other side that there is somebody here. */
    private void look(long ticket, Follower follower, Duration later, int silence) {
        vertx.setTimer(later.toMillis(), now -> {
            int silentNow = follower.wasHeard() ? 0 : silence + 1;
            if (follower.isOver()) {
                following.remove(ticket);
            } else if (silentNow >= SILENCE) {
                following.remove(ticket);
                follower.lose();
            } else {
                follower.ping();
                look(ticket, follower, PING_EVERY, silentNow);
            }
        });
    }

    private void received(Buffer message) {
        RelayMessage.decode(message).ifPresent(read -> {
            switch (read) {
                case RelayMessage.Want want -> board(want);
                case RelayMessage.Ping ping -> guest(ping.ticket(), Guest::ping);
                case RelayMessage.Read bytes -> guest(bytes.ticket(), guest -> guest.read(bytes.bytes()));
                case RelayMessage.Leave leave -> guest(leave.ticket(), Guest::leaves);
                default -> {
                    Following to = following.get(read.ticket());
                    if (to != null) {
                        to.home.run(() -> to.follower.received(read));
                    }
                }
            }
        });
    }

    private void guest(long ticket, Consumer<Guest> what) {
        Guest guest = guests.get(ticket);
        if (guest != null) {
            what.accept(guest);
        }
    }

    private void board(RelayMessage.Want want) {
        if (!want.from().startsWith(ADDRESSES)) {
            return;
        }
        if (guests.size() >= MOST_GUESTS || guests.containsKey(want.ticket())) {
            mailbox.send(want.from(), new RelayMessage.Gone(want.ticket()).encode());
            return;
        }
        Guest guest = new Guest(want.ticket(), message -> mailbox.send(want.from(), message.encode()), () -> guests.remove(want.ticket()));
        guests.put(want.ticket(), guest);
        guest.boards(flights, want.key());
    }
}
