package dev.portcullis.config;

import java.util.Locale;

/** Whose calls stay with one target of a model. */
public enum Sticky {
    NONE,
    USER,
    TENANT;

    public String yamlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
