package dev.portcullis.store.redis;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
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
 * sender is told. A Redis that does not let this user subscribe is used without. A connection that only listens never shows that it is
 * dead, so each process writes to itself from time to time, and listens anew where that does not arrive.
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
    private Redis client;
    private volatile boolean open;

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

    /** @return whether somebody listened; fails where Redis cannot be used */
    public Future<Boolean> send(String to, Buffer message) {
        return redis.send(Request.cmd(Command.PUBLISH).arg(to).arg(message)).map(listeners -> listeners != null && listeners.toLong() > 0);
    }

    private void listen() {
        if (client != null) {
            return;
        }
        Redis mine = redis.client();
        client = mine;
        heard = true;
        mine.connect().compose(made -> {
            made.exceptionHandler(lost -> lost(mine));
            made.endHandler(end -> lost(mine));
            made.handler(this::read);
            return made.send(Request.cmd(Command.SUBSCRIBE).arg(address));
        }).onSuccess(listening -> {
            open = client == mine;
            complained = false;
        }).onFailure(failed -> {
            if (redis.inUse() && !complained) {
                complained = true;
                LOG.warnf("Redis does not let this replica subscribe to %s, so it shares no answers with others while they are on their way: %s",
                        address, failed.getMessage());
            }
            lost(mine);
        });
    }

    private void lost(Redis which) {
        if (client == which) {
            open = false;
            client = null;
            which.close();
            vertx.setTimer(TRY_EVERY_MILLIS, later -> {
                if (redis.inUse()) {
                    run(this::listen);
                }
            });
        }
    }

    private void writeToItself() {
        Redis which = client;
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
