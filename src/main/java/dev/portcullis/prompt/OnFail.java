package dev.portcullis.prompt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of an answer that is not as the version promises. */
public enum OnFail {
    /** It is given all the same, and marked. */
    FLAG,
    /** The model is asked once more. */
    RETRY_ONCE,
    /** It is not given. */
    REJECT;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<OnFail> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
