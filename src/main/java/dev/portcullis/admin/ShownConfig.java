package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.config.BreakerSettings;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.ModelSettings;
import dev.portcullis.config.ProviderSettings;
import dev.portcullis.config.TargetSettings;
import dev.portcullis.config.TenantSettings;
import dev.portcullis.config.Timeouts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration as {@code gateway.yaml} would say it, in JSON. Follows the records as they are, so that a new key is shown
 * without a line here. What is no record, number, list or map prints as it prints itself, and a secret prints as {@code ****}.
 */
@RegisterForReflection(targets = {GatewayConfig.class, ProviderSettings.class, ModelSettings.class, TargetSettings.class, TenantSettings.class,
    BreakerSettings.class, Timeouts.class})
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
            case Record record -> record(record);
            case Map<?, ?> map -> map(map);
            case List<?> list when !list.isEmpty() && list.stream().allMatch(ShownConfig::isNamed) -> named(list);
            case List<?> list -> list(list);
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
            if (!component.getName().equals(NAME) && !Optional.empty().equals(value)) {
                object.set(kebab(component.getName()), node(value));
            }
        }
        return object;
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

    /** A list that the file writes as a mapping from names. */
    private static ObjectNode named(List<?> list) {
        ObjectNode object = NODES.objectNode();
        for (Object element : list) {
            RecordComponent first = element.getClass().getRecordComponents()[0];
            object.set(value((Record) element, first).toString(), node(element));
        }
        return object;
    }

    private static boolean isNamed(Object element) {
        return element instanceof Record record && record.getClass().getRecordComponents()[0].getName().equals(NAME);
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
