package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** OpenAI's Python SDK, where the machine has it. */
class PythonSdkIT {

    private static final String KEY = "acme-key";

    @Test
    void thePythonSdkIsAnsweredAndRefusedInItsOwnTerms() throws Exception {
        boolean installed = installed();
        if (!installed) {
            System.out.println("skipped: python3 has no openai here");
        }
        assumeTrue(installed, "python3 has no openai here");
        try (SimulatedProvider provider = new SimulatedProvider();
                PackagedGateway gateway = PackagedGateway.start(new GatewayFile().provider("simulator", provider.baseUrl(), "")
                        .single("chat", "simulator", "demo;seed=7")
                        .single("truncate", "simulator", "demo;fault=truncate:3")
                        .tenant("acme", KEY, "").toString())) {
            Process python = new ProcessBuilder("python3", "src/test/resources/clients/openai_sdk.py", gateway.url("/v1"), KEY)
                    .redirectErrorStream(true).start();
            assertEquals("ok", new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            assertEquals(0, python.waitFor());
            provider.awaitNothingOpen();
        }
    }

    private static boolean installed() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "-c", "import openai").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException noPython) {
            return false;
        }
    }
}
