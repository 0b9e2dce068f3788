package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of prompts that is changed while the packaged program serves calls. The model {@code echo} answers with what it is asked. */
class PromptDirectoryIT {

    private static final Duration LIVE = Duration.ofSeconds(2);
    private static final String CALL = "{\"prompt\":{\"id\":\"greet\",\"variables\":{\"who\":\"Ann\"}}}";

    @TempDir
    Path prompts;

    private void write(String version, String text) throws IOException {
        Path draft = Files.writeString(prompts.resolve("greet.prompt.tmp"), "---\nversion: " + version
                + "\nmodel: echo\nportcullis.parameters: { who: required }\n---\n" + text + "\n");
        Files.move(draft, prompts.resolve("greet.prompt"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static HttpResponse<String> ask(PackagedGateway gateway) {
        return gateway.post("/v1/chat/completions", CALL, "authorization", "Bearer acme");
    }

    @Test
    void aChangeIsLiveInTwoSecondsWithoutADroppedCallAndABrokenFileChangesNothing() throws IOException {
        write("1.0.0", "Hi {{who}}.");
        String yaml = new GatewayFile().builtInSimulator().single("echo", "simulator", "demo;echo").tenant("acme", "acme", "").toString()
                + "prompts: { directory: " + prompts + " }\n";
        try (PackagedGateway gateway = PackagedGateway.start(yaml)) {
            assertTrue(ask(gateway).body().contains("Hi Ann."), () -> ask(gateway).body());
            showsWhereAPromptComesFromAndChangesOnlyWhatIsItsOwn(gateway);
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger dropped = new AtomicInteger();
            CompletableFuture<Void> calls = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    if (ask(gateway).statusCode() != 200) {
                        dropped.incrementAndGet();
                    }
                }
            });
            write("1.0.1", "Hello {{who}}.");
            gateway.await("the change is live", LIVE, () -> ask(gateway).body().contains("Hello Ann."));
            assertEquals("greet@1.0.1", ask(gateway).headers().firstValue("x-portcullis-prompt").orElse("none"));
            write("1.0.2", "Bye {{whom}}.");
            gateway.await("it says why", () -> gateway.log().contains("greet.prompt:6:7: `whom` is not a declared parameter"));
            gateway.await("it is counted", () -> gateway.metric("portcullis_prompt_files_broken") == 1);
            assertTrue(ask(gateway).body().contains("Hello Ann."));
            assertEquals(200, gateway.get("/q/health/ready").statusCode());
            over.set(true);
            calls.join();
            assertEquals(0, dropped.get());
        }
    }

    private static void showsWhereAPromptComesFromAndChangesOnlyWhatIsItsOwn(PackagedGateway gateway) {
        assertEquals(201, gateway.admin("POST", "/prompts", "{\"id\":\"own\",\"version\":\"1.0.0\",\"template\":\"Own\"}").statusCode());
        String list = gateway.admin("GET", "/prompts", null).body();
        assertTrue(list.contains("\"id\":\"greet\",\"source\":\"directory\"") && list.contains("\"id\":\"own\",\"source\":\"database\""), list);
        assertTrue(gateway.admin("GET", "/prompts?limit=1", null).body().contains("\"next\":\"greet\""));
        assertTrue(gateway.admin("GET", "/prompts/greet", null).body().contains("\"source\":\"directory\""));
        HttpResponse<String> published = gateway.admin("POST", "/prompts", "{\"id\":\"greet\",\"version\":\"2.0.0\",\"template\":\"Hi\"}");
        assertEquals(409, published.statusCode(), published.body());
        assertTrue(published.body().contains("prompt_in_directory"), published.body());
        assertEquals(409, gateway.admin("PUT", "/prompts/greet/deployment", "{\"blue\":\"1.0.0\"}").statusCode());
    }
}
