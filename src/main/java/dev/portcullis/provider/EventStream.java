package dev.portcullis.provider;

import dev.portcullis.config.Timeouts;
import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/**
 * A provider's server-sent events on their way to one caller. Nothing is read from the provider unless the caller has asked for
 * it, so at most one chunk and one unfinished event are in memory. Events pass as they came; {@link StreamWatch} looks on. With the
 * terminal event the caller has all there is: clients leave then, and a provider that closes its stream later is nobody's wait.
 *
 * <p>Before anybody subscribes, {@link #begin} reads up to the first event with data, so that an error hidden in it can still
 * lead to another attempt. One event loop.
 */
final class EventStream extends AbstractMulti<Buffer> implements Flow.Subscription {

    /** How long a provider may take to close a stream after its terminal event, before the stream is closed for it. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /**
     * Bytes after which a stream lets everything else of its event loop have a turn. A provider that sends as fast as it can has a megabyte
     * ready at once, whose events take a tenth of a second and more of guards; with hundreds of these nobody else would get anywhere.
     */
    static final int A_TURN = 8 * 1024;

    /** Told once how a stream began. */
    interface Begun {

        void well();

        void errorInFirstEvent(byte[] data, AnswerScan error);

        void broken(String detail);

        void noRoom();
    }

    private final ReadStream<Buffer> response;
    private final Deadline deadline;
    private final Timeouts timeouts;
    private final StreamWatch watch;
    private final EventRoom room;
    private final Release release;
    private final Executor nextTurn;
    private final SseEvents events = new SseEvents();
    private Begun begun;
    private Runnable patienceOver = () -> { };
    private MultiSubscriber<? super Buffer> subscriber;
    private Buffer ready;
    /** Whether {@link #ready} is a buffer made here, to which more may be added. */
    private boolean readyIsOurs;
    private long demand;
    private boolean reading;
    private int inThisTurn;
    private boolean ended;
    private boolean complete;
    private BrokenStream broken;

    /** Gives the connection back. */
    interface Release {

        /** @param cut whether the provider is still sending */
        void release(boolean cut);
    }

    /** @param nextTurn runs something once the event loop has seen to everything else */
    EventStream(ReadStream<Buffer> response, Deadline deadline, Timeouts timeouts, StreamWatch watch, EventRoom room, Release release,
            Executor nextTurn) {
        this.response = response;
        this.deadline = deadline;
        this.timeouts = timeouts;
        this.watch = watch;
        this.room = room;
        this.release = release;
        this.nextTurn = nextTurn;
    }

    /** @param patience after which a silent stream counts as well begun */
    void begin(Vertx vertx, Duration patience, Begun listener) {
        begun = listener;
        response.pause();
        response.handler(this::chunk);
        response.endHandler(end -> end());
        response.exceptionHandler(reset -> breaks(new BrokenStream(BrokenStream.Cause.RESET,
                "The provider closed the connection in the middle of its stream.")));
        long timer = vertx.setTimer(Math.max(1, patience.toMillis()), silent -> {
            if (begun != null && !ended) {
                begunWell();
            }
        });
        patienceOver = () -> vertx.cancelTimer(timer);
        read();
    }

    Usage usage() {
        return watch.usage();
    }

    /** Whether the caller has all of it; then the connection is given back when the provider has closed the stream, or soon. */
    boolean isComplete() {
        return complete;
    }

    void expired(String what) {
        breaks(new BrokenStream(BrokenStream.Cause.TIMEOUT, "The provider " + what + "."));
    }

    private void breaks(BrokenStream how) {
        if (watch.started()) {
            takeLast();
        }
        finish(how, true);
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
        ended = true;
        ready = null;
        release.release(true);
    }

