package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * An answer that another replica asked for, as it comes from there, for a flight of this one. Where nothing of it has been given yet
 * and nothing more comes, there is none, and the flight asks for itself; later it is a stream that broke off. Used on its flight's
 * home only.
 */
final class Follower extends AbstractMulti<Buffer> implements Flow.Subscription {

    /** What became of it. */
    enum Result {
        SHARED,
        /** The other replica does not have it any more. */
        GONE,
        /** The other replica is not there, or too slow to say anything. */
        LOST
    }

    /** @param answer there only where it is shared */
    record Found(Result result, Optional<Answer> answer) {
    }

    private static final BrokenStream LOST = new BrokenStream(BrokenStream.Cause.RESET,
            "This answer was asked for by another replica of the gateway, which cannot be reached any more.");
    private static final String STOPPED = "The answer was stopped by a guard of this gateway.";
    private static final String CUT = "The provider's stream broke off, as another replica of the gateway saw it.";

    private final long ticket;
    private final boolean whole;
    private final Target source;
    private final Function<RelayMessage, Future<Boolean>> post;
    private final Promise<Found> found = Promise.promise();
    private final CompletableFuture<Settlement> settlement = new CompletableFuture<>();
    private final Queue<Buffer> queue = new ArrayDeque<>();
    private MultiSubscriber<? super Buffer> subscriber;
    private Usage usage = Usage.UNKNOWN;
    private long demand;
    private int next;
    private int read;
    private boolean handing;
    private boolean over;
    private boolean heard;
    private BrokenStream broken;

    /**
     * @param whole  whether a body is wanted, and not a stream
     * @param source whose answer it is
     * @param post   to the other replica; says whether it listens
     */
    Follower(long ticket, boolean whole, Target source, Function<RelayMessage, Future<Boolean>> post) {
        this.ticket = ticket;
        this.whole = whole;
        this.source = source;
        this.post = post;
    }

    /** @param leaves when nobody wants it any more */
    Future<Found> follow(String from, Flights.Key key, CompletionStage<Outcome> leaves) {
        post.apply(new RelayMessage.Want(ticket, from, key)).onComplete(sent -> {
            if (sent.failed() || !sent.result()) {
                end(Result.LOST);
            }
        });
        leaves.thenAccept(how -> leave());
        return found.future();
    }

    void received(RelayMessage message) {
        heard = true;
        if (over) {
            return;
        }
        switch (message) {
            case RelayMessage.Chunk chunk when chunk.number() == next -> arrived(chunk.bytes());
            case RelayMessage.End end when end.number() == next -> {
                usage = end.usage();
                if (whole) {
                    give(queue.isEmpty() ? Result.GONE : Result.SHARED, new Body.Whole(queue.isEmpty() ? Buffer.buffer() : queue.remove()));
                }
                end(Result.SHARED);
            }
            case RelayMessage.Cut cut when cut.number() == next -> {
                broken = cut.cause() == BrokenStream.Cause.BLOCKED ? new BrokenStream(cut.code(), STOPPED) : new BrokenStream(cut.cause(), CUT);
                end(Result.GONE);
            }
            case RelayMessage.Gone gone -> {
                broken = LOST;
                end(Result.GONE);
            }
            case RelayMessage.Chunk gap -> lose();
            case RelayMessage.End gap -> lose();
            case RelayMessage.Cut gap -> lose();
            case RelayMessage.Boarded boarded -> { }
            case RelayMessage.Pong pong -> { }
            case RelayMessage.Want notForUs -> { }
            case RelayMessage.Read notForUs -> { }
            case RelayMessage.Ping notForUs -> { }
            case RelayMessage.Leave notForUs -> { }
        }
    }

    private void arrived(Buffer bytes) {
        next++;
        queue.add(bytes);
        if (!whole) {
            give(Result.SHARED, new Body.Stream(this));
            hand();
        }
    }

    /** The first word counts. */
    private void give(Result result, Body body) {
        found.tryComplete(new Found(result, result == Result.SHARED ? Optional.of(new Answer(200, Known.headers(body, Duration.ZERO), body,
                Origin.known(Optional.of(source)), () -> usage, Optional.of(settlement))) : Optional.empty()));
    }

    /** The other replica is not there, or something it has sent is not. */
    void lose() {
        if (!over) {
            post.apply(new RelayMessage.Leave(ticket));
            broken = LOST;
            end(Result.LOST);
        }
    }

    private void leave() {
        if (!over) {
            post.apply(new RelayMessage.Leave(ticket));
            queue.clear();
            end(Result.GONE);
        }
    }

    boolean isOver() {
        return over;
    }

    /** Bytes that have come and are not read. */
    long heldBytes() {
        return queue.stream().mapToLong(Buffer::length).sum();
    }

    /** Whether anything has come since this was last asked. */
    boolean wasHeard() {
        boolean was = heard;
        heard = false;
        return was;
    }

    void ping() {
        post.apply(new RelayMessage.Ping(ticket)).onComplete(sent -> {
            if (sent.failed() || !sent.result()) {
                lose();
            }
        });
    }

    private void end(Result result) {
        over = true;
        settlement.complete(new Settlement(usage, false));
        found.tryComplete(new Found(result, Optional.empty()));
        hand();
    }

    @Override
    public void subscribe(MultiSubscriber<? super Buffer> downstream) {
        subscriber = downstream;
        downstream.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        hand();
    }

    @Override
    public void cancel() {
        subscriber = null;
        leave();
    }

    private void hand() {
        if (handing || subscriber == null) {
            return;
        }
        handing = true;
        while (demand > 0 && !queue.isEmpty() && subscriber != null) {
            demand--;
            Buffer chunk = queue.remove();
            acknowledge(chunk.length());
            subscriber.onItem(chunk);
        }
        handing = false;
        if (over && queue.isEmpty() && subscriber != null) {
            MultiSubscriber<? super Buffer> last = subscriber;
            subscriber = null;
            if (broken == null) {
                last.onCompletion();
            } else {
                last.onFailure(broken);
            }
        }
    }

    private void acknowledge(int bytes) {
        read += bytes;
        if (!over && read >= Guest.WINDOW / 4) {
            post.apply(new RelayMessage.Read(ticket, read));
            read = 0;
        }
    }
}
