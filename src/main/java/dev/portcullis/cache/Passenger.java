package dev.portcullis.cache;

import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Settlement;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A call aboard a {@link Flight}, and its stream of the flight's answer: it reads the flight's tape at its own speed. Whatever its
 * caller gets is given on the call's own event loop.
 */
final class Passenger extends AbstractMulti<Buffer> implements Flow.Subscription {

    /** What there is for a passenger to read. @param pull whether the flight must ask for more */
    record Step(Buffer chunk, boolean ended, Throwable broken, boolean pull) {
    }

    private static final long NOWHERE = Long.MAX_VALUE;

    private final CompletionStage<Outcome> over;
    private final boolean guest;
    private final UnaryOperator<Buffer> freshIds;
    private final Runnable alone;
    private final EventLoop loop = EventLoop.current();
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final CompletableFuture<Settlement> settlement = new CompletableFuture<>();
    private Flight flight;
    private MultiSubscriber<? super Buffer> subscriber;
    /** Whether the answer was asked for by this call. */
    private boolean own;
    private long demand;
    private boolean reading;

    /** The number of the chunk that it reads next. Guarded by the flight, as are the next two. */
    long position;
    /** Whether it wants a chunk that has not come. */
    boolean waiting;
    /** Whether it lagged so far behind that what it would read next is gone. */
    boolean leftBehind;

    /**
     * @param over     when the call is
     * @param guest    whether it stands for calls at another replica, which never pay here
     * @param freshIds gives the answer's events ids of this call's own; not applied to the call that asked
     * @param alone    has the call asked for by itself, told to {@link #told}; once at most, on its event loop
     */
    Passenger(CompletionStage<Outcome> over, boolean guest, UnaryOperator<Buffer> freshIds, Consumer<Passenger> alone) {
        this.over = over;
        this.guest = guest;
        this.freshIds = freshIds;
        this.alone = () -> alone.accept(this);
    }

    CompletionStage<Outcome> over() {
        return over;
    }

    boolean isGuest() {
        return guest;
    }

    CompletableFuture<Settlement> settlement() {
        return settlement;
    }

    Uni<Reply> reply() {
        return Uni.createFrom().completionStage(reply);
    }

    CompletableFuture<Reply> told() {
        return reply;
    }

    EventLoop loop() {
        return loop;
    }

    void boards(Flight which) {
        flight = which;
    }

    /** It will be told, and reads what it has asked for itself: that has its ids already. */
    void readsItsOwn() {
        own = true;
    }

    /** The first word counts. */
    void tell(Reply ready) {
        loop.run(() -> reply.complete(ready));
    }

    void fail(Throwable bug) {
        loop.run(() -> reply.completeExceptionally(bug));
    }

    void goAlone() {
        loop.run(() -> {
            if (!reply.isDone()) {
                alone.run();
            }
        });
    }

    void wake() {
        loop.run(this::read);
    }

    /** Its place is given up. Under the flight's monitor. */
    void goes() {
        position = NOWHERE;
        waiting = false;
    }

    @Override
    public void subscribe(MultiSubscriber<? super Buffer> downstream) {
        subscriber = Objects.requireNonNull(downstream);
        downstream.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        read();
    }

    @Override
    public void cancel() {
        subscriber = null;
        flight.forget(this);
    }

    private void read() {
        if (reading || subscriber == null) {
            return;
        }
        reading = true;
        Step step;
        do {
            step = flight.next(this, demand > 0);
            if (step.chunk() != null) {
                demand--;
                subscriber.onItem(own ? step.chunk() : freshIds.apply(step.chunk()));
            }
        } while (step.chunk() != null && subscriber != null);
        reading = false;
        if (subscriber == null) {
            return;
        }
        if (step.ended()) {
            MultiSubscriber<? super Buffer> last = subscriber;
            subscriber = null;
            if (step.broken() == null) {
                last.onCompletion();
            } else {
                last.onFailure(step.broken());
            }
        } else if (step.pull()) {
            flight.pull();
        }
    }
}
