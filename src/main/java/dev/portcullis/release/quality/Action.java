package dev.portcullis.release.quality;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody did with an answer. A closed set: it is a metric's label. */
public enum Action {
    /** Took it as it is. */
    COPY,
    /** Took it, and changed it. */
    EDIT,
    /** Asked the same again. */
    RETRY,
    /** Left while it was still coming. Only the gateway sees this. */
    ABANDONED;

    private final String word = name().toLowerCase(Locale.ROOT);

    public String word() {
        return word;
    }

    /** One that a caller may tell of. */
    public static Optional<Action> told(String word) {
        return Arrays.stream(values()).filter(action -> action != ABANDONED && action.word.equals(word)).findFirst();
    }
}
