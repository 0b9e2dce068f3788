package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
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
import java.util.ArrayList;
import java.util.List;
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
 * where the answer was known or asked for elsewhere. What cannot be shared (an error, a
 * refusal, the answer of another variant) goes to the first call aboard, and each of the others asks for itself.
 */
final class Flight {

    /** Calls that travel together at once. */
    static final int MOST_ABOARD = 1_000;

    /** Nobody reads how a question ended, only that it did. */
    private static final Outcome OVER = new Outcome(Outcome.Ending.COMPLETED, Optional.empty(), 0, Usage.UNKNOWN, Optional.empty(), Duration.ZERO);

    private final Plan plan;
    private final Flights flights;
    private final EventLoop home = EventLoop.current();
    private final CompletableFuture<Outcome> over = new CompletableFuture<>();
    private final Aboard aboard;
    private final Tape tape;
    /** Of a stream; the rest is guarded by this flight's monitor. */
    private Answer answer;
    private boolean heard;
    private boolean closed;
    /** Who began to pay; who pays in the end. Null where it was asked for elsewhere. */
    private Passenger payer;
    private Usage usage = Usage.UNKNOWN;
    /** Touched at home only. */
    private Flow.Subscription upstream;

    /** @param boardable whether others may come aboard; if not, nothing is kept that the founder has read */
    Flight(Plan plan, Flights flights, Passenger founder, boolean boardable) {
        this.plan = plan;
        this.flights = flights;
        this.closed = !boardable;
        aboard = new Aboard(founder);
        tape = new Tape(aboard);
    }

