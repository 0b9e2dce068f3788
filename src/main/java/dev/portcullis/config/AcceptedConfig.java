package dev.portcullis.config;

import java.util.List;
import java.util.function.Supplier;

/**
 * A configuration that can be used.
 *
 * @param warnings looks for what is allowed but may not be meant, once: one line each, as problems are written; at most 51
 */
public record AcceptedConfig(GatewayConfig config, Supplier<List<String>> warnings) {
}
