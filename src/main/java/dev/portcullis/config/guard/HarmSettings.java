package dev.portcullis.config.guard;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

import dev.portcullis.config.yaml.Section;

/**
 * What is done about harmful content.
 *
 * @param thresholds the score from which it is done, 0 to 1, by category; a category that is left out has the shipped one
 */
public record HarmSettings(GuardAction request, GuardAction response, Map<HarmCategory, Double> thresholds) {

    public static final HarmSettings DEFAULT = new HarmSettings(GuardAction.OFF, GuardAction.OFF, Map.of());

    public HarmSettings {
        Map<HarmCategory, Double> ordered = new EnumMap<>(HarmCategory.class);
        ordered.putAll(thresholds);
        thresholds = Collections.unmodifiableMap(ordered);
    }

    public GuardAction on(Direction direction) {
        return switch (direction) {
            case REQUEST -> request;
            case RESPONSE -> response;
        };
    }

    static HarmSettings read(Section in) {
        return new HarmSettings(GuardAction.read(in, "request", DEFAULT.request), GuardAction.read(in, "response", DEFAULT.response),
                in.section("thresholds", HarmSettings::each));
    }

    private static Map<HarmCategory, Double> each(Section in) {
        Map<HarmCategory, Double> thresholds = new EnumMap<>(HarmCategory.class);
        for (HarmCategory category : HarmCategory.values()) {
            in.value(category.toString()).flatMap(Thresholds::read).ifPresent(threshold -> thresholds.put(category, threshold));
        }
        return thresholds;
    }

    void describe(Fingerprint to) {
        to.add(request).add(response).add(thresholds.size());
        thresholds.forEach((category, threshold) -> to.add(category).add(threshold));
    }
}
