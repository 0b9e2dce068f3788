package dev.portcullis.pipeline;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of US dollars in whole nano-dollars (1e-9 USD), exact where floating point is not. What is beyond some 9.2 billion
 * dollars, on either side, stays there instead of changing its sign.
 */
public record Usd(long nanos) implements Comparable<Usd> {

    public static final Usd ZERO = new Usd(0);

    private static final int DECIMALS = 9;
    private static final long NANOS_PER_DOLLAR = 1_000_000_000;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, DECIMALS);
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE, DECIMALS);

    /** @param dollars rounded to the nano-dollar, half up */
    public static Usd of(BigDecimal dollars) {
        return new Usd(dollars.max(LEAST).min(MOST).setScale(DECIMALS, RoundingMode.HALF_UP).unscaledValue().longValueExact());
    }

    public Usd plus(Usd other) {
        long sum = nanos + other.nanos;
        boolean overflow = ((nanos ^ sum) & (other.nanos ^ sum)) < 0;
        return new Usd(overflow ? furthest(nanos) : sum);
    }

    public Usd minus(Usd other) {
        long difference = nanos - other.nanos;
        boolean overflow = ((nanos ^ other.nanos) & (nanos ^ difference)) < 0;
        return new Usd(overflow ? furthest(nanos) : difference);
    }

    private static long furthest(long direction) {
        return direction < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    public boolean isZero() {
        return nanos == 0;
    }

    @Override
    public int compareTo(Usd other) {
        return Long.compare(nanos, other.nanos);
    }

    public BigDecimal dollars() {
        return BigDecimal.valueOf(nanos, DECIMALS);
    }

    /** Plain decimal dollars, without exponent and without zeros at the end: {@code 0.00123}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(24);
        if (nanos < 0 && nanos > -NANOS_PER_DOLLAR) {
            text.append('-');
        }
        text.append(nanos / NANOS_PER_DOLLAR);
        long rest = Math.abs(nanos % NANOS_PER_DOLLAR);
        if (rest > 0) {
            text.append('.');
        }
        for (long digit = NANOS_PER_DOLLAR / 10; rest > 0; digit /= 10) {
            text.append((char) ('0' + rest / digit));
            rest %= digit;
        }
        return text.toString();
    }
}
