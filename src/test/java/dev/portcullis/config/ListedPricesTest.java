package dev.portcullis.config;

import java.net.URI;
import java.util.Optional;

import dev.portcullis.config.price.ListedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ListedPricesTest {

    @ParameterizedTest
    @CsvSource({
        "groq,    openai,       https://proxy.example.com/v1,            llama-3.3-70b-versatile,        groq llama-3.3-70b-versatile",
        "Mistral, openai,       https://proxy.example.com/v1,            mistral-large-latest,           mistral mistral-large",
        "mine,    openai,       https://api.groq.com/openai/v1,          llama-3.3-70b-versatile,        groq llama-3.3-70b-versatile",
        "mine,    openai,       https://eu.api.openai.com/v1,            gpt-4o,                         openai gpt-4o",
        "mine,    openai,       https://generativelanguage.googleapis.com/v1beta/openai, gemini-2.5-flash, google gemini-2.5-flash",
        "mine,    openai,       https://openrouter.ai/api/v1,            openai/gpt-4o,                  openrouter openai/gpt-4o",
        "mine,    openai,       https://api.x.ai/v1,                     grok-3,                         x-ai grok-3",
        "mine,    openai,       http://10.0.0.7:8000/v1,                 GPT-4o-mini,                    openai gpt-4o-mini",
        "mine,    openai,       http://10.0.0.7:8000/v1,                 openai/gpt-oss-20b,             openai gpt-oss-20b",
        "mine,    openai,       https://notx.ai/v1,                      gpt-4o,                         openai gpt-4o",
        "mine,    azure-openai, https://acme.openai.azure.com,           gpt-35-turbo,                   openai gpt-3.5-turbo",
        "mine,    azure-openai, https://acme.openai.azure.com,           o3-mini,                        azure o3-mini",
        "azure,   azure-openai, https://acme.openai.azure.com,           gpt-4o,                         openai gpt-4o",
        "mine,    simulator,    '',                                      gpt-4o;ttft=20ms,               openai gpt-4o",
    })
    void theSellerIsFoundByNameThenByHostThenByDialect(String provider, String dialect, String url, String model, String expected) {
        ListedModel found = find(provider, dialect, url, model, "nothing").orElseThrow();
        assertEquals(expected, found.provider() + " " + found.model());
    }

    @Test
    void whatCallersCallTheModelIsTheSecondChoice() {
        assertEquals("gpt-4o", find("azure", "azure-openai", "https://acme.openai.azure.com", "our-deployment", "gpt-4o").orElseThrow().model());
        assertEquals("gpt-4o", find("azure", "azure-openai", "https://acme.openai.azure.com", "gpt-4o", "gpt-4o-mini").orElseThrow().model());
    }

    @Test
    void aKnownSellerIsNotAskedForAnothersModels() {
        assertEquals(Optional.empty(), find("groq", "openai", "https://api.groq.com/openai/v1", "gpt-4o", "gpt-4o"));
        assertEquals(Optional.empty(), find("mine", "openai", "http://127.0.0.1:11434/v1", "llama3.1", "llama"));
    }

    private static Optional<ListedModel> find(String provider, String dialect, String url, String model, String clientModel) {
        Dialect spoken = java.util.Arrays.stream(Dialect.values()).filter(it -> it.yamlName().equals(dialect)).findFirst().orElseThrow();
        ProviderSettings settings = new ProviderSettings(provider, spoken, url.isEmpty() ? Optional.empty() : Optional.of(URI.create(url)),
                Optional.empty(), Optional.empty(), Timeouts.DEFAULT, 1, true);
        return ListedPrices.of(settings, new TargetSettings("t", provider, model, 1), clientModel);
    }
}
