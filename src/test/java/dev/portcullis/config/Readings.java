package dev.portcullis.config;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** What reading a text gives: the configuration, or the problems. */
final class Readings {

    static final String PROVIDERS = "providers: { openai: { dialect: openai, base-url: 'http://localhost/v1' } }\n";
    static final String MODELS = "models: { m: { targets: { t: { provider: openai } } } }\n";

    private Readings() {}

    static GatewayConfig read(String text) throws InvalidConfig {
        return read(text, Map.of());
    }

    static GatewayConfig read(String text, Map<String, String> environment) throws InvalidConfig {
        return GatewayYaml.read("gateway.yaml", text, environment::get);
    }

    static List<String> problems(String text, Map<String, String> environment) {
        return assertThrows(InvalidConfig.class, () -> read(text, environment)).problems();
    }

    static void assertProblems(String text, String... expected) {
        assertEquals(String.join("\n", expected), String.join("\n", problems(text, Map.of())));
    }

    /** A provider of dialect {@code openai} whose other lines are these; they begin on line 5. */
    static String provider(String... lines) {
        return "providers:\n  openai:\n    dialect: openai\n    base-url: http://localhost/v1\n    "
                + String.join("\n    ", lines) + "\n" + MODELS;
    }

    /** The models {@code m} and {@code n}; the lines belong to {@code m} and begin on line 5. */
    static String model(String... lines) {
        return PROVIDERS + "models:\n  n: { targets: { t: { provider: openai } } }\n  m:\n    "
                + String.join("\n    ", lines) + "\n";
    }

    /** The lines below {@code tenants}; they begin on line 4. */
    static String tenants(String... lines) {
        return PROVIDERS + MODELS + "tenants:\n  " + String.join("\n  ", lines) + "\n";
    }
}
