package dev.portcullis.config.guard;

import java.math.BigDecimal;
import java.util.Optional;

import dev.portcullis.config.yaml.Value;

/** The score from which something is done: 0 to 1, at most 4 decimals. */
final class Thresholds {

    private static final int MOST = 1;
    private static final int DECIMALS = 4;

    private Thresholds() {}

    static Optional<Double> read(Value value) {
        return value.decimal(MOST, DECIMALS).map(BigDecimal::doubleValue);
    }
}