    /** @return false where this flight takes nobody any more; then nothing has happened */
    boolean board(Passenger passenger) {
        boolean begun;
        Passenger relieved;
        synchronized (this) {
            if (closed || aboard.size() >= MOST_ABOARD) {
                return false;
            }
            relieved = aboard.comes(passenger);
            begun = answer != null;
        }
        seat(passenger);
        if (relieved != null) {
            relieve(relieved, begun);
        }
        if (begun) {
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
        Passenger founder;
        synchronized (this) {
            founder = aboard.payer();
        }
        Call call = routed.call();
        Call question = call.until(over);
        seat(founder);
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
        Passenger first;
        List<Passenger> others;
        boolean empty;
        synchronized (this) {
            closed = true;
            first = aboard.payer();
            others = aboard.allBut(first);
            aboard.onlyStays(first);
            empty = aboard.isEmpty();
        }
        plan.closed(this);
        others.forEach(Passenger::goAlone);
        if (empty) {
            home.run(this::end);
        }
        return first;
    }

    /** A whole answer, for all. It is kept before this flight is closed, so that who comes too late for one comes in time for the other. */
    private void share(Answer come, Body.Whole whole) {
        Usage used = come.usageSoFar().get();
        plan.hear(whole.bytes());
        Optional<Known> known = plan.keep(used, !isFree(come));
        List<Passenger> others = land(come, used, null);
        Passenger first = payer;
        if (first != null) {
            first.tell(Fare.own(come, whole, () -> used, first.settlement()));
        }
        for (Passenger passenger : others) {
            Body body = known.flatMap(again -> again.form().body(false, false)).orElse(whole);
            passenger.tell(Fare.shared(come, body, () -> used, passenger.settlement()));
        }
    }

    private void begin(Answer come, Body.Stream stream) {
        boolean sharable = plan.sharable(come);
        if (!sharable) {
            keepFirst();
        }
        List<Passenger> all;
        boolean empty;
        synchronized (this) {
            empty = aboard.isEmpty();
            if (!empty) {
                answer = come;
                heard = sharable && !isFree(come);
                tape.asked();
                payer = isFree(come) ? null : aboard.payer();
            }
        }
        if (empty) {
            alone(() -> isFree(come) ? come : Fare.alone(come));
            return;
        }
        stream.chunks().subscribe(new Arrivals());
        synchronized (this) {
            all = new ArrayList<>(aboard);
            if (payer != null && !aboard.contains(payer)) {
                all.add(payer);
            }
        }
        // Whoever boarded since the answer began has been admitted already; the first word counts.
        all.forEach(passenger -> passenger.loop().run(() -> admit(passenger)));
    }

    /** On the passenger's event loop: it has seen nothing yet, so if nothing more will come of this it asks for itself. */
    private void admit(Passenger passenger) {
        boolean first;
        boolean hopeless;
        boolean lastOne = false;
        Answer come;
        synchronized (this) {
            first = passenger == payer;
            come = answer;
            hopeless = tape.isBroken() && !first && !passenger.told().isDone() && aboard.contains(passenger);
            if (hopeless) {
                lastOne = goesAshore(passenger);
            }
        }
        if (lastOne) {
            home.run(this::end);
        }
        if (hopeless) {
            passenger.goAlone();
        } else {
            if (first && !passenger.told().isDone()) {
                passenger.readsItsOwn();
            }
            Body body = new Body.Stream(passenger);
            Supplier<Usage> seen = () -> usageSeenBy(passenger);
            passenger.tell(first ? Fare.own(come, body, seen, passenger.settlement()) : Fare.shared(come, body, seen, passenger.settlement()));
        }
    }

    /** Before the end it is known at home only, and is nobody's who does not pay. */
    private Usage usageSeenBy(Passenger passenger) {
        synchronized (this) {
            if (tape.isEnded()) {
                return usage;
            }
            if (!home.isHere() || aboard.size() != 1 || !aboard.contains(passenger)) {
                return Usage.UNKNOWN;
            }
        }
        return answer.usageSoFar().get();
    }

    /** On the passenger's event loop. */
    synchronized Passenger.Step next(Passenger passenger, boolean wants) {
        return tape.next(passenger, wants);
    }

    void pull() {
        home.run(() -> upstream.request(1));
    }

    /** It reads no more, but is still aboard. */
    synchronized void forget(Passenger passenger) {
        passenger.goes();
    }

    private void arrived(Buffer chunk) {
        if (heard) {
            plan.hear(chunk);
        }
        List<Passenger> awake;
        boolean full;
        synchronized (this) {
            if (tape.isEnded()) {
                return;
            }
            long before = tape.bytes();
            awake = tape.add(chunk);
            full = !closed && tape.bytes() > flights.bound();
            closed |= full;
            if (closed) {
                awake.addAll(tape.shorten(flights.bound()));
            }
            flights.hold(tape.bytes() - before);
        }
        if (full) {
            plan.closed(this);
        }
        awake.forEach(Passenger::wake);
    }

    private void landed(Throwable how) {
        Usage used = answer.usageSoFar().get();
        if (how == null && heard) {
            plan.keep(used, true);
        }
        plan.forget();
        land(answer, used, how);
        List<Passenger> all;
        synchronized (this) {
            all = List.copyOf(aboard);
        }
        all.forEach(Passenger::wake);
    }

    /** It is known what was used and who pays. @return the others */
    private List<Passenger> land(Answer come, Usage used, Throwable how) {
        List<Passenger> others;
        Passenger first;
        synchronized (this) {
            if (tape.isEnded()) {
                return List.of();
            }
            closed = true;
            tape.end(how);
            usage = used;
            boolean free = isFree(come);
            first = free ? null : aboard.payer();
            payer = first;
            others = aboard.allBut(first);
            if (free && !aboard.contains(aboard.payer())) {
                others.add(aboard.payer());
            }
        }
        if (first != null) {
            first.settlement().complete(new Settlement(used, true));
        }
        others.forEach(passenger -> passenger.settlement().complete(new Settlement(used, false)));
        plan.closed(this);
        return others;
    }

    private void leave(Passenger passenger) {
        boolean lastOne;
        boolean settled;
        boolean liable;
        boolean begun;
        synchronized (this) {
            if (!aboard.contains(passenger)) {
                return;
            }
            settled = tape.isEnded();
            begun = answer != null;
            lastOne = goesAshore(passenger);
            liable = settled || aboard.staysLiable(passenger);
        }
        if (!liable) {
            relieve(passenger, begun);
        }
        if (begun) {
            // Its bill is that of this answer, even if it has not had the head of it.
            admit(passenger);
        }
        if (lastOne) {
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

    /** Whether an answer was known, or asked for, elsewhere: then nobody pays for it here. */
    private static boolean isFree(Answer come) {
        return come.settlement().isPresent();
    }

    /** @return whether nobody is left */
    private boolean goesAshore(Passenger passenger) {
        boolean empty = aboard.leaves(passenger);
        closed |= empty;
        return empty;
    }

    /** Nobody is left: what was used by now is paid by the last one, and the provider is told to stop if it has not ended. */
    private void end() {
        Answer begun;
        synchronized (this) {
            begun = tape.isEnded() ? null : answer;
        }
        if (begun != null) {
            land(begun, begun.usageSoFar().get(), null);
        }
        synchronized (this) {
            flights.hold(-tape.bytes());
            tape.clear();
        }
        plan.forget();
        over.complete(OVER);
    }

    /** The answer's chunks, at home. */
    private final class Arrivals implements MultiSubscriber<Buffer> {

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
            landed(how);
        }

        @Override
        public void onCompletion() {
            landed(null);
        }
    }
}
