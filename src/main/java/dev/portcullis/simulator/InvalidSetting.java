package dev.portcullis.simulator;

/** A setting that is unknown or out of bounds; the message names it and says what would be right. */
public final class InvalidSetting extends IllegalArgumentException {
    InvalidSetting(String message) {
        super(message);
    }
}
