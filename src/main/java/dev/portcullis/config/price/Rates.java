package dev.portcullis.config.price;

import java.math.BigDecimal;

/**
 * Prices by kind of token, each in nano-dollars per million tokens: 2.5 USD per million is 2,500,000,000.
 *
 * @param input            text that is neither cached nor written into a cache; the only one that must be stated
 * @param cachedInput      not stated: as {@code input}
 * @param cacheWrite       not stated: as {@code input}
 * @param output           not stated: as {@code input}
 * @param reasoning        not stated: as {@code output}
 * @param audioInput       not stated: as {@code input}
 * @param cachedAudioInput not stated: as {@code cachedInput}
 * @param audioOutput      not stated: as {@code output}
 */
public record Rates(long input, long cachedInput, long cacheWrite, long output, long reasoning, long audioInput, long cachedAudioInput,
        long audioOutput) {

    public static final long NOT_STATED = -1;
    /** Of a price in dollars per million tokens. */
    public static final int DECIMALS = 9;

    /** @throws ArithmeticException if there are more than {@link #DECIMALS} decimals, or it is beyond any price */
    public static long nanos(BigDecimal dollarsPerMillion) {
        return dollarsPerMillion.movePointRight(DECIMALS).longValueExact();
    }

    /** Dollars per million tokens, as one would write it. */
    public static String written(long nanos) {
        return nanos == 0 ? "0" : BigDecimal.valueOf(nanos, DECIMALS).stripTrailingZeros().toPlainString();
    }

    /** What is stated here, and for the rest what is stated there. */
    Rates orElse(Rates other) {
        return new Rates(first(input, other.input), first(cachedInput, other.cachedInput), first(cacheWrite, other.cacheWrite),
                first(output, other.output), first(reasoning, other.reasoning), first(audioInput, other.audioInput),
                first(cachedAudioInput, other.cachedAudioInput), first(audioOutput, other.audioOutput));
    }

    /** With a price for everything. */
    Rates filled() {
        long cached = first(cachedInput, input);
        long text = first(output, input);
        return new Rates(input, cached, first(cacheWrite, input), text, first(reasoning, text), first(audioInput, input),
                first(cachedAudioInput, cached), first(audioOutput, text));
    }

    private static long first(long stated, long otherwise) {
        return stated == NOT_STATED ? otherwise : stated;
    }
}
