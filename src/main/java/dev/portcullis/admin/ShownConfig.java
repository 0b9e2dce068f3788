package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.config.BreakerSettings;
import dev.portcullis.config.BudgetSettings;
import dev.portcullis.config.CacheSettings;
import dev.portcullis.config.ClaimPath;
import dev.portcullis.config.FeedbackSettings;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.LimitSettings;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.PromptSettings;
import dev.portcullis.config.ProviderSettings;
import dev.portcullis.config.RateSettings;
import dev.portcullis.config.SimilarSettings;
import dev.portcullis.config.TargetSettings;
import dev.portcullis.config.TenantCacheSettings;
import dev.portcullis.config.TenantClaim;
import dev.portcullis.config.TenantSettings;
import dev.portcullis.config.Timeouts;
import dev.portcullis.config.guard.GuardSettings;
import dev.portcullis.config.guard.HarmSettings;
import dev.portcullis.config.guard.HoldBack;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.config.guard.PiiSettings;
import dev.portcullis.config.guard.PolicySettings;
import dev.portcullis.config.guard.PromptGuards;
import dev.portcullis.config.price.Price;
import dev.portcullis.config.price.Rates;
import dev.portcullis.pipeline.Usd;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The configuration as {@code gateway.yaml} would say it, in JSON. Follows the records as they are, so that a new key is shown
 * without a line here. What is no record, number, list or map prints as it prints itself, and a secret prints as {@code ****}.
 */
@RegisterForReflection(targets = {GatewayConfig.class, ProviderSettings.class, ModelSettings.class, TargetSettings.class, TenantSettings.class,
    BreakerSettings.class, Timeouts.class, LimitSettings.class, RateSettings.class, BudgetSettings.class, TenantClaim.class,
    ClaimPath.class, CacheSettings.class, TenantCacheSettings.class, GuardSettings.class, InjectionSettings.class, PiiSettings.class,
    HarmSettings.class, PolicySettings.class, HoldBack.class, PromptGuards.class, PromptGuards.Entry.class, PromptSettings.class,
    SimilarSettings.class, FeedbackSettings.class})
final class ShownConfig {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String NAME = "name";

    private ShownConfig() {
    }

    static ObjectNode of(GatewayConfig config) {
        return record(config);
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case Optional<?> optional -> node(optional.orElse(null));
            case OptionalInt optional -> optional.isPresent() ? NODES.numberNode(optional.getAsInt()) : NODES.nullNode();
            case OptionalDouble optional -> optional.isPresent() ? NODES.numberNode(optional.getAsDouble()) : NODES.nullNode();
            case LimitSettings limits -> limits(limits);
            case BudgetSettings budget -> budget(budget);
            case PolicySettings policy -> NODES.objectNode().put(NAME, policy.name()).setAll(record(policy));
            case PromptGuards prompts -> prompts(prompts);
            case Price price -> price(price);
            case ClaimPath path -> NODES.textNode(path.toString());
            case Record record -> record(record);
            case Map<?, ?> map -> map(map);
            case List<?> list when !list.isEmpty() && list.stream().allMatch(ShownConfig::isNamed) -> named(list);
            case List<?> list -> list(list);
            case Set<?> set -> list(List.copyOf(set));
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case Duration duration -> NODES.textNode(duration(duration));
            case Enum<?> word -> NODES.textNode(word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            default -> NODES.textNode(value.toString());
        };
    }

    /** Without its name, which is the key that it stands under, and without what is not set. */
    private static ObjectNode record(Record record) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(record, component);
            if (!component.getName().equals(NAME) && !isUnset(value)) {
                object.set(kebab(component.getName()), node(value));
            }
        }
        return object;
    }

    private static boolean isUnset(Object value) {
        return Optional.empty().equals(value) || OptionalInt.empty().equals(value) || OptionalDouble.empty().equals(value)
                || value instanceof RateSettings rates && rates.isNone()
                || value instanceof LimitSettings limits && limits.isNone() || value instanceof BudgetSettings budget && budget.isNone()
                || value instanceof TenantCacheSettings cache && cache.isNone() || value instanceof PromptGuards prompts && prompts.isNone()
                || value instanceof SimilarSettings similar && similar.isOff();
    }

    /** The tenant's own limits stand beside the others. */
    private static ObjectNode limits(LimitSettings limits) {
        ObjectNode object = record(limits);
        object.remove("tenant");
        return record(limits.tenant()).setAll(object);
    }

    /** With all that they have from their guard. */
    private static ObjectNode prompts(PromptGuards prompts) {
        ObjectNode object = NODES.objectNode();
        prompts.entries().forEach(entry -> object.set(entry.pattern(), node(entry.settings())));
        return object;
    }

    private static ObjectNode budget(BudgetSettings budget) {
        ObjectNode object = NODES.objectNode();
        budget.limits().forEach((period, limit) -> object.put(period.yamlName(), dollars(new Usd(limit))));
        return object.put("on-exceeded", budget.block() ? "block" : "alert");
    }

    private static ObjectNode price(Price price) {
        ObjectNode object = NODES.objectNode();
        Rates rates = price.stated();
        Map<String, Long> stated = new LinkedHashMap<>();
        stated.put("input", rates.input());
        stated.put("cached-input", rates.cachedInput());
        stated.put("cache-write", rates.cacheWrite());
        stated.put("output", rates.output());
        stated.put("reasoning", rates.reasoning());
        stated.put("audio-input", rates.audioInput());
        stated.put("audio-output", rates.audioOutput());
        stated.forEach((key, nanos) -> {
            if (nanos != Rates.NOT_STATED) {
                object.put(key, new BigDecimal(Rates.written(nanos)));
            }
        });
        return price.perRequest().isZero() ? object : object.put("per-request", dollars(price.perRequest()));
    }

    private static BigDecimal dollars(Usd amount) {
        return new BigDecimal(amount.toString());
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("a public record's accessor only returns", impossible);
        }
    }

    private static ObjectNode map(Map<?, ?> map) {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, value) -> object.set(key.toString(), node(value)));
        return object;
    }

    /** A list that the file writes as a mapping from names; policies are a list there. */
    private static ObjectNode named(List<?> list) {
        ObjectNode object = NODES.objectNode();
        for (Object element : list) {
            RecordComponent first = element.getClass().getRecordComponents()[0];
            object.set(value((Record) element, first).toString(), node(element));
        }
        return object;
    }

    private static boolean isNamed(Object element) {
        return element instanceof Record record && !(element instanceof PolicySettings)
                && record.getClass().getRecordComponents()[0].getName().equals(NAME);
    }

    private static ArrayNode list(List<?> list) {
        ArrayNode array = NODES.arrayNode();
        list.forEach(element -> array.add(node(element)));
        return array;
    }

    private static String duration(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
