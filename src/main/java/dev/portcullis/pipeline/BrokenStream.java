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
        /** An event of the provider's found no room in memory. */
        NO_ROOM,
        /** A guard lets nothing more pass. */
        BLOCKED,
        /** The provider's own error event passed through: the caller has been told. */
        TOLD
    }

    private final transient Cause cause;
    private final String code;

    public BrokenStream(Cause cause, String message) {
        super(message, null, false, false);
        this.cause = cause;
        this.code = "";
    }

    /** Blocked by a guard. @param code the contract's */
    public BrokenStream(String code, String message) {
        super(message, null, false, false);
        this.cause = Cause.BLOCKED;
        this.code = code;
    }

    /** The contract's code where a guard has blocked it; else empty. */
    public String code() {
        return code;
    }

    public Cause why() {
        return cause;
    }
}
