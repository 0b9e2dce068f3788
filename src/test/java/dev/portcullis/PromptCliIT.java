package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code prompts …} as a process of the packaged program, against another one that serves. */
class PromptCliIT {

    private static PackagedGateway gateway;

    @TempDir
    Path root;

    private record Ended(int code, String out) {
    }

    @BeforeAll
    static void start() {
        gateway = PackagedGateway.start(null);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private Ended run(String key, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(StartCache.options());
        command.addAll(List.of("-jar", PackagedGateway.jar().toString(), "prompts"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("PORTCULLIS_ADMIN_KEY", key);
        // Whoever is no gateway does not read it.
        builder.environment().put("PORTCULLIS_CONFIG", "/nowhere/gateway.yaml");
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not end");
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    @Test
    void aDirectoryIsCheckedComparedAndPublishedOnce() throws IOException, InterruptedException {
        Files.copy(Path.of("src/test/resources/prompts/seed-template.json"), root.resolve("seed.json"));
        Files.writeString(root.resolve("a.prompt"), "---\nversion: 1.0.0\n---\n{{> rules@1.0.0}} Hi.\n");
        Files.writeString(root.resolve("rules.prompt"), "---\nversion: 1.0.0\n---\nBe kind.\n");
        String[] there = {root.toString(), "--server", gateway.url("")};
        assertEquals(0, run("", "lint", root.toString()).code);

        Ended dry = run(PackagedGateway.ADMIN_KEY, "push", there[0], there[1], there[2], "--dry-run");
        assertEquals(0, dry.code, dry.out);
        assertEquals(404, gateway.admin("GET", "/prompts/a", null).statusCode());
        Ended differs = run(PackagedGateway.ADMIN_KEY, "diff", there[0], there[1], there[2]);
        assertEquals(1, differs.code, differs.out);
        assertTrue(differs.out.contains("a.prompt:2:1: version: a@1.0.0 is new\n"), differs.out);

        Ended pushed = run(PackagedGateway.ADMIN_KEY, "push", there[0], there[1], there[2]);
        assertEquals(0, pushed.code, pushed.out);
        assertTrue(pushed.out.endsWith("3 published, 0 were there\n"), pushed.out);
        assertEquals(200, gateway.admin("GET", "/prompts/code-review-v2.1/versions/2.1.0", null).statusCode());
        Ended same = run(PackagedGateway.ADMIN_KEY, "diff", there[0], there[1], there[2]);
        assertEquals(0, same.code, same.out);

        Path exported = root.resolve("exported");
        Ended export = run(PackagedGateway.ADMIN_KEY, "export", exported.toString(), there[1], there[2]);
        assertEquals(0, export.code, export.out);
        assertEquals("---\nname: a\nversion: 1.0.0\n---\n{{> rules@1.0.0}} Hi.\n", Files.readString(exported.resolve("a@1.0.0.prompt")));
        assertEquals(Files.readString(exported.resolve("code-review-v2.1@2.1.0.prompt")),
                gateway.admin("GET", "/prompts/code-review-v2.1/versions/latest?format=prompt", null).body());
        assertTrue(run(PackagedGateway.ADMIN_KEY, "export", exported.toString(), there[1], there[2]).out.endsWith("0 written, 3 were there\n"));
        assertEquals(422, gateway.admin("GET", "/prompts/a/versions/1.0.0?format=xml", null).statusCode());
        try (java.util.stream.Stream<Path> files = Files.list(exported)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        Files.writeString(root.resolve("a.prompt"), "---\nversion: 1.0.1\nportcullis.parameters: { who: required }\n---\n{{> rules@1.0.0}} Hi {{who}}.\n");
        Ended refused = run(PackagedGateway.ADMIN_KEY, "push", there[0], there[1], there[2]);
        assertEquals(1, refused.code, refused.out);
        assertTrue(refused.out.startsWith("a.prompt:2:1: version: this change needs 2.0.0 (major)"), refused.out);
        assertEquals(404, gateway.admin("GET", "/prompts/a/versions/1.0.1", null).statusCode());

        Ended stranger = run("another-key", "push", there[0], there[1], there[2]);
        assertEquals(2, stranger.code, stranger.out);
    }
}
