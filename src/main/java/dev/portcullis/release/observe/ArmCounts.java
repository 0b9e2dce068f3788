package dev.portcullis.release.observe;

import dev.portcullis.release.observe.Observation.Kind;

/** How many calls of one side there were of each kind, and how its first ones went. Not safe for threads. */
final class ArmCounts {

    private final long[] kinds = new long[Kind.values().length];
    /** In the order of the calls, 1 for one that failed, else 0. */
    private final StringBuilder first = new StringBuilder();

    void add(Kind kind) {
        kinds[kind.ordinal()]++;
    }

    /** One of the first calls, see {@link FirstCalls}; none where there are as many already. */
    void first(boolean failed) {
        if (first.length() < FirstCalls.MOST) {
            first.append(failed ? '1' : '0');
        }
    }

    long of(Kind kind) {
        return kinds[kind.ordinal()];
    }

    int firstCalls() {
        return first.length();
    }

    int firstErrors() {
        return (int) first.chars().filter(call -> call == '1').count();
    }

    /** How the first calls went, in their order: {@code 0010}, where the third one failed. */
    String first() {
        return first.toString();
    }
}
