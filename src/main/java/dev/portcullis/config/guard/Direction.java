package dev.portcullis.config.guard;

import java.util.Locale;

/** Which way a text goes. */
public enum Direction {
    /** From a caller to a provider. */
    REQUEST,
    /** From a provider back to the caller, streamed or not. */
    RESPONSE;

    public String yamlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
