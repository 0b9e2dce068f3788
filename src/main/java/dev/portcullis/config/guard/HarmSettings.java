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

    /** The score from which it is told of in any category, also where it is blocked, unless it has a threshold of its own; see {@code guards-models.md}. */
    public static final double FLAG_FROM = 0.5;
    /** The same where it is blocked. */
    public static final double BLOCK_FROM = 0.7;

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

    static HarmSettings over(HarmSettings guards, Section in, Floor floor) {
        GuardAction request = GuardAction.read(in, "request", guards.request);
        GuardAction response = GuardAction.read(in, "response", guards.response);
        floor.action(in, "request", request, guards.request);
        floor.action(in, "response", response, guards.response);
        return in.section("thresholds", section -> {
            HarmSettings own = new HarmSettings(request, response, each(section, guards.thresholds));
            for (HarmCategory category : HarmCategory.values()) {
                guards.check(section, category, own, floor);
            }
            return own;
        });
    }

    private static Map<HarmCategory, Double> each(Section in, Map<HarmCategory, Double> otherwise) {
        Map<HarmCategory, Double> thresholds = new EnumMap<>(HarmCategory.class);
        thresholds.putAll(otherwise);
        for (HarmCategory category : HarmCategory.values()) {
            in.value(category.toString()).flatMap(Thresholds::read).ifPresent(threshold -> thresholds.put(category, threshold));
        }
        return thresholds;
    }

    /** A threshold holds in both directions. Who blocks is told of what the guard is told of from the same threshold on, and may block later where none is given. */
    private void check(Section in, HarmCategory category, HarmSettings own, Floor floor) {
        for (Direction direction : Direction.values()) {
            GuardAction action = on(direction);
            if (action != GuardAction.OFF && own.on(direction).compareTo(action) <= 0 && own.from(category, action) > from(category, action)) {
                floor.threshold(in, category.toString(), own.from(category, action), from(category, action));
                return;
            }
        }
    }

    private double from(HarmCategory category, GuardAction action) {
        return thresholds.getOrDefault(category, action == GuardAction.BLOCK ? BLOCK_FROM : FLAG_FROM);
    }

    void describe(Fingerprint to) {
        to.add(request).add(response).add(thresholds.size());
        thresholds.forEach((category, threshold) -> to.add(category).add(threshold));
    }
}
