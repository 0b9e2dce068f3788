package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * One question to a provider, and all the calls that wait for its answer.
 *
 * <p>The question belongs to the flight, not to the call that began it: it is given up when the last call has left. Its answer arrives
 * on one event loop, the flight's home; every call reads it on its own. A stream is asked for as fast as the fastest reads, and what
 * has come is kept for the others up to {@link Flights#bound()}; beyond that nobody boards any more, what all have read is dropped,
 * and who lags further behind is cut off. One call alone is never cut off: nothing is asked for before it has read.
 *
 * <p>Who is the first aboard when the answer ends pays for it, see {@link Aboard}; those who left before pay nothing, and nobody does
 * where the answer was known or asked for elsewhere. What cannot be shared (an error, a refusal, the answer of another variant) goes to
 * the first call aboard, and each of the others asks for itself.
 *
 * <p>What all of its event loops share is decided in its {@link FlightState}; here it is done.
 */
final class Flight {

    /** Calls that travel together at once. */
    static final int MOST_ABOARD = 1_000;

    /** Nobody reads how a question ended, only that it did. */
    private static final Outcome OVER = new Outcome(Outcome.Ending.COMPLETED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);

    private final Plan plan;
    private final EventLoop home = EventLoop.current();
    private final CompletableFuture<Outcome> over = new CompletableFuture<>();
    private final FlightState state;
    /** Whether the stream is listened to, to keep it. This and its subscription are touched at home only. */
    private boolean heard;
    private Flow.Subscription upstream;

    /** @param boardable whether others may come aboard; if not, nothing is kept that the founder has read */
    Flight(Plan plan, Flights flights, Passenger founder, boolean boardable) {
        this.plan = plan;
        this.state = new FlightState(flights, founder, boardable);
    }

    /** @return false where this flight takes nobody any more; then nothing has happened */
    boolean board(Passenger passenger) {
        FlightState.Boarded boarded = state.board(passenger);
        if (boarded == null) {
            return false;
        }
        seat(passenger);
        if (boarded.relieved() != null) {
            relieve(boarded.relieved(), boarded.begun());
        }
        if (boarded.begun()) {
            passenger.loop().run(() -> admit(passenger));
        }
        return true;
    }

    private void seat(Passenger passenger) {
        passenger.boards(this);
        passenger.over().thenAccept(how -> leave(passenger));
    }

    /** Asks for the founder, on whose event loop this is. */
    void depart(RoutedCall routed, Responder<RoutedCall> next) {
        Call question = routed.call().until(over);
        seat(state.first());
        try {
            next.respond(new RoutedCall(question, routed.route())).subscribe().with(
                    reply -> home.run(() -> guarded(() -> replied(reply))), bug -> home.run(() -> failed(bug)));
        } catch (RuntimeException bug) {
            failed(bug);
        }
    }

    /** What is thrown in a callback reaches nobody: it would leave every call aboard hanging. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            failed(bug);
        }
    }

    private void replied(Reply reply) {
        if (!(reply instanceof Answer come)) {
            alone(() -> reply.from(reply.origin().with(CacheUse.MISS)));
        } else if (come.body() instanceof Body.Whole && !plan.sharable(come)) {
            alone(() -> Fare.alone(come));
        } else if (come.body() instanceof Body.Stream stream) {
            begin(come, stream);
        } else if (come.body() instanceof Body.Whole whole) {
            share(come, whole);
        }
    }

    /** One call gets what came, and each of the others asks for itself. */
    private void alone(Supplier<Reply> reply) {
        keepFirst().tell(reply.get());
    }

    private void failed(Throwable bug) {
        keepFirst().fail(bug);
    }

    /** The first call aboard stays, or the one that left last gets what it waits for; the others ask for themselves. */
    private Passenger keepFirst() {
        FlightState.Kept kept = state.keepFirst();
        plan.closed(this);
        kept.others().forEach(Passenger::goAlone);
        if (kept.empty()) {
            home.run(this::end);
        }
        return kept.first();
    }

    /** A whole answer, for all. It is kept before this flight is closed, so that who comes too late for one comes in time for the other. */
    private void share(Answer come, Body.Whole whole) {
        Usage used = come.usageSoFar().get();
        plan.hear(whole.bytes());
        Optional<Known> known = plan.keep(used, !Fare.isFree(come));
        FlightState.Landed landed = state.land(come, used, null);
        settle(landed, used);
        Passenger first = landed.payer();
        if (first != null) {
            first.tell(Fare.own(come, whole, () -> used, first.settlement()));
        }
        for (Passenger passenger : landed.others()) {
            Body body = known.flatMap(again -> again.form().body(false, false)).orElse(whole);
            passenger.tell(Fare.shared(come, body, () -> used, passenger.settlement()));
        }
    }

    private void begin(Answer come, Body.Stream stream) {
        boolean sharable = plan.sharable(come);
        if (!sharable) {
            keepFirst();
        }
        if (!state.begin(come)) {
            alone(() -> Fare.isFree(come) ? come : Fare.alone(come));
            return;
        }
        heard = sharable && !Fare.isFree(come);
        stream.chunks().subscribe(new Arrivals(come));
        // Whoever boarded since the answer began has been admitted already; the first word counts.
        state.listeners().forEach(passenger -> passenger.loop().run(() -> admit(passenger)));
    }

    /** On the passenger's event loop: it has seen nothing yet, so if nothing more will come of this it asks for itself. */
    private void admit(Passenger passenger) {
        FlightState.Admission admission = state.admit(passenger);
        if (admission.lastOne()) {
            home.run(this::end);
        }
        if (admission.hopeless()) {
            passenger.goAlone();
            return;
        }
        if (admission.pays() && !passenger.told().isDone()) {
            passenger.readsItsOwn();
        }
        Answer come = admission.answer();
        Body body = new Body.Stream(passenger);
        Supplier<Usage> seen = () -> state.usageSeenBy(passenger, home.isHere());
        passenger.tell(admission.pays() ? Fare.own(come, body, seen, passenger.settlement())
                : Fare.shared(come, body, seen, passenger.settlement()));
    }

    /** On the passenger's event loop. */
    Passenger.Step next(Passenger passenger, boolean wants) {
        return state.next(passenger, wants);
    }

    void pull() {
        home.run(() -> upstream.request(1));
    }

    /** It reads no more, but is still aboard. */
    void forget(Passenger passenger) {
        state.forget(passenger);
    }

    private void arrived(Buffer chunk) {
        if (heard) {
            plan.hear(chunk);
        }
        FlightState.Arrived arrived = state.add(chunk);
        if (arrived == null) {
            return;
        }
        if (arrived.full()) {
            plan.closed(this);
        }
        arrived.awake().forEach(Passenger::wake);
    }

    private void landed(Answer come, Throwable how) {
        Usage used = come.usageSoFar().get();
        if (how == null && heard) {
            plan.keep(used, true);
        }
        plan.forget();
        landUnlessLanded(come, used, how);
        state.aboard().forEach(Passenger::wake);
    }

    private void landUnlessLanded(Answer come, Usage used, Throwable how) {
        FlightState.Landed landed = state.land(come, used, how);
        if (landed != null) {
            settle(landed, used);
        }
    }

    private void settle(FlightState.Landed landed, Usage used) {
        if (landed.payer() != null) {
            landed.payer().settlement().complete(new Settlement(used, true));
        }
        landed.others().forEach(passenger -> passenger.settlement().complete(new Settlement(used, false)));
        plan.closed(this);
    }

    private void leave(Passenger passenger) {
        FlightState.Left left = state.leave(passenger);
        if (left == null) {
            return;
        }
        if (!left.liable()) {
            relieve(passenger, left.begun());
        }
        if (left.begun()) {
            // Its bill is that of this answer, even if it has not had the head of it.
            admit(passenger);
        }
        if (left.lastOne()) {
            plan.closed(this);
            home.run(this::end);
        }
    }

    /** It has left, and somebody else pays. */
    private static void relieve(Passenger passenger, boolean begun) {
        passenger.settlement().complete(Settlement.NOTHING);
        if (!begun) {
            passenger.tell(new Refusal.CallerLeft(Origin.GATEWAY.with(CacheUse.MISS)));
        }
    }

    /** Nobody is left: what was used by now is paid by the last one, and the provider is told to stop if it has not ended. */
    private void end() {
        Answer underWay = state.underWay();
        if (underWay != null) {
            landUnlessLanded(underWay, underWay.usageSoFar().get(), null);
        }
        state.clear();
        plan.forget();
        over.complete(OVER);
    }

    /** The answer's chunks, at home. */
    private final class Arrivals implements MultiSubscriber<Buffer> {

        private final Answer come;

        Arrivals(Answer come) {
            this.come = come;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            upstream = subscription;
            subscription.request(1);
        }

        @Override
        public void onItem(Buffer chunk) {
            arrived(chunk);
        }

        @Override
        public void onFailure(Throwable how) {
            landed(come, how);
        }

        @Override
        public void onCompletion() {
            landed(come, null);
        }
    }
}
