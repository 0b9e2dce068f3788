package dev.portcullis.guard;

import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.SseEvent;
import dev.portcullis.pipeline.SseEvents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.Flow;

/**
 * A stream whose texts pass gates, see {@link Deltas}. What is asked of it is asked of the provider, one chunk at a time; where a gate
 * stops it, it breaks off. One event loop.
 */
final class GuardedStream extends AbstractMulti<Buffer> implements Flow.Subscription {

    private final Multi<Buffer> chunks;
    private final Deltas deltas;
    private MultiSubscriber<? super Buffer> downstream;
    private Flow.Subscription upstream;
    private long demand;
    private boolean asked;
    private Buffer last;
    private boolean complete;
    private Throwable failure;

    GuardedStream(Multi<Buffer> chunks, Deltas deltas) {
        this.chunks = chunks;
        this.deltas = deltas;
    }

    @Override
    public void subscribe(MultiSubscriber<? super Buffer> subscriber) {
        downstream = subscriber;
        chunks.subscribe(new Arrivals());
    }

    @Override
    public void request(long n) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
        proceed();
    }

    @Override
    public void cancel() {
        downstream = null;
        upstream.cancel();
    }

    private void arrived(Buffer chunk) {
        asked = false;
        if (downstream == null || complete) {
            return;
        }
        SseEvents events = new SseEvents();
        Buffer passed = Buffer.buffer();
        for (SseEvent event : events.feed(chunk)) {
            pass(event, passed);
        }
        for (SseEvent event : events.end()) {
            pass(event, passed);
        }
        if (deltas.stop().isPresent()) {
            ends(stopped());
        } else if (passed.length() > 0) {
            demand--;
            downstream.onItem(passed);
        }
        proceed();
    }

    private void pass(SseEvent event, Buffer passed) {
        if (deltas.stop().isEmpty()) {
            passed.appendBuffer(deltas.pass(event));
        }
    }

    private void ends(Throwable how) {
        if (complete || downstream == null) {
            return;
        }
        complete = true;
        Buffer rest = deltas.rest();
        last = rest.length() > 0 ? rest : null;
        failure = deltas.stop().isPresent() ? stopped() : how;
        proceed();
    }

    private BrokenStream stopped() {
        Found.Stop stop = deltas.stop().orElseThrow();
        return new BrokenStream(stop.what().code(), "The answer was stopped by a guard of this gateway (" + String.join(", ", stop.rules()) + ").");
    }

    private void proceed() {
        if (downstream == null) {
            return;
        }
        if (!complete) {
            if (demand > 0 && !asked) {
                asked = true;
                upstream.request(1);
            }
            return;
        }
        if (last != null && demand > 0) {
            demand--;
            Buffer rest = last;
            last = null;
            downstream.onItem(rest);
        }
        if (last == null && downstream != null) {
            MultiSubscriber<? super Buffer> to = downstream;
            downstream = null;
            if (failure == null) {
                to.onCompletion();
            } else {
                to.onFailure(failure);
            }
        }
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
