package dev.portcullis.usage;

import dev.portcullis.config.Dialect;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ListedPrices;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.ProviderSettings;
import dev.portcullis.config.TargetSettings;
import dev.portcullis.config.price.ListedModel;
import dev.portcullis.config.price.Price;
import dev.portcullis.pipeline.CacheUse;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The prices in force: what the configuration says for a model, else what the shipped table says for its target. A target without
 * either is unpriced and costs nothing. Calls that are under way when a reload takes their target away are still paid for.
 */
@Singleton
public final class Prices {

    /** Targets that are in no configuration any more, before those are forgotten; each takes some 100 bytes. */
    private static final int MOST_RETIRED = 10_000;

    /** @param priced whether it is known of each target what it costs */
    private record OfModel(List<Price> prices, OptionalLong maxOutput, boolean priced) {
    }

    private volatile Map<Target, Optional<Price>> byTarget = Map.of();
    private volatile Map<String, OfModel> byModel = Map.of();

    public synchronized void apply(GatewayConfig config) {
        Map<Target, Optional<Price>> targets = byTarget.size() > MOST_RETIRED ? new HashMap<>() : new HashMap<>(byTarget);
        Map<String, OfModel> models = new HashMap<>();
        for (ModelSettings model : config.models().values()) {
            List<Price> prices = new ArrayList<>();
            int known = 0;
            long maxOutput = 0;
            for (TargetSettings target : model.targets()) {
                ProviderSettings provider = config.providers().get(target.provider());
                Optional<ListedModel> listed = ListedPrices.of(provider, target, model.name());
                Optional<Price> price = model.price().or(() -> listed.flatMap(ListedModel::price));
                targets.put(new Target(model.name(), target.name(), target.provider(), target.model()), price);
                price.ifPresent(prices::add);
                // What is simulated costs nothing.
                known += price.isPresent() || provider.dialect() == Dialect.SIMULATOR ? 1 : 0;
                maxOutput = Math.max(maxOutput, listed.map(ListedModel::maxOutput).orElse(OptionalLong.empty()).orElse(0));
            }
            models.put(model.name(), new OfModel(List.copyOf(prices), maxOutput == 0 ? OptionalLong.empty() : OptionalLong.of(maxOutput),
                    known == model.targets().size()));
        }
        byTarget = Map.copyOf(targets);
        byModel = withFallbacks(models, config);
    }

    /** A call may end at a fallback, which may be dearer: that is what may be spent. */
    private static Map<String, OfModel> withFallbacks(Map<String, OfModel> alone, GatewayConfig config) {
        Map<String, OfModel> all = new HashMap<>();
        for (ModelSettings model : config.models().values()) {
            List<Price> prices = new ArrayList<>(alone.get(model.name()).prices);
            OptionalLong maxOutput = alone.get(model.name()).maxOutput;
            boolean priced = alone.get(model.name()).priced;
            for (String fallback : model.fallbacks()) {
                OfModel other = alone.get(fallback);
                prices.addAll(other.prices);
                priced &= other.priced;
                maxOutput = maxOutput.isEmpty() || other.maxOutput.orElse(0) > maxOutput.getAsLong() ? other.maxOutput : maxOutput;
            }
            all.put(model.name(), new OfModel(List.copyOf(prices), maxOutput, priced));
        }
        return Map.copyOf(all);
    }

    /** Empty for a target that is unpriced. */
    public Optional<Price> of(Target target) {
        return byTarget.getOrDefault(target, Optional.empty());
    }

    public Usd cost(Target target, Usage usage) {
        if (usage.equals(Usage.UNKNOWN)) {
            return Usd.ZERO;
        }
        Optional<Price> price = of(target);
        return price.isPresent() ? price.get().costOf(usage) : Usd.ZERO;
    }

    /** Nothing where no provider answered, or none was asked for this call. */
    public Usd cost(Outcome outcome) {
        Optional<Target> target = outcome.reply().map(Reply::origin).filter(origin -> origin.cache() != CacheUse.HIT).flatMap(Origin::target);
        return target.isPresent() ? cost(target.get(), outcome.usage()) : Usd.ZERO;
    }

    /** What such a usage would cost at the dearest of the model's targets and those of its fallbacks; nothing where the model is unknown or unpriced. */
    public Usd estimate(String model, Usage usage) {
        Usd dearest = Usd.ZERO;
        OfModel known = byModel.get(model);
        if (known != null) {
            for (Price price : known.prices) {
                Usd cost = price.costOf(usage);
                dearest = cost.compareTo(dearest) > 0 ? cost : dearest;
            }
        }
        return dearest;
    }

    /** Whether it is known what each of the model's targets and those of its fallbacks costs. */
    public boolean isPriced(String model) {
        OfModel known = byModel.get(model);
        return known != null && known.priced;
    }

    /** Tokens one answer of the model can have at most, at any of its targets or its fallbacks', as far as the shipped table knows. */
    public OptionalLong maxOutput(String model) {
        OfModel known = byModel.get(model);
        return known == null ? OptionalLong.empty() : known.maxOutput;
    }
}
