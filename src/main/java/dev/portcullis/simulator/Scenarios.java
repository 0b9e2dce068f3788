package dev.portcullis.simulator;

import java.util.concurrent.ConcurrentHashMap;

/** The scenarios asked for so far, by model name; shared by all event loops. Starts again when it holds ten thousand. */
final class Scenarios {
    private static final int MOST = 10_000;

    private final ConcurrentHashMap<String, Scenario> byName = new ConcurrentHashMap<>();
    private final SimulatorSettings defaults;

    Scenarios(SimulatorSettings defaults) {
        this.defaults = defaults;
    }

    /** Throws {@link InvalidSetting}. */
    Scenario named(String name) {
        Scenario known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= MOST) {
            byName.clear();
        }
        return byName.computeIfAbsent(name, unknown -> Scenario.of(unknown, defaults));
    }

    /** Forgets how many requests came. */
    void reset() {
        byName.clear();
    }
}
