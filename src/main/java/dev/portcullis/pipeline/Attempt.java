package dev.portcullis.pipeline;

import java.time.Duration;

/**
 * One try at one target, over as soon as its head was accepted or it failed.
 *
 * @param took from sending to the head of the answer, or to the failure
 * @param sent whether anything of the request may have come to the provider; what has not cannot be paid for
 */
public record Attempt(Target target, Result result, Duration took, boolean sent) {

    /** One that may have come to the provider. */
    public Attempt(Target target, Result result, Duration took) {
        this(target, result, took, true);
    }

    /** A closed set: it is a metric's label. */
    public enum Result {
        OK, CLIENT_ERROR, RATE_LIMITED, SERVER_ERROR, TIMEOUT, CONNECTION, ERROR_IN_200, SATURATED, ABANDONED;

        /** A provider that limits us, or refuses a call, is well; a caller who left, or our own want of connections, says nothing about it. */
        public boolean countsAgainstTarget() {
            return switch (this) {
                case RATE_LIMITED, SATURATED, ABANDONED, OK, CLIENT_ERROR -> false;
                case SERVER_ERROR, TIMEOUT, CONNECTION, ERROR_IN_200 -> true;
            };
        }
    }
}
