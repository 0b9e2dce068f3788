package dev.portcullis.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.config.yaml.Section;
import dev.portcullis.config.yaml.Value;
import dev.portcullis.pipeline.Usd;

/**
 * What a tenant may spend.
 *
 * @param limits nano-dollars by period; a period that is left out is not limited
 * @param block  whether calls are refused when a budget is used up; if not, that is only told
 */
public record BudgetSettings(Map<BudgetPeriod, Long> limits, boolean block) {

    public static final BudgetSettings NONE = new BudgetSettings(Map.of(), true);

    private static final long MOST_DOLLARS = 1_000_000_000;
    private static final int DECIMALS = 9;

    private enum OnExceeded {
        BLOCK, ALERT;

        String yamlName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public BudgetSettings {
        Map<BudgetPeriod, Long> ordered = new EnumMap<>(BudgetPeriod.class);
        ordered.putAll(limits);
        limits = Collections.unmodifiableMap(ordered);
    }

    static BudgetSettings read(Section in) {
        Map<BudgetPeriod, Long> limits = new EnumMap<>(BudgetPeriod.class);
        for (BudgetPeriod period : BudgetPeriod.values()) {
            in.value(period.yamlName()).flatMap(value -> value.decimal(MOST_DOLLARS, DECIMALS))
                    .ifPresent(dollars -> limits.put(period, Usd.of(dollars).nanos()));
        }
        Optional<Value> onExceeded = in.value("on-exceeded");
        boolean amounts = Arrays.stream(BudgetPeriod.values()).anyMatch(period -> in.value(period.yamlName()).isPresent());
        if (onExceeded.isPresent() && !amounts) {
            in.problem("on-exceeded", "says what happens when an amount is spent, but there is none; write one, such as daily: 100");
        }
        OnExceeded action = onExceeded.flatMap(value -> value.word(OnExceeded.values(), OnExceeded::yamlName)).orElse(OnExceeded.BLOCK);
        return new BudgetSettings(limits, action == OnExceeded.BLOCK);
    }

    public boolean isNone() {
        return limits.isEmpty();
    }
}
