package dev.portcullis.simulator;

import java.util.concurrent.atomic.LongAdder;

/** Counts for all event loops. A reset zeroes the totals and leaves what is open. */
final class Counters {
    private final LongAdder requests = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder openRequests = new LongAdder();
    private final LongAdder openConnections = new LongAdder();

    void requestOpened() {
        requests.increment();
        openRequests.increment();
    }

    void requestClosed(boolean byClient) {
        if (byClient) {
            cancelled.increment();
        }
        openRequests.decrement();
    }

    void connectionOpened() {
        openConnections.increment();
    }

    void connectionClosed() {
        openConnections.decrement();
    }

    void reset() {
        requests.reset();
        cancelled.reset();
    }

    Stats stats() {
        return new Stats(requests.sum(), openRequests.sum(), openConnections.sum(), cancelled.sum());
    }
}
