package dev.portcullis.config.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PriceTest {

    private static final long MOST_TOKENS = 100_000_000;

    private final Price gpt4o = Price.of(rates("2.5", "1.25", null, "10", null, null, null, null));

    @Test
    void everyKindOfTokenHasItsPrice() {
        Price all = Price.of(rates("2", "0.5", "2.5", "8", "9", "40", "4", "80"));
        // 1,000 in: 300 cached, 100 written, 200 sound, 400 text; 1,000 out: 250 reasoning, 150 sound, 600 text.
        long nanos = 300 * 500 + 100 * 2_500 + 200 * 40_000 + 400 * 2_000 + 250 * 9_000 + 150 * 80_000 + 600 * 8_000;
        assertEquals(new Usd(nanos), all.costOf(new Usage(1_000, 300, 100, 200, 1_000, 250, 150, false)));
    }

    @Test
    void whatIsNotStatedCostsWhatItIsMadeOf() {
        Price input = Price.of(rates("3", null, null, null, null, null, null, null));
        assertEquals(usd("0.006"), input.costOf(new Usage(1_000, 200, 300, 100, 1_000, 400, 100, false)));
        Price output = Price.of(rates("0", null, null, "5", null, null, null, null));
        assertEquals(usd("0.005"), output.costOf(new Usage(1_000, 0, 0, 0, 1_000, 400, 100, false)));
    }

    @Test
    void isRoundedOnceAtTheEndHalfUp() {
        Price third = Price.of(rates("0.0005", null, null, "0.0005", null, null, null, null));
        assertEquals(new Usd(1), third.costOf(Usage.of(1, 0, 1, 0)), "two halves of a nano-dollar");
        assertEquals(new Usd(1), third.costOf(Usage.of(1, 0, 0, 0)));
        assertEquals(new Usd(0), Price.of(rates("0.0004", null, null, null, null, null, null, null)).costOf(Usage.of(1, 0, 0, 0)));
    }

    @Test
    void aLongRequestPaysTheHigherPricesForAllOfIt() {
        Price tiered = new Price(rates("3", "0.3", "3.75", "15", null, null, null, null), List.of(
                new Price.Tier(400_000, rates("12", null, null, null, null, null, null, null)),
                new Price.Tier(200_000, rates("6", "0.6", null, "22.5", null, null, null, null))), Usd.ZERO);
        assertEquals(usd("0.6"), tiered.costOf(Usage.of(200_000, 0, 0, 0)), "at the threshold");
        assertEquals(usd("1.200006"), tiered.costOf(Usage.of(200_001, 0, 0, 0)));
        assertEquals(usd("0.1200006").plus(usd("22.5")), tiered.costOf(Usage.of(200_001, 200_001, 1_000_000, 0)));
        assertEquals(usd("0.75000375"), tiered.costOf(new Usage(200_001, 0, 200_001, 0, 0, 0, 0, false)), "a tier leaves this price as it is");
        assertEquals(usd("6.0"), tiered.costOf(Usage.of(500_000, 0, 0, 0)));
    }

    @Test
    void aRequestMayCostSomethingByItself() {
        Price search = new Price(rates("1", null, null, "1", null, null, null, null), List.of(), usd("0.012"));
        assertEquals(usd("0.012015"), search.costOf(Usage.of(10, 0, 5, 0)));
    }

    @Test
    void soundThatCannotBeFreshIsCachedSound() {
        Price spoken = Price.of(rates("1", "0.1", null, null, null, "10", "5", null));
        // 70 of 100 are cached and 60 are sound: 30 fresh sound, and 30 of the cached ones are sound.
        assertEquals(new Usd(30 * 10_000 + 30 * 5_000 + 40 * 100), spoken.costOf(new Usage(100, 70, 0, 60, 0, 0, 0, false)));
    }

    @Test
    void aCostBeyondAllNumbersStaysThere() {
        Price dear = Price.of(rates("1000000", null, null, null, null, null, null, null));
        assertEquals(usd("100000000"), dear.costOf(Usage.of(MOST_TOKENS, 0, 0, 0)));
        assertEquals(new Usd(Long.MAX_VALUE), dear.costOf(Usage.of(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0)));
    }

    @Property
    void isTheExactSumOfTheParts(@ForAll("rates") Rates rates, @ForAll("usages") Usage usage) {
        Rates all = rates.filled();
        long fresh = usage.input() - usage.cachedInput() - usage.cacheWrite() - usage.audioInput();
        long text = usage.output() - usage.reasoning() - usage.audioOutput();
        BigInteger sum = product(fresh, all.input()).add(product(usage.cachedInput(), all.cachedInput()))
                .add(product(usage.cacheWrite(), all.cacheWrite())).add(product(usage.audioInput(), all.audioInput()))
                .add(product(text, all.output())).add(product(usage.reasoning(), all.reasoning()))
                .add(product(usage.audioOutput(), all.audioOutput()));
        long nanos = new BigDecimal(sum).movePointLeft(6).setScale(0, RoundingMode.HALF_UP).longValueExact();
        assertEquals(new Usd(nanos), Price.of(rates).costOf(usage));
    }

    @Property
    void noTokenIsPaidForTwiceWhateverAProviderSays(@ForAll("senseless") Usage usage) {
        Price flat = Price.of(rates("1", "1", "1", "1", "1", "1", "1", "1"));
        assertEquals(new Usd(1_000 * (Math.max(0, usage.input()) + Math.max(0, usage.output()))), flat.costOf(usage));
    }

    @Property
    void moreTokensNeverCostLess(@ForAll("usages") Usage usage) {
        Usage more = new Usage(usage.input() + 1, usage.cachedInput(), usage.cacheWrite(), usage.audioInput(), usage.output() + 1,
                usage.reasoning(), usage.audioOutput(), false);
        assertTrue(gpt4o.costOf(more).compareTo(gpt4o.costOf(usage)) > 0);
    }

    @Provide
    Arbitrary<Rates> rates() {
        Arbitrary<Long> rate = Arbitraries.longs().between(0, 1_000_000_000_000L);
        Arbitrary<Long> maybe = Arbitraries.oneOf(rate, Arbitraries.just(Rates.NOT_STATED));
        return Combinators.combine(rate, maybe, maybe, maybe, maybe, maybe, maybe, maybe).as(Rates::new);
    }

    /** Whose parts do not overlap. */
    @Provide
    Arbitrary<Usage> usages() {
        Arbitrary<Long> tokens = Arbitraries.longs().between(0, MOST_TOKENS / 4);
        return Combinators.combine(tokens, tokens, tokens, tokens, tokens, tokens, tokens).as((text, cached, written, sound, out, reasoning, spoken) ->
                new Usage(text + cached + written + sound, cached, written, sound, out + reasoning + spoken, reasoning, spoken, false));
    }

    @Provide
    Arbitrary<Usage> senseless() {
        Arbitrary<Long> tokens = Arbitraries.longs().between(-1_000, MOST_TOKENS);
        return Combinators.combine(tokens, tokens, tokens, tokens, tokens, tokens, tokens)
                .as((a, b, c, d, e, f, g) -> new Usage(a, b, c, d, e, f, g, false));
    }

    private static BigInteger product(long tokens, long rate) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(rate));
    }

    /** As a file would state them; null is not stated. */
    private static Rates rates(String input, String cachedInput, String cacheWrite, String output, String reasoning, String audioInput,
            String cachedAudioInput, String audioOutput) {
        return new Rates(nanos(input), nanos(cachedInput), nanos(cacheWrite), nanos(output), nanos(reasoning), nanos(audioInput),
                nanos(cachedAudioInput), nanos(audioOutput));
    }

    private static long nanos(String dollars) {
        return dollars == null ? Rates.NOT_STATED : Rates.nanos(new BigDecimal(dollars));
    }

    private static Usd usd(String dollars) {
        return Usd.of(new BigDecimal(dollars));
    }
}
