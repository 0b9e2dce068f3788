package dev.portcullis.release.canary;

import dev.portcullis.release.statistics.Moments;
import java.time.Duration;
import java.util.Locale;

/** Figures as an operator reads them: shares in per cent, logarithms of seconds as seconds, and how much is behind them. */
final class Wording {

    private Wording() {
    }

    static String name(Measure measure) {
        return measure.name().toLowerCase(Locale.ROOT);
    }

    static String compared(Measure measure, Sample canary, Sample control) {
        return of(measure, canary) + " against " + figures(measure, control.of(measure));
    }

    static String of(Measure measure, Sample sample) {
        return name(measure) + " " + figures(measure, sample.of(measure));
    }

    private static String figures(Measure measure, Moments moments) {
        return value(measure, moments.ratio().value())
                + String.format(Locale.ROOT, " (%.0f requests of %d callers)", moments.n(), moments.units());
    }

    static String value(Measure measure, double value) {
        return switch (measure) {
            case ERROR_RATE, OUTPUT_FAILURES, GUARD_BLOCKS -> format("%.2f %%", value * 100);
            case LATENCY, TIME_TO_FIRST_TOKEN -> format("%.3f s", Math.exp(value));
            case COST -> format("%.6f USD", value);
            case QUALITY -> format("%.3f", value);
        };
    }

    static String margin(Measure measure, double margin) {
        return switch (measure) {
            case ERROR_RATE, OUTPUT_FAILURES, GUARD_BLOCKS -> format("%.2f points", margin * 100);
            case LATENCY, TIME_TO_FIRST_TOKEN -> format("%.0f %%", (Math.exp(margin) - 1) * 100);
            case COST -> format("%.0f %%", margin * 100);
            case QUALITY -> format("%.3f", margin);
        };
    }

    static String callers(Moments moments) {
        return moments.units() + String.format(Locale.ROOT, " callers who count as %.1f equally busy ones", moments.equalUnits());
    }

    /** As ISO 8601 has it, but for what introduces it: 1h30m, 45s, 72h. */
    static String time(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String format(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
