package dev.portcullis.config.price;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry of the price table.
 *
 * @param price     empty where the table knows the model but states no price for its input
 * @param maxOutput tokens one answer can have at most, as far as is known
 */
public record ListedModel(String provider, String model, Optional<Price> price, OptionalLong maxOutput) {
}
