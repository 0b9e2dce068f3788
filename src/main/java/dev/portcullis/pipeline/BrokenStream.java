package dev.portcullis.pipeline;

/** A stream that went wrong after its caller had seen the start of it. Carries no stack trace: it is an event, not a bug. */
public final class BrokenStream extends RuntimeException {

    /** Why, and with it whether the caller still has to be told. */
    public enum Cause {
        /** The provider ended its stream without the terminal event. */
        TRUNCATED,
        /** The provider reset the connection. */
        RESET,
        /** The provider was silent, or the whole call took, longer than its limit. */
        TIMEOUT,
        /** The caller read an answer that it shares with others so slowly that what it had not read could not be kept. */
        LEFT_BEHIND,
        /** The provider's own error event passed through: the caller has been told. */
        TOLD
    }

    private final transient Cause cause;

    public BrokenStream(Cause cause, String message) {
        super(message, null, false, false);
        this.cause = cause;
    }

    public Cause why() {
        return cause;
    }
}
