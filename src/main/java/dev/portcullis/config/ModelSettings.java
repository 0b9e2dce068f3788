package dev.portcullis.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.config.price.Price;
import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;

/**
 * What clients call {@code model}.
 *
 * @param targets   who can answer for it; not empty, at least one with a weight above 0
 * @param sticky    who stays with one target
 * @param retries   0 to 10, before the first byte only
 * @param fallbacks other models, in order. Two models may name each other: dispatch goes one level only, the fallbacks of a
 *                  fallback are not tried
 * @param price     of every target; absent: what the shipped price table says for each
 */
public record ModelSettings(
        String name, List<TargetSettings> targets, Sticky sticky, int retries, BreakerSettings breaker, List<String> fallbacks,
        Optional<Price> price) {

    static final int DEFAULT_RETRIES = 2;
    static final int MOST_RETRIES = 10;

    public ModelSettings {
        targets = List.copyOf(targets);
        fallbacks = List.copyOf(fallbacks);
    }

    static ModelSettings read(String name, Section in, Map<String, ProviderSettings> providers, Set<String> models) {
        Names.check(name, in);
        List<TargetSettings> targets = targets(name, in, providers.keySet());
        return new ModelSettings(
                name,
                targets,
                in.value("sticky").flatMap(value -> value.word(Sticky.values(), Sticky::yamlName)).orElse(Sticky.NONE),
                in.whole("retries", 0, MOST_RETRIES, DEFAULT_RETRIES),
                in.section("breaker", BreakerSettings::read),
                fallbacks(name, in, models),
                price(name, in, targets, providers));
    }

    private static Optional<Price> price(String model, Section in, List<TargetSettings> targets, Map<String, ProviderSettings> providers) {
        Optional<Price> price = in.optional("price",
                section -> PriceSettings.read(section, () -> ListedPrices.first(providers, targets, model)));
        if (price.isEmpty()) {
            in.later(() -> PriceSettings.warnOfTargetsWithout(in, model, targets, providers));
        }
        return price;
    }

    private static List<TargetSettings> targets(String model, Section in, Set<String> providers) {
        Map<String, TargetSettings> targets =
                in.someNamed("targets", (name, target) -> TargetSettings.read(name, model, target, providers));
        if (!targets.isEmpty() && targets.values().stream().allMatch(target -> target.weight() == 0)) {
            in.problem("targets", "every weight is 0; at least one must be above 0");
        }
        return List.copyOf(targets.values());
    }

    private static List<String> fallbacks(String model, Section in, Set<String> models) {
        List<String> fallbacks = new ArrayList<>();
        for (Value value : in.list("fallbacks").orElse(List.of())) {
            value.reference(models, "a model of this file").ifPresent(fallback -> {
                if (fallback.equals(model)) {
                    value.problem("a model cannot be its own fallback");
                } else if (fallbacks.contains(fallback)) {
                    value.problem(value.shown() + " is listed twice");
                }
                fallbacks.add(fallback);
            });
        }
        return fallbacks;
    }
}
