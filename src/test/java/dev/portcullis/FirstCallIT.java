package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class FirstCallIT {

    @Test
    void withoutAnyConfigurationTheDemoAnswersAndTheLogSaysHowToCallIt() {
        try (PackagedGateway gateway = PackagedGateway.start(null)) {
            HttpResponse<String> answer = gateway.post("/v1/chat/completions",
                    "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("\"chat.completion\""), answer.body());
            assertEquals("demo/simulator", answer.headers().firstValue("x-portcullis-target").orElseThrow());
            assertTrue(gateway.log().contains("curl http://127.0.0.1:" + gateway.port() + "/v1/chat/completions"), gateway.log());
        }
    }
}
