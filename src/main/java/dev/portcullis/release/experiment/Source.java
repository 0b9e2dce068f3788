package dev.portcullis.release.experiment;

import dev.portcullis.release.canary.Measure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where an experiment's outcomes are from. */
public enum Source {
    /** Somebody says, of a user, what it came to: a sale, a minute saved. A user's outcomes count as one, their mean. */
    API(null),
    /** What users think of answers, from 0 to 1. */
    FEEDBACK(Measure.QUALITY),
    LATENCY(Measure.LATENCY),
    COST(Measure.COST),
    ERROR_RATE(Measure.ERROR_RATE),
    OUTPUT_FAILURES(Measure.OUTPUT_FAILURES);

    static final String WORDS = Arrays.stream(values()).map(Source::word).collect(Collectors.joining(", "));

    private final Measure measure;

    Source(Measure measure) {
        this.measure = measure;
    }

    /** What calls tell; empty where calls do not tell it. */
    public Optional<Measure> measure() {
        return Optional.ofNullable(measure);
    }

    /** Whether what is measured are logarithms, of which differences are parts. */
    boolean isLogarithm() {
        return this == LATENCY;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Source> of(String word) {
        return Arrays.stream(values()).filter(source -> source.word().equals(word)).findFirst();
    }
}
