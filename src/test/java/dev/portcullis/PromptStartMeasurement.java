package dev.portcullis;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints how long the packaged program takes to be ready with 10,000 prompts of 10 versions each in its database, and what memory it
 * has then: {@code load-tests/prompts-at-start}. Arguments are options of its JVM. Other work on the machine changes the time much more than it changes the processor's.
 * Not a test: it says, and promises nothing.
 */
public final class PromptStartMeasurement {

    private static final int PROMPTS = 10_000;
    private static final int VERSIONS = 10;

    private PromptStartMeasurement() {
    }

    public static void main(String[] arguments) throws Exception {
        TestDatabase database = TestDatabase.fresh();
        String yaml = new GatewayFile().builtInSimulator().single("echo", "simulator", "demo;echo").tenant("acme", "acme", "").toString();
        List<String> cache = StartCache.made();
        measure("no prompts", yaml, database, options(arguments, List.of()));
        measure("no prompts, ahead-of-time cache", yaml, database, options(arguments, cache));
        database.execute("INSERT INTO prompt SELECT 'prompt-' || p, '1.9.0', 'Prompt ' || p, '', 'analysis', '', now() FROM generate_series(1, " + PROMPTS + ") p");
        database.execute("INSERT INTO prompt_version (prompt, version, document, hash, published_at, published_by) SELECT 'prompt-' || p, '1.' || v || '.0', d, "
                + "'sha256:' || encode(sha256(d::bytea), 'hex'), now(), 'measurement' FROM (SELECT p, v, '{\"id\":\"prompt-' || p || '\",\"version\":\"1.' || v "
                + "|| '.0\",\"category\":\"analysis\",\"model\":\"echo\",\"template\":\"Say {{what}} of ' || repeat(md5(p || '.' || v) || ' ', 25) || '\",\"parameters\":{\"what\":\"required\"}}' d "
                + "FROM generate_series(1, " + PROMPTS + ") p, generate_series(0, " + (VERSIONS - 1) + ") v) all_of_them");
        measure(PROMPTS + " prompts of " + VERSIONS + " versions", yaml, database, options(arguments, List.of()));
        measure(PROMPTS + " prompts of " + VERSIONS + " versions, ahead-of-time cache", yaml, database, options(arguments, cache));
    }

    private static void measure(String what, String yaml, TestDatabase database, String... options) throws Exception {
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            try (PackagedGateway gateway = PackagedGateway.start(yaml, database.environment(), options)) {
                Duration ready = Duration.ofNanos(System.nanoTime() - begin);
                Duration cpu = gateway.process().info().totalCpuDuration().orElse(Duration.ZERO);
                HttpResponse<String> answer = gateway.post("/v1/chat/completions", "{\"model\":\"prompt/prompt-77@1.3\",\"metadata\":{\"what\":\"hello\"}}",
                        "authorization", "Bearer acme");
                String resident = Files.readAllLines(Path.of("/proc/" + gateway.process().pid() + "/status")).stream().filter(line -> line.startsWith("VmRSS")).findFirst().orElse("?");
                System.out.println(what + ": ready after " + ready.toMillis() + " ms, after " + cpu.toMillis() + " ms of processor time, " + resident.replaceAll("\\s+", " ") + ", a call of one: " + answer.statusCode());
            }
        }
        database.query("SELECT 1");
    }

    /** As in earnest: with all compilers. */
    private static String[] options(String[] asked, List<String> cache) {
        return Stream.of(Stream.of("-XX:TieredStopAtLevel=4"), Arrays.stream(asked), cache.stream()).flatMap(some -> some).toArray(String[]::new);
    }
}
