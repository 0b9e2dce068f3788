package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prompts as clients of other registries read them, at the packaged program. */
class PromptReadersIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LANGFUSE = "/api/public/v2/prompts/greet";
    private static final String LITELLM = "/beta/litellm_prompt_management?prompt_id=greet";
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(new GatewayFile().builtInSimulator().single("echo", "simulator", "demo;echo").tenant("acme", "acme", "")
                .tenant("narrow", "narrow", ", prompts: [ \"other-*\" ]").toString());
        publish("\"version\":\"1.0.0\",\"template\":\"Greet {{who}}.\"");
        publish("\"version\":\"2.0.0\",\"model\":\"echo\",\"settings\":{\"temperature\":0.5},\"messages\":[{\"role\":\"system\",\"content\":\"Be kind.\"},"
                + "{\"role\":\"user\",\"content\":\"Greet {{who}}!\"}]");
        assertEquals(200, gateway.admin("PUT", "/prompts/greet/deployment", "{\"blue\":\"1.0.0\"}").statusCode());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void publish(String version) {
        HttpResponse<String> published = gateway.admin("POST", "/prompts", "{\"id\":\"greet\",\"parameters\":{\"who\":\"required\"}," + version + "}");
        assertEquals(201, published.statusCode(), published.body());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode read(String path, String authorization) throws JsonProcessingException {
        HttpResponse<String> answer = gateway.get(path, "authorization", authorization);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("application/json", answer.headers().firstValue("content-type").orElse("none"));
        return JSON.readTree(answer.body());
    }

    @Test
    void langfusesClientsReadWithTheirTwoKeys() throws JsonProcessingException {
        assertEquals("Greet {{who}}.", read(LANGFUSE, basic("pk-anything:acme")).get("prompt").asText());
        assertEquals("chat", read(LANGFUSE + "?label=latest", basic("pk-anything:acme")).get("type").asText());
        assertEquals(2, read(LANGFUSE + "?version=2", "Bearer acme").get("version").asInt());
    }

    @Test
    void litellmReads() throws JsonProcessingException {
        assertEquals("Greet {who}.", read(LITELLM, "Bearer acme").at("/prompt_template/0/content").asText());
        assertEquals("echo", read(LITELLM + "&version=2.0.0", "Bearer acme").get("prompt_template_model").asText());
    }

    @Test
    void strangersReadNothingAndNobodyWrites() {
        assertEquals(401, gateway.get(LANGFUSE).statusCode());
        assertEquals(401, gateway.get(LANGFUSE, "authorization", basic("acme:wrong")).statusCode());
        assertEquals(401, gateway.get(LITELLM, "authorization", basic("pk:acme")).statusCode());
        assertEquals(401, gateway.get("/v1/models", "authorization", basic("pk:acme")).statusCode());
        assertEquals(404, gateway.get("/api/public/v2/prompts/nobody", "authorization", "Bearer acme").statusCode());
        assertEquals(404, gateway.get("/api/public/v2/prompts/", "authorization", "Bearer acme").statusCode());
        assertEquals(405, gateway.ask("DELETE", LANGFUSE, null, "authorization", "Bearer acme").statusCode());
        assertTrue(gateway.metric("portcullis_requests_total", "endpoint=\"langfuse_prompt\"", "status=\"401\"") > 0);
    }

    @Test
    void aTenantSeesOnlyThePromptsItMayName() {
        assertEquals(404, gateway.get(LANGFUSE, "authorization", basic("pk:narrow")).statusCode());
        assertEquals(404, gateway.get(LITELLM, "authorization", "Bearer narrow").statusCode());
        String call = "{\"model\":\"prompt/greet\",\"metadata\":{\"who\":\"Ann\"}}";
        HttpResponse<String> called = gateway.post("/v1/chat/completions", call, "authorization", "Bearer narrow");
        assertEquals(404, called.statusCode(), called.body());
        assertTrue(called.body().contains("prompt_not_found"), called.body());
    }

    @Test
    void langfusesOwnSdkReads() throws Exception {
        boolean installed = installed();
        if (!installed) {
            System.out.println("skipped: node has no langfuse here");
        }
        assumeTrue(installed, "node has no langfuse here");
        Process node = new ProcessBuilder("node", "src/test/resources/clients/langfuse_sdk.cjs", gateway.url(""), "acme").redirectErrorStream(true).start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(said.endsWith("ok"), said);
        assertEquals(0, node.waitFor(), said);
    }

    private static boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "-e", "require('langfuse')").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException noNode) {
            return false;
        }
    }
}
