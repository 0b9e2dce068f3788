package dev.portcullis.prompt.foreign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who wrote a file. */
public enum Origin {
    PROMPTY, LANGFUSE, PROMPTFOO;

    public static Optional<Origin> of(String word) {
        return Arrays.stream(values()).filter(origin -> origin.name().toLowerCase(Locale.ROOT).equals(word)).findFirst();
    }
}
