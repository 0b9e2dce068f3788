package dev.portcullis.release.canary;

/** What the two sides of a canary are compared by. Of each a unit has a sum of values and the number of calls that had one. */
public enum Measure {
    /** 1 for a call that failed, else 0: the provider's or the gateway's fault, not the caller's. */
    ERROR_RATE,
    /** The natural logarithm of seconds from the request's arrival to the end of the whole answer. */
    LATENCY,
    /** The natural logarithm of seconds from the request's arrival to the first byte of the answer. */
    TIME_TO_FIRST_TOKEN,
    /** US dollars. */
    COST,
    /** 1 for an answer that is not what its prompt promises, else 0. */
    OUTPUT_FAILURES,
    /** 1 for an answer that a guard blocked, else 0. */
    GUARD_BLOCKS,
    /** From 0, bad, to 1, good. */
    QUALITY
}
