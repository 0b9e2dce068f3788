package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is aboard a {@link Flight}, what has come for them, and who pays: all that the event loops of a flight share. Each method is one
 * step under the monitor and tells what follows from it, which is done outside. Thread-safe.
 */
final class FlightState {

    /** @param relieved who had left and need not pay any more, or null. @param begun whether there is a stream already */
    record Boarded(Passenger relieved, boolean begun) {
    }

    /** @param first who stays, or left last. @param empty whether nobody is aboard */
    record Kept(Passenger first, List<Passenger> others, boolean empty) {
    }

    /**
     * @param pays     as things stand
     * @param hopeless whether nothing more will come for this passenger, which has seen nothing: it has left
     * @param lastOne  whether nobody is left by that
     */
    record Admission(Answer answer, boolean pays, boolean hopeless, boolean lastOne) {
    }

    /** @param awake who waited for it, or was left behind by it. @param full whether nobody can board since */
    record Arrived(List<Passenger> awake, boolean full) {
    }

    /** @param payer null where it was asked for elsewhere */
    record Landed(Passenger payer, List<Passenger> others) {
    }

    /** @param liable whether it pays, or has settled already. @param begun whether there was a stream */
    record Left(boolean liable, boolean begun, boolean lastOne) {
    }

    private final Flights flights;
    private final Aboard aboard;
    private final Tape tape;
    private boolean closed;
    /** Of a stream. */
    private Answer answer;
    /** Who began to pay; who pays in the end. Null where it was asked for elsewhere. */
    private Passenger payer;
    private Usage usage = Usage.UNKNOWN;

    FlightState(Flights flights, Passenger founder, boolean boardable) {
        this.flights = flights;
        this.closed = !boardable;
        aboard = new Aboard(founder);
        tape = new Tape(aboard);
    }

    /** @return null where nobody is taken any more; then nothing has happened */
    synchronized Boarded board(Passenger passenger) {
        if (closed || aboard.size() >= Flight.MOST_ABOARD) {
            return null;
        }
        return new Boarded(aboard.comes(passenger), answer != null);
    }

    /** Who would pay now. */
    synchronized Passenger first() {
        return aboard.payer();
    }

    /** Nobody boards any more, and only the first is aboard, if it has not left. */
    synchronized Kept keepFirst() {
        closed = true;
        Passenger first = aboard.payer();
        List<Passenger> others = aboard.allBut(first);
        aboard.onlyStays(first);
        return new Kept(first, others, aboard.isEmpty());
    }

    /** A stream has come, and its first chunk will be asked for. @return false where nobody is aboard; then nothing has happened */
    synchronized boolean begin(Answer come) {
        if (aboard.isEmpty()) {
            return false;
        }
        answer = come;
        tape.asked();
        payer = Fare.isFree(come) ? null : aboard.payer();
        return true;
    }

    /** All who get the stream: those aboard, and who pays for them though it has left. */
    synchronized List<Passenger> listeners() {
        List<Passenger> all = new ArrayList<>(aboard);
        if (payer != null && !aboard.contains(payer)) {
            all.add(payer);
        }
        return all;
    }

    synchronized List<Passenger> aboard() {
        return List.copyOf(aboard);
    }

    /** Whether it gets the stream that has begun. Who has seen nothing of one that broke leaves, unless it is the one that pays. */
    synchronized Admission admit(Passenger passenger) {
        boolean pays = passenger == payer;
        boolean hopeless = tape.isBroken() && !pays && !passenger.told().isDone() && aboard.contains(passenger);
        return new Admission(answer, pays, hopeless, hopeless && goesAshore(passenger));
    }

    /** Before the end it is known at home only, and is nobody's who does not pay. */
    Usage usageSeenBy(Passenger passenger, boolean atHome) {
        synchronized (this) {
            if (tape.isEnded()) {
                return usage;
            }
            if (!atHome || aboard.size() != 1 || !aboard.contains(passenger)) {
                return Usage.UNKNOWN;
            }
        }
        return answer.usageSoFar().get();
    }

    synchronized Passenger.Step next(Passenger passenger, boolean wants) {
        return tape.next(passenger, wants);
    }

    /** It reads no more, but is still aboard. */
    synchronized void forget(Passenger passenger) {
        passenger.goes();
    }

    /** What is kept of the stream stays within {@link Flights#bound()}, by boarding nobody beyond it. @return null behind the end */
    synchronized Arrived add(Buffer chunk) {
        if (tape.isEnded()) {
            return null;
        }
        long before = tape.bytes();
        List<Passenger> awake = tape.add(chunk);
        boolean full = !closed && tape.bytes() > flights.bound();
        closed |= full;
        if (closed) {
            awake.addAll(tape.shorten(flights.bound()));
        }
        flights.hold(tape.bytes() - before);
        return new Arrived(awake, full);
    }

    /** It is known what was used and who pays. @param how null if it ended well. @return null where that was known before */
    synchronized Landed land(Answer come, Usage used, Throwable how) {
        if (tape.isEnded()) {
            return null;
        }
        closed = true;
        tape.end(how);
        usage = used;
        boolean free = Fare.isFree(come);
        payer = free ? null : aboard.payer();
        List<Passenger> others = aboard.allBut(payer);
        if (free && !aboard.contains(aboard.payer())) {
            others.add(aboard.payer());
        }
        return new Landed(payer, others);
    }

    /** @return null where it was not aboard; then nothing has happened */
    synchronized Left leave(Passenger passenger) {
        if (!aboard.contains(passenger)) {
            return null;
        }
        boolean lastOne = goesAshore(passenger);
        return new Left(tape.isEnded() || aboard.staysLiable(passenger), answer != null, lastOne);
    }

    /** @return whether nobody is left */
    private boolean goesAshore(Passenger passenger) {
        boolean empty = aboard.leaves(passenger);
        closed |= empty;
        return empty;
    }

    /** The stream that has not ended, or null. */
    synchronized Answer underWay() {
        return tape.isEnded() ? null : answer;
    }

    /** Nobody reads any more. */
    synchronized void clear() {
        flights.hold(-tape.bytes());
        tape.clear();
    }
}
