package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UsdTest {

    @Test
    void isWrittenPlainlyWithoutZerosAtTheEnd() {
        assertEquals("0.00123", new Usd(1_230_000).toString());
        assertEquals("0.000000001", new Usd(1).toString());
        assertEquals("1000", Usd.of(new BigDecimal("1e3")).toString());
        assertEquals("-0.5", new Usd(-500_000_000).toString());
        assertEquals("0", Usd.ZERO.toString());
    }

    @Test
    void roundsToTheNanoDollarHalfUp() {
        assertEquals(1, Usd.of(new BigDecimal("0.0000000005")).nanos());
        assertEquals(0, Usd.of(new BigDecimal("0.00000000049")).nanos());
        assertTrue(Usd.of(new BigDecimal("0.00000000049")).isZero());
        assertFalse(new Usd(1).isZero());
    }

    @Test
    void whatDoesNotFitStaysAtTheEnd() {
        assertEquals(Long.MAX_VALUE, Usd.of(new BigDecimal("1e30")).nanos());
        assertEquals(Long.MIN_VALUE, Usd.of(new BigDecimal("-1e30")).nanos());
    }

    @Property
    void addsAndSubtractsAsWholeNumbersDoButNeverTurnsOver(@ForAll long one, @ForAll long other) {
        assertEquals(clamped(BigInteger.valueOf(one).add(BigInteger.valueOf(other))), new Usd(one).plus(new Usd(other)).nanos());
        assertEquals(clamped(BigInteger.valueOf(one).subtract(BigInteger.valueOf(other))), new Usd(one).minus(new Usd(other)).nanos());
        assertEquals(Long.signum(Long.compare(one, other)), Integer.signum(new Usd(one).compareTo(new Usd(other))));
    }

    @Property
    void writesPlainDecimalDollarsWithoutZerosAtTheEnd(@ForAll long nanos) {
        for (long amount : new long[] {nanos, nanos % 2_000_000_000, nanos / 1_000_000_000 * 1_000_000_000, nanos % 1_000 * 1_000_000}) {
            assertEquals(amount == 0 ? "0" : BigDecimal.valueOf(amount, 9).stripTrailingZeros().toPlainString(), new Usd(amount).toString());
        }
    }

    @Property
    void readsWhatItWrites(@ForAll long nanos) {
        assertEquals(new Usd(nanos), Usd.of(new BigDecimal(new Usd(nanos).toString())));
    }

    private static long clamped(BigInteger exact) {
        return exact.max(BigInteger.valueOf(Long.MIN_VALUE)).min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }
}
