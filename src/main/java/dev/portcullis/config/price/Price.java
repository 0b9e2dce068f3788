package dev.portcullis.config.price;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.util.List;
import java.util.Objects;

/** What the calls of one model cost. Immutable. */
public final class Price {

    /** Prices for a call with more input tokens than that; what they leave out is as below the threshold. */
    public record Tier(long aboveInputTokens, Rates rates) {
    }

    private record Filled(long aboveInputTokens, Rates rates) {
    }

    private final Rates stated;
    private final List<Tier> tiers;
    private final Usd perRequest;
    private final Rates base;
    /** The dearest threshold first. */
    private final List<Filled> above;

    public Price(Rates stated, List<Tier> tiers, Usd perRequest) {
        this.stated = stated;
        this.tiers = List.copyOf(tiers);
        this.perRequest = perRequest;
        this.base = stated.filled();
        this.above = tiers.stream()
                .sorted((one, other) -> Long.compare(other.aboveInputTokens, one.aboveInputTokens))
                .map(tier -> new Filled(tier.aboveInputTokens, tier.rates.orElse(stated).filled())).toList();
    }

    public static Price of(Rates stated) {
        return new Price(stated, List.of(), Usd.ZERO);
    }

    /** As written down, what is not stated included. */
    public Rates stated() {
        return stated;
    }

    public List<Tier> tiers() {
        return tiers;
    }

    public Usd perRequest() {
        return perRequest;
    }

    /**
     * Every token at the price of its kind, once. Parts that overlap are cut: what a provider had cached is neither written nor
     * fresh, and sound that cannot be fresh is cached sound. Rounded to the nano-dollar once, at the end, half up.
     */
    public Usd costOf(Usage usage) {
        long input = Math.max(0, usage.input());
        long cached = part(usage.cachedInput(), input);
        long written = part(usage.cacheWrite(), input - cached);
        long fresh = input - cached - written;
        long sound = part(usage.audioInput(), input);
        long freshSound = Math.min(sound, fresh);
        long cachedSound = Math.min(sound - freshSound, cached);

        long output = Math.max(0, usage.output());
        long reasoning = part(usage.reasoning(), output);
        long spoken = part(usage.audioOutput(), output - reasoning);

        Rates rates = rates(input);
        Sum sum = new Sum();
        sum.add(fresh - freshSound, rates.input());
        sum.add(freshSound, rates.audioInput());
        sum.add(cached - cachedSound, rates.cachedInput());
        sum.add(cachedSound, rates.cachedAudioInput());
        sum.add(written, rates.cacheWrite());
        sum.add(output - reasoning - spoken, rates.output());
        sum.add(reasoning, rates.reasoning());
        sum.add(spoken, rates.audioOutput());
        return sum.perMillion().plus(perRequest);
    }

    private Rates rates(long input) {
        for (Filled tier : above) {
            if (input > tier.aboveInputTokens) {
                return tier.rates;
            }
        }
        return base;
    }

    private static long part(long tokens, long whole) {
        return Math.clamp(tokens, 0, whole);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Price that && stated.equals(that.stated) && tiers.equals(that.tiers) && perRequest.equals(that.perRequest);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stated, tiers, perRequest);
    }

    @Override
    public String toString() {
        return "Price[" + stated + ", " + tiers + ", " + perRequest + "]";
    }
}
