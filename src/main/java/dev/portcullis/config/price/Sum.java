package dev.portcullis.config.price;

import dev.portcullis.pipeline.Usd;
import java.math.BigInteger;

/** Adds products of tokens and rates exactly: in a long as long as they fit, which is nearly always. */
final class Sum {

    private static final int MILLION = 1_000_000;

    private long small;
    private BigInteger large = BigInteger.ZERO;

    /** Neither is negative. */
    void add(long tokens, long rate) {
        long product = tokens * rate;
        boolean fits = product >= 0 && Math.multiplyHigh(tokens, rate) == 0 && small + product >= 0;
        if (fits) {
            small += product;
        } else {
            large = large.add(BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(rate)));
        }
    }

    /** A millionth of the sum, rounded half up. */
    Usd perMillion() {
        if (large.signum() == 0 && small <= Long.MAX_VALUE - MILLION) {
            return new Usd((small + MILLION / 2) / MILLION);
        }
        BigInteger nanos = large.add(BigInteger.valueOf(small)).add(BigInteger.valueOf(MILLION / 2)).divide(BigInteger.valueOf(MILLION));
        return new Usd(nanos.bitLength() < Long.SIZE ? nanos.longValueExact() : Long.MAX_VALUE);
    }
}
