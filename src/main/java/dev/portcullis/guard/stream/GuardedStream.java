package dev.portcullis.guard.stream;

import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A stream whose texts pass gates, see {@link Deltas}. What came is asked for only when its caller wants more, one chunk at a time; beside
 * it there is in memory what the gates hold, and one unfinished event. Where a gate stops it, it breaks off and what it came from is
 * cancelled; where a gate fails, it fails, and nothing that is held passes. Where the gates would
 * keep the event loop too long they look elsewhere, one chunk after the other. For one subscriber; one event loop.
 */
public final class GuardedStream extends AbstractMulti<Buffer> implements Flow.Subscription {

    /** What is told of a stream while it runs, and when it is over. */
    public interface Watch {

        /** Nobody is told. */
        Watch NOBODY = new Watch() {
        };

        /** @param more characters that are held now beside those before; negative for fewer */
        default void holds(int more) {
        }

        /** It ended, broke or was left. @param nanos that its gates took, in all */
        default void over(long nanos) {
        }
    }

    /**
     * Under what a stream passes.
     *
     * @param gates  makes a new one for each of its texts
     * @param strict whether it ends where an event cannot be read: too long, or no JSON
     * @param found  asked right before its end; if not empty, a comment tells it
     * @param pause  of the provider, after which the gates look closer at what they hold
     * @param aside  where the gates look at what came; meanwhile nothing more is asked for, and nothing is handed on
     */
    public record Rules(Function<Channel, Gate> gates, boolean strict, Supplier<String> found, Duration pause, PauseTimer timer, Watch watch, Aside aside) {

        /** That nobody has to be told of, and in which nothing waits. */
        public static Rules plain(Function<Channel, Gate> gates, Aside aside) {
            return new Rules(gates, false, () -> "", Duration.ZERO, (silence, then) -> () -> { }, Watch.NOBODY, aside);
        }
    }

    private static final Runnable NOTHING = () -> { };
    private static final Buffer EMPTY = Buffer.buffer();

    private final Multi<Buffer> chunks;
    private final Rules rules;
    private final Deltas deltas;
    private final SseEvents events = new SseEvents();
    private MultiSubscriber<? super Buffer> downstream;
    private Flow.Subscription upstream;
    private Runnable forgetPause = NOTHING;
    private Buffer ready = EMPTY;
    /** Whether {@link #ready} was made here, so that more may be added to it. */
    private boolean ours;
    private long demand;
    private boolean asked;
    private boolean ended;
    private boolean over;
    private Throwable failure;
    private boolean handing;
    private boolean again;
    /** While this is true, events, gates and what is ready are another thread's. */
    private boolean looking;
    private Runnable afterLooking = NOTHING;
    private int held;
    private long nanos;
    private long took;

    /** @param chunks each one or more whole server-sent events */
    public GuardedStream(Multi<Buffer> chunks, Rules rules) {
        this.chunks = chunks;
        this.rules = rules;
        this.deltas = new Deltas(rules.gates, rules.strict, rules.found);
    }

    @Override
    public void subscribe(MultiSubscriber<? super Buffer> subscriber) {
        downstream = subscriber;
        chunks.subscribe(new Arrivals());
    }

    @Override
    public void request(long n) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        hand();
    }

    @Override
    public void cancel() {
        if (!over) {
            finish();
            upstream.cancel();
        }
    }

    /** Nobody wants it any more. Where it has ended that is nothing new. */
    public void abandon() {
        if (downstream != null) {
            cancel();
        }
    }

    private void arrived(Buffer chunk) {
        asked = false;
        if (ended || over) {
            return;
        }
        forgetPause.run();
        forgetPause = NOTHING;
        look(chunk.length(), () -> pass(events.feed(chunk)), () -> {
            if (!ended && deltas.waits()) {
                forgetPause = rules.timer.after(rules.pause, this::paused);
            }
        });
    }

    private void paused() {
        if (!ended && !over && !looking) {
            look(0, () -> add(deltas.pause()), NOTHING);
        }
    }

    private void ends(Throwable how) {
        if (looking) {
            afterLooking = () -> ends(how);
            return;
        }
        if (ended || over) {
            return;
        }
        forgetPause.run();
        forgetPause = NOTHING;
        look(events.unfinished(), () -> {
            List<SseEvent> last = events.end();
            pass(last);
            Buffer rest = deltas.rest();
            if (rest.length() > 0 && !last.isEmpty()) {
                // It came without its blank line.
                add(Buffer.buffer("\n\n"));
            }
            add(rest);
        }, () -> {
            if (!ended) {
                ended = true;
                failure = how;
            }
        });
    }

    private void pass(List<SseEvent> some) {
        for (SseEvent event : some) {
            if (deltas.stop().isEmpty()) {
                add(deltas.pass(event));
            }
        }
    }

    private void add(Buffer passed) {
        if (passed.length() == 0) {
            return;
        }
        if (ready.length() == 0) {
            ready = passed;
            ours = false;
            return;
        }
        ready = ours ? ready : Buffer.buffer(ready.length() + passed.length()).appendBuffer(ready);
        ours = true;
        ready.appendBuffer(passed);
    }

    private void look(int bytes, Runnable work, Runnable then) {
        looking = true;
        rules.aside.run(bytes, () -> {
            long begin = System.nanoTime();
            try {
                work.run();
            } finally {
                took = System.nanoTime() - begin;
            }
        }, failed -> {
            looking = false;
            if (over) {
                ready = EMPTY;
                return;
            }
            if (failed != null) {
                stop(failed);
            }
            nanos += took;
            rules.watch.holds(deltas.held() - held);
            held = deltas.held();
            deltas.stop().ifPresent(why -> stop(new BrokenStream(why.code(), "The answer was stopped by a guard of this gateway (" + why.reason() + ").")));
            then.run();
            hand();
            Runnable next = afterLooking;
            afterLooking = NOTHING;
            next.run();
        });
    }

    private void stop(Throwable why) {
        if (!ended) {
            ended = true;
            failure = why;
            upstream.cancel();
        }
    }

    /** Hands on what is ready as far as it is wanted, else asks for more; who answers at once is heard in the same loop. */
    private void hand() {
        again = true;
        if (handing) {
            return;
        }
        handing = true;
        while (again) {
            again = false;
            step();
        }
        handing = false;
    }

    private void step() {
        if (over || looking) {
            return;
        }
        if (ready.length() > 0) {
            if (demand > 0) {
                demand -= demand == Long.MAX_VALUE ? 0 : 1;
                Buffer passed = ready;
                ready = EMPTY;
                again = true;
                downstream.onItem(passed);
            }
        } else if (ended) {
            MultiSubscriber<? super Buffer> to = downstream;
            finish();
            if (failure == null) {
                to.onCompletion();
            } else {
                to.onFailure(failure);
            }
        } else if (demand > 0 && !asked) {
            asked = true;
            upstream.request(1);
        }
    }

    private void finish() {
        over = true;
        forgetPause.run();
        forgetPause = NOTHING;
        ready = EMPTY;
        rules.watch.holds(-held);
        held = 0;
        rules.watch.over(nanos);
    }

    private final class Arrivals implements MultiSubscriber<Buffer> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            upstream = subscription;
            downstream.onSubscribe(GuardedStream.this);
        }

        @Override
        public void onItem(Buffer chunk) {
            arrived(chunk);
        }

        @Override
        public void onCompletion() {
            ends(null);
        }

        @Override
        public void onFailure(Throwable broken) {
            ends(broken);
        }
    }
}
