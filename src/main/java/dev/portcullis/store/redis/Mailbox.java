package dev.portcullis.store.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Messages between replicas, by Redis's {@code PUBLISH}: each process listens at an address of its own while Redis is in use. What is
 * sent by one event loop to one address arrives in order or not at all; what is sent to somebody who does not listen is lost, and the
 * sender is told. A Redis that does not let this user subscribe is used without.
 *
 * <p>Messages have connections of their own, one to send and one to listen: nobody's limits wait behind them, and a Redis that is slow
 * for a moment, which is left alone for everything else, delays a message and does not lose it. Connections that only wait never show
 * that they are dead, so each process writes to itself from time to time, and makes them anew where that does not arrive.
 */
@Singleton
public final class Mailbox {

    private static final Logger LOG = Logger.getLogger(Mailbox.class);
    private static final long TRY_EVERY_MILLIS = 1_000;
    private static final Duration WRITE_TO_ITSELF_EVERY = Duration.ofSeconds(5);
    private static final Buffer TO_ITSELF = Buffer.buffer();

    private final Vertx vertx;
    private final SharedRedis redis;
    private final Duration writeToItselfEvery;
    private final String address = "portcullis:replica:" + UUID.randomUUID();
    private Context home;
    private Consumer<Buffer> reader;
    private boolean complained;
    private boolean heard;
    private Pair pair;
    private volatile boolean open;

    /** Two clients, since one that listens may do nothing else. */
    private record Pair(Redis listening, Redis sending, Promise<RedisConnection> sender) {

        void close() {
            listening.close();
            sending.close();
            sender.tryFail(new RedisUnavailable("closed the connection"));
        }
    }

    @Inject
    public Mailbox(Vertx vertx, SharedRedis redis) {
        this(vertx, redis, WRITE_TO_ITSELF_EVERY);
    }

    Mailbox(Vertx vertx, SharedRedis redis, Duration writeToItselfEvery) {
        this.vertx = vertx;
        this.redis = redis;
        this.writeToItselfEvery = writeToItselfEvery;
    }

    /** Once, before {@link SharedRedis#start}. @param message what comes is given to it, always on one event loop, {@link #run}'s */
    public void open(Consumer<Buffer> message) {
        home = vertx.getOrCreateContext();
        reader = message;
        redis.inUseAgain(() -> run(this::listen));
        vertx.setPeriodic(writeToItselfEvery.toMillis(), again -> run(this::writeToItself));
    }

    /** On the event loop where messages come. */
    public void run(Runnable action) {
        home.runOnContext(now -> action.run());
    }

    /** Where other replicas reach this process. */
    public String address() {
        return address;
    }

    /** Whether messages can come. */
    public boolean isOpen() {
        return open && redis.inUse();
    }

    /**
     * Waits as long as Redis takes while the connection lasts: who waits must see by itself that nothing comes.
     *
     * @return whether somebody listened, on the event loop that calls this; fails where Redis is gone
     */
    public Future<Boolean> send(String to, Buffer message) {
        Context here = vertx.getOrCreateContext();
        Promise<Boolean> listened = Promise.promise();
        run(() -> publish(to, message).onComplete(done -> here.runOnContext(now -> listened.handle(done))));
        return listened.future();
    }

    private Future<Boolean> publish(String to, Buffer message) {
        if (pair == null || !pair.sender.future().succeeded()) {
            return Future.failedFuture(new RedisUnavailable("is not there"));
        }
        return pair.sender.future().result().send(Request.cmd(Command.PUBLISH).arg(to).arg(message))
                .map(listeners -> listeners != null && listeners.toLong() > 0);
    }

    private void listen() {
        if (pair != null) {
            return;
        }
        Pair mine = new Pair(redis.client(), redis.client(), Promise.promise());
        pair = mine;
        heard = true;
        mine.sending.connect().compose(made -> {
            watch(made, mine);
            mine.sender.tryComplete(made);
            return mine.listening.connect();
        }).compose(made -> {
            watch(made, mine);
            made.handler(this::read);
            return made.send(Request.cmd(Command.SUBSCRIBE).arg(address));
        }).onSuccess(listening -> {
            open = pair == mine;
            complained = false;
        }).onFailure(failed -> {
            if (pair == mine && redis.inUse() && !complained) {
                complained = true;
                LOG.warnf("Redis does not let this replica subscribe to %s, so it shares no answers with others while they are on their way: %s",
                        address, failed.getMessage());
            }
            lost(mine);
        });
    }

    private void watch(RedisConnection made, Pair mine) {
        made.exceptionHandler(lost -> run(() -> lost(mine)));
        made.endHandler(end -> run(() -> lost(mine)));
    }

    private void lost(Pair which) {
        if (pair == which) {
            open = false;
            pair = null;
            which.close();
            vertx.setTimer(TRY_EVERY_MILLIS, later -> {
                if (redis.inUse()) {
                    run(this::listen);
                }
            });
        }
    }

    private void writeToItself() {
        Pair which = pair;
        if (which == null || !redis.inUse()) {
            return;
        }
        if (!heard) {
            lost(which);
            return;
        }
        heard = false;
        send(address, TO_ITSELF);
    }

    /** A message is the word, where it was sent, and itself. */
    private void read(Response pushed) {
        if (pushed != null && pushed.size() == 3 && "message".equals(pushed.get(0).toString())) {
            Buffer message = pushed.get(2).toBuffer();
            run(() -> {
                heard = true;
                if (message.length() > 0) {
                    reader.accept(message);
                }
            });
        }
    }
}
