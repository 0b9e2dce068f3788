package dev.portcullis.simulator;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** One model name with its settings, and how many requests have asked for it. */
final class Scenario {
    /** Spreads the numbers of requests over the seeds: the golden ratio in 64 bits. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final String model;
    private final SimulatorSettings settings;
    private final AtomicLong requests = new AtomicLong();

    private Scenario(String model, SimulatorSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    /** Reads {@code model[;setting…]}. Throws {@link InvalidSetting}. */
    static Scenario of(String name, SimulatorSettings defaults) {
        Words.Split parts = Words.split(name, ';');
        if (parts.before().isEmpty()) {
            throw new InvalidSetting("The model needs a name before its settings.");
        }
        return new Scenario(parts.before(), parts.after().map(defaults::with).orElse(defaults));
    }

    String model() {
        return model;
    }

    SimulatorSettings settings() {
        return settings;
    }

    /** Counts a request and draws its fault; the draw depends on the seed and on how many came before. */
    Optional<Fault> strike() {
        if (settings.faults().isEmpty()) {
            return Optional.empty();
        }
        long number = requests.getAndIncrement();
        RandomGenerator draw = new SplittableRandom(settings.seed() + (number + 1) * STRIDE);
        return settings.faults().stream()
                .filter(fault -> number < fault.first() && draw.nextDouble() < fault.probability())
                .findFirst();
    }
}
