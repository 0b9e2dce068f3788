package dev.portcullis.prompt.version;

import java.util.Locale;

/** How far it is from one version to another, the smallest first. */
public enum Step {
    PATCH, MINOR, MAJOR;

    /** As people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAtLeast(Step other) {
        return compareTo(other) >= 0;
    }
}