    private void chunk(Buffer chunk) {
        reading = false;
        if (ended) {
            return;
        }
        inThisTurn += chunk.length();
        if (complete) {
            // Nothing that comes behind the terminal event is of the answer.
            read();
            return;
        }
        if (!watch.terminated()) {
            take(events.feed(chunk));
        }
        if (!ended && !watch.terminated() && !room.holds(events.unfinished())) {
            finish(new BrokenStream(BrokenStream.Cause.NO_ROOM, "The provider sent an event for which the answers in memory leave no room."), true);
        }
        if (ended) {
            return;
        }
        if (watch.terminated()) {
            deadline.within(LINGER, "the end of its stream");
        } else if (watch.started()) {
            deadline.within(timeouts.idle(), "the next event of its stream");
        }
        // Nothing but comments, and enough of them: nobody shall have to keep more.
        boolean enough = ready != null && ready.length() > SseEvents.DEFAULT_BOUND;
        if (begun != null && (watch.started() || enough)) {
            begunWell();
        }
        hand();
    }

    private void take(List<SseEvent> arrived) {
        for (SseEvent event : arrived) {
            boolean first = !watch.started();
            Optional<AnswerScan> error = watch.see(event);
            if (first && begun != null && error.isPresent()) {
                ended = true;
                listener().errorInFirstEvent(event.data().orElseThrow(), error.get());
                return;
            }
            if (!watch.extra()) {
                add(event.raw());
            }
            if (error.isPresent()) {
                // The caller has been told; a [DONE] that some providers send after it would say that all was well.
                finish(watch.verdict(), true);
                return;
            }
            if (watch.terminated()) {
                return;
            }
        }
    }

    private void add(Buffer raw) {
        if (ready == null) {
            ready = raw;
            readyIsOurs = false;
        } else {
            if (!readyIsOurs) {
                ready = Buffer.buffer().appendBuffer(ready);
                readyIsOurs = true;
            }
            ready.appendBuffer(raw);
        }
    }

    private void end() {
        takeLast();
        finish(watch.verdict(), false);
    }

    /** An event without its blank line counts if it is whole; a fragment of one is dropped, as every reader of SSE does. */
    private void takeLast() {
        if (!ended && !watch.terminated()) {
            take(events.end().stream().filter(StreamWatch::whole).toList());
        }
    }

    /**
     * @param how null if the stream ended well
     * @param cut whether the provider may still be sending
     */
    private void finish(BrokenStream how, boolean cut) {
        if (ended) {
            return;
        }
        ended = true;
        broken = watch.terminated() ? watch.verdict() : how;
        release.release(cut);
        if (begun != null && !watch.started() && how != null && how.why() == BrokenStream.Cause.NO_ROOM) {
            listener().noRoom();
            return;
        }
        if (begun != null && !watch.started()) {
            listener().broken(how == null || how.why() == BrokenStream.Cause.TRUNCATED
                    ? "ended its stream before the first event" : "closed the connection before the first event of its stream");
            return;
        }
        if (begun != null) {
            begunWell();
        }
        hand();
    }

    private void begunWell() {
        listener().well();
    }

    /** Whoever waits for the beginning is told once. */
    private Begun listener() {
        Begun listener = begun;
        begun = null;
        patienceOver.run();
        return listener;
    }

    /** Hands on what is ready as far as it is wanted, else reads on. */
    private void hand() {
        if (begun != null) {
            if (!ended) {
                read();
            }
            return;
        }
        if (subscriber == null) {
            return;
        }
        if (ready != null && demand > 0) {
            Buffer wanted = ready;
            ready = null;
            demand--;
            subscriber.onItem(wanted);
            if (subscriber == null) {
                return;
            }
        }
        if (ready == null && (ended || watch.terminated())) {
            complete();
        } else if (ready == null && demand > 0) {
            read();
        } else if (!ended && !watch.terminated()) {
            deadline.rest();
        }
    }

    private void read() {
        if (!reading) {
            reading = true;
            if (!watch.terminated() && watch.started()) {
                deadline.within(timeouts.idle(), "the next event of its stream");
            }
            if (inThisTurn < A_TURN) {
                response.fetch(1);
            } else {
                inThisTurn = 0;
                nextTurn.execute(this::fetch);
            }
        }
    }

    private void fetch() {
        if (!ended) {
            response.fetch(1);
        }
    }

    private void complete() {
        MultiSubscriber<? super Buffer> last = subscriber;
        subscriber = null;
        complete = true;
        if (broken != null) {
            last.onFailure(broken);
        } else {
            last.onCompletion();
        }
        if (!ended) {
            read();
        }
    }
}
