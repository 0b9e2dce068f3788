package dev.portcullis.release.canary.run;

import dev.portcullis.release.canary.Guardrail;
import dev.portcullis.release.canary.Measure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** Measures as operators write and read them: times in seconds and as parts, where they are compared by logarithms. */
public final class MeasureWords {

    static final Set<String> ALL = Arrays.stream(Measure.values()).map(MeasureWords::word).collect(Collectors.toUnmodifiableSet());

    private MeasureWords() {
    }

    public static String word(Measure measure) {
        return measure.name().toLowerCase(Locale.ROOT);
    }

    /** @param word one of {@link #ALL} */
    static Measure measure(String word) {
        return Measure.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** A value, or a bound of one, in the unit that people read. */
    public static double shown(Measure measure, double value) {
        return isLogarithm(measure) ? Math.exp(value) : value;
    }

    /** With margins that are parts of the control's where times are compared: 0.15 for 15 % longer. */
    static Guardrail shown(Measure measure, Guardrail guardrail) {
        return isLogarithm(measure) ? with(guardrail, Math::expm1) : guardrail;
    }

    /** The opposite of {@link #shown(Measure, Guardrail)}. */
    static Guardrail meant(Measure measure, Guardrail guardrail) {
        return isLogarithm(measure) ? with(guardrail, Math::log1p) : guardrail;
    }

    private static Guardrail with(Guardrail guardrail, DoubleUnaryOperator each) {
        return new Guardrail(each.applyAsDouble(guardrail.margin()), each.applyAsDouble(guardrail.tolerance()));
    }

    private static boolean isLogarithm(Measure measure) {
        return measure == Measure.LATENCY || measure == Measure.TIME_TO_FIRST_TOKEN;
    }
}
