package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The calls of another replica, aboard a flight of this one: what it reads is sent to them, one message after the other, each with all
 * that there is by then. Nothing is read here while {@link #WINDOW} bytes are on their way that they have not read. One event loop.
 */
final class Guest implements MultiSubscriber<Buffer> {

    /** Bytes that are sent and not read: a thousand callers who do not read make the other replica hold a thousand times as much. */
    static final int WINDOW = 64 * 1024;
    /** Bytes of one message, about. */
    private static final int MESSAGE = 32 * 1024;
    /** Bytes of one body; a larger one is none for guests. An event that is larger is let go as a cut. */
    static final int LARGEST = 256 * 1024;

    private static final Outcome LEFT = new Outcome(Outcome.Ending.ABANDONED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);

    private final long ticket;
    private final Function<RelayMessage, Future<Boolean>> post;
    private final Runnable done;
    private final CompletableFuture<Outcome> over = new CompletableFuture<>();
    private final Passenger passenger;
    private Answer answer;
    private Flow.Subscription stream;
    private Buffer ready = Buffer.buffer();
    private RelayMessage last;
    private int number;
    private int unread;
    private boolean asked;
    private boolean posting;
    private boolean heard = true;

    /**
     * @param post to the other replica; says whether it listens
     * @param done once, when there is nothing more to do
     */
    Guest(long ticket, Function<RelayMessage, Future<Boolean>> post, Runnable done) {
        this.ticket = ticket;
        this.post = post;
        this.done = done;
        passenger = new Passenger(over, true, UnaryOperator.identity(), alone -> ends(new RelayMessage.Gone(ticket)));
    }

    void boards(Flights flights, Flights.Key key) {
        if (!flights.board(key, passenger)) {
            ends(new RelayMessage.Gone(ticket));
            return;
        }
        post(new RelayMessage.Boarded(ticket));
        passenger.reply().subscribe().with(reply -> replied(reply, key.stream()), bug -> ends(new RelayMessage.Gone(ticket)));
    }

    /** @param streamed whether they wait for a stream; a provider may have given the other thing, which they cannot tell from what comes */
    private void replied(Reply reply, boolean streamed) {
        if (over.isDone()) {
            return;
        }
        if (!(reply instanceof Answer come) || streamed != come.body() instanceof Body.Stream) {
            ends(new RelayMessage.Gone(ticket));
            return;
        }
        answer = come;
        switch (come.body()) {
            case Body.Stream chunks -> chunks.chunks().subscribe(this);
            case Body.Whole whole when whole.bytes().length() > LARGEST -> ends(new RelayMessage.Gone(ticket));
            case Body.Whole whole -> {
                ready = whole.bytes();
                ends(new RelayMessage.End(ticket, 1, come.usageSoFar().get()));
            }
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        stream = subscription;
        reads();
    }

    private void reads() {
        if (!asked && last == null && !over.isDone() && unread + ready.length() < WINDOW && ready.length() < MESSAGE) {
            asked = true;
            stream.request(1);
        }
    }

    @Override
    public void onItem(Buffer chunk) {
        asked = false;
        if (chunk.length() > LARGEST) {
            onFailure(new BrokenStream(BrokenStream.Cause.LEFT_BEHIND, "too large"));
            return;
        }
        ready.appendBuffer(chunk);
        send();
        reads();
    }

    @Override
    public void onCompletion() {
        ends(null);
    }

    @Override
    public void onFailure(Throwable failure) {
        ends(failure instanceof BrokenStream broken ? new RelayMessage.Cut(ticket, 0, broken.why(), broken.code())
                : new RelayMessage.Cut(ticket, 0, BrokenStream.Cause.TRUNCATED, ""));
    }

    /** They have read so much. */
    void read(int bytes) {
        heard = true;
        unread = Math.max(0, unread - Math.max(0, bytes));
        if (stream != null) {
            reads();
        }
    }

    /** They have left, or cannot be reached. */
    void leaves() {
        if (!over.isDone()) {
            if (stream != null) {
                stream.cancel();
            }
            over.complete(LEFT);
            done.run();
        }
    }

    /** To be asked from time to time: who has said nothing since the last time is gone, though somebody listens at its address. */
    void leavesUnlessHeard() {
        if (!heard) {
            leaves();
        }
        heard = false;
    }

    void ping() {
        heard = true;
        post.apply(new RelayMessage.Pong(ticket));
    }

    /** @param with null where it is an answer that is complete */
    private void ends(RelayMessage with) {
        if (last == null && !over.isDone()) {
            last = with != null ? with : new RelayMessage.End(ticket, 0, answer.usageSoFar().get());
            send();
        }
    }

    private void send() {
        if (posting || over.isDone()) {
            return;
        }
        if (ready.length() > 0) {
            Buffer now = ready;
            ready = Buffer.buffer();
            unread += now.length();
            post(new RelayMessage.Chunk(ticket, number++, now));
        } else if (last != null) {
            post(switch (last) {
                case RelayMessage.End end -> new RelayMessage.End(ticket, number, end.usage());
                case RelayMessage.Cut cut -> new RelayMessage.Cut(ticket, number, cut.cause(), cut.code());
                default -> last;
            });
        }
    }

    private void post(RelayMessage message) {
        posting = true;
        post.apply(message).onComplete(sent -> {
            posting = false;
            if (message == last || message instanceof RelayMessage.End || message instanceof RelayMessage.Cut || sent.failed() || !sent.result()) {
                leaves();
            } else {
                send();
                if (stream != null) {
                    reads();
                }
            }
        });
    }
}
