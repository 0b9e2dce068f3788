package dev.portcullis.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.portcullis.config.guard.EntityTypes;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code src/docs/configuration.md} says what is true. */
class ConfigurationPageTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-1", "AZURE_OPENAI_API_KEY", "2");

    private final String page = Files.readString(Path.of("src", "docs", "configuration.md"));

    ConfigurationPageTest() throws IOException {}

    @Test
    void itsExampleIsAccepted() throws InvalidConfig {
        GatewayConfig config = Readings.read(block("```yaml\n"), ENVIRONMENT);
        assertEquals(List.of("gpt-4o", "llama"), List.copyOf(config.models().keySet()));
    }

    @Test
    void itsProblemsAreThoseOfTheExampleWithFourMistakes() {
        String mistaken = block("```yaml\n")
                .replaceFirst(" +api-version: .*\n", "")
                .replace("weight: 90", "wieght: 90")
                .replace("provider: azure,", "provider: azur,")
                .replace("retries: 2", "retries: 11");
        assertEquals(block("```\ngateway.yaml:"), String.join("\n", Readings.problems(mistaken, ENVIRONMENT)) + "\n");
    }

    @Test
    void itsExampleOfGuardsOfPromptsIsAccepted() throws InvalidConfig {
        GatewayConfig config = Readings.read(Readings.PROVIDERS + Readings.MODELS + "guards:\n  default:\n" + block("```yaml\nguards:\n  default:\n"));
        assertEquals(2, config.guards().get("default").prompts().entries().size());
    }

    @Test
    void itListsTheTypesOfPersonalData() {
        String types = String.join("`, `", EntityTypes.ALL);
        assertTrue(page.contains("Types of personal data: `" + types + "`."), types);
    }

    private String block(String opening) {
        int start = page.indexOf(opening) + opening.lastIndexOf('\n') + 1;
        return page.substring(start, page.indexOf("```", start));
    }
}
