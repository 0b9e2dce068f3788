package dev.portcullis.store;

/** Why there is no database to start with, and what to do about it: one message for the operator, without any secret. */
public final class CannotStart extends Exception {

    private static final long serialVersionUID = 1;

    CannotStart(String message) {
        super(message);
    }

    CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
