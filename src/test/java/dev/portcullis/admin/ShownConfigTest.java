package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownConfigTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("OPENAI_API_KEY", "sk-secret-1", "AZURE_OPENAI_API_KEY", "secret-2");

    @Test
    void readsLikeTheFileWithItsSecretsMasked() throws IOException, InvalidConfig {
        JsonNode shown = ShownConfig.of(example());
        assertEquals("****", shown.at("/providers/openai/api-key").textValue());
        assertEquals("https://api.openai.com/v1", shown.at("/providers/openai/base-url").textValue());
        assertEquals("azure-openai", shown.at("/providers/azure/dialect").textValue());
        assertEquals("600s", shown.at("/providers/openai/timeouts/total").textValue());
        assertEquals(90, shown.at("/models/gpt-4o/targets/blue/weight").intValue());
        assertEquals("user", shown.at("/models/gpt-4o/sticky").textValue());
        assertEquals("llama", shown.at("/models/gpt-4o/fallbacks/0").textValue());
        assertEquals("gpt-*", shown.at("/tenants/acme/models/0").textValue());
        assertEquals("sha256:85dbe15d...", shown.at("/tenants/acme/keys/0").textValue());
        assertEquals("{\"requests-per-minute\":600,\"tokens-per-minute\":200000,\"per-user\":{\"requests-per-minute\":60}}",
                shown.at("/tenants/acme/limits").toString());
        assertEquals("tenant", shown.at("/tenants/acme/oidc/claim").textValue());
        assertEquals("{\"daily\":2000,\"on-exceeded\":\"block\"}", shown.at("/tenants/acme/budget").toString());
        assertEquals("{\"enabled\":true}", shown.at("/tenants/acme/cache").toString());
        assertEquals("default", shown.at("/tenants/acme/guard").textValue());
        assertEquals("{\"sanitize\":true,\"injection\":{\"action\":\"block\",\"threshold\":0.9,\"trust-system\":true},"
                + "\"pii\":{\"request\":\"restore\",\"response\":\"redact\",\"entities\":[\"EMAIL_ADDRESS\",\"PHONE_NUMBER\",\"SECRET\"]},"
                + "\"harm\":{\"request\":\"off\",\"response\":\"off\",\"thresholds\":{}},"
                + "\"policies\":[{\"name\":\"no-codenames\",\"on\":[\"request\",\"response\"],\"terms\":[\"Project Falcon\"],"
                + "\"patterns\":[\"(?i)\\\\bfalcon-\\\\d{2,4}\\\\b\"],\"action\":\"block\"}],"
                + "\"hold-back\":{\"characters\":256,\"pause\":\"50ms\"}}", shown.at("/guards/default").toString());
        assertEquals("3600s", shown.at("/cache/ttl").textValue());
        assertTrue(shown.at("/providers/local/api-key").isMissingNode(), "what is not set is left out");
        assertFalse(shown.toString().contains("secret"), shown.toString());
        assertFalse(shown.toString().contains("85dbe15d75ef"), shown.toString());
    }

    @Test
    void tellsWhichPromptsATenantMayName() throws InvalidConfig {
        String yaml = "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { t: { provider: p } } } }\n"
                + "tenants: { some: { prompts: [ greet, 'support-*' ] }, none: { prompts: [] }, all: {} }\n";
        JsonNode shown = ShownConfig.of(GatewayYaml.read("gateway.yaml", yaml, ENVIRONMENT::get));
        assertEquals("[\"greet\",\"support-*\"]", shown.at("/tenants/some/prompts").toString());
        assertEquals("[]", shown.at("/tenants/none/prompts").toString());
        assertTrue(shown.at("/tenants/all/prompts").isMissingNode());
    }

    @Test
    void tellsAllThatAPromptIsCheckedFor() throws InvalidConfig {
        String yaml = "providers: { p: { dialect: simulator } }\nmodels: { m: { targets: { t: { provider: p } } } }\n"
                + "guards: { default: { sanitize: false, prompts: { 'support-*': { injection: { action: block } } } } }\n";
        JsonNode guard = ShownConfig.of(GatewayYaml.read("gateway.yaml", yaml, ENVIRONMENT::get)).at("/guards/default");
        assertEquals("flag", guard.at("/injection/action").textValue());
        assertEquals("block", guard.at("/prompts/support-*/injection/action").textValue());
        assertFalse(guard.at("/prompts/support-*/sanitize").booleanValue());
        assertTrue(guard.at("/prompts/support-*/prompts").isMissingNode());
    }

    /** A native program knows of a record's components only if it was told before. */
    @Test
    void everyRecordOfTheConfigurationIsRegistered() {
        Set<Class<?>> records = new HashSet<>();
        collect(GatewayConfig.class, records);
        assertEquals(Set.copyOf(records), Set.of(ShownConfig.class.getAnnotation(RegisterForReflection.class).targets()));
    }

    private static void collect(Type type, Set<Class<?>> records) {
        switch (type) {
            case ParameterizedType generic -> {
                for (Type argument : generic.getActualTypeArguments()) {
                    collect(argument, records);
                }
            }
            case GenericArrayType array -> collect(array.getGenericComponentType(), records);
            case Class<?> plain when plain.isRecord() && records.add(plain) -> {
                for (RecordComponent component : plain.getRecordComponents()) {
                    collect(component.getGenericType(), records);
                }
            }
            default -> {
                // Not a record.
            }
        }
    }

    private static GatewayConfig example() throws IOException, InvalidConfig {
        String page = Files.readString(Path.of("src", "docs", "configuration.md"));
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        return GatewayYaml.read("gateway.yaml", page.substring(start, page.indexOf("```", start)), ENVIRONMENT::get);
    }
}
