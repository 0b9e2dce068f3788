package dev.portcullis.release.observe;

import dev.portcullis.release.observe.Observation.Kind;

/** How many calls of one side there were of each kind, and how its first ones went. Not safe for threads. */
final class ArmCounts {

    private final long[] kinds = new long[Kind.values().length];
    private int firstCalls;
    private int firstErrors;

    void add(Kind kind) {
        kinds[kind.ordinal()]++;
    }

    /** One of the first calls, see {@link FirstCalls}. */
    void first(boolean failed) {
        firstCalls++;
        firstErrors += failed ? 1 : 0;
    }

    long of(Kind kind) {
        return kinds[kind.ordinal()];
    }

    int firstCalls() {
        return firstCalls;
    }

    int firstErrors() {
        return firstErrors;
    }
}
