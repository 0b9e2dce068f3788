package dev.portcullis.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.simulator.SimulatorClient.Reply;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatorRefusalTest {
    private static SimulatorClient client;
    private static SimulatorClient locked;

    @BeforeAll
    static void start() {
        client = new SimulatorClient(SimulatorSettings.DEFAULTS);
        locked = new SimulatorClient(SimulatorSettings.DEFAULTS.withKey("secret"));
    }

    @AfterAll
    static void stop() {
        client.close();
        locked.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/chat/completions | {"model":              | 400 | We could not parse
            /v1/chat/completions | []                     | 400 | We could not parse
            /v1/chat/completions | {"messages":[]}        | 400 | Missing required parameter: 'model'.
            /v1/chat/completions | {"model":"m"}          | 400 | Missing required parameter: 'messages'.
            /v1/chat/completions | {"model":"m","messages":[]} | 400 | Invalid 'messages': empty array.
            /v1/chat/completions | {"model":"m","messages":[{}],"n":0} | 400 | Invalid 'n'
            /v1/chat/completions | {"model":"m","messages":[{}],"max_tokens":0} | 400 | Invalid 'max_tokens'
            /v1/chat/completions | {"model":"m;tfft=2s","messages":[{}]} | 400 | Unknown setting 'tfft'; known: ttft
            /v1/completions      | {"model":"m"}          | 400 | Missing required parameter: 'prompt'.
            /v1/embeddings       | {"model":"m"}          | 400 | Missing required parameter: 'input'.
            /v1/embeddings       | {"model":"m","input":"a","dimensions":-1} | 400 | 'dimensions' must be
            /v1/models           | {}                     | 405 | Not allowed to POST
            /v1/nothing          | {}                     | 404 | Invalid URL (POST /v1/nothing)
            /deployments/d/chat/completions | {}          | 404 | Invalid URL
            """)
    void saysWhatIsWrongAsOpenAiDoes(String path, String body, int status, String message) {
        Reply reply = client.post(path, body);
        assertEquals(status, reply.status());
        assertTrue(reply.json().at("/error/message").asText().startsWith(message), reply.text());
        assertEquals("invalid_request_error", reply.json().at("/error/type").asText());
        assertTrue(reply.json().path("error").has("param") && reply.json().path("error").has("code"));
    }

    @Test
    void asksForTheKeyItWasGiven() {
        assertEquals(401, locked.chat("m", "").status());
        assertEquals("invalid_api_key", locked.chat("m", "").json().at("/error/code").asText());
        assertEquals(200, status("/v1/chat/completions", "authorization", "Bearer secret"));
        assertEquals(401, status("/v1/chat/completions", "authorization", "Bearer other"));
    }

    @Test
    void standsForAzureUnderItsPaths() {
        String path = "/openai/deployments/d%3Btokens%3D2/chat/completions?api-version=2024-10-21";
        assertEquals("d", client.post(path, "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}").json().path("model").asText());
        assertEquals(200, status(path, "api-key", "secret"));
        assertEquals(401, status(path, "authorization", "Bearer secret"));
    }

    private static int status(String path, String header, String value) {
        return SimulatorClient.await(locked.onEventLoop(() -> locked.http.request(HttpMethod.POST, path)
                .compose(request -> request.putHeader(header, value).send(SimulatorClient.chatBody("m", "")))
                .compose(SimulatorClient::whole))).status();
    }
}
