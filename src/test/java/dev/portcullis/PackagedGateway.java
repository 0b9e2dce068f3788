package dev.portcullis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The packaged program as a process of its own, with a {@code gateway.yaml} in a folder of its own and a fresh database, unless
 * its environment names another one or a data folder. Its log is what a user would see; {@link #close} fails if the event loop
 * was ever blocked.
 */
public final class PackagedGateway implements AutoCloseable {

    /** Opens the control plane, unless the environment says another key. */
    public static final String ADMIN_KEY = "the-admin-key-of-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BLOCKED = "has been blocked for";

    private final Path folder;
    private final Path log;
    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private PackagedGateway(Path folder, Path log, Process process, int port) {
        this.folder = folder;
        this.log = log;
        this.process = process;
        this.port = port;
    }

    /** Starts and waits until it is ready. @param yaml null for none: the built-in demo */
    public static PackagedGateway start(String yaml, String... javaOptions) {
        return start(yaml, Map.of(), javaOptions);
    }

    public static PackagedGateway start(String yaml, Map<String, String> environment, String... javaOptions) {
        return launch(yaml, environment, javaOptions).awaitReady();
    }

    /** Ends it if that is in vain: who starts a gateway does not get one then, and could not end it. */
    public PackagedGateway awaitReady() {
        try {
            await("ready", () -> get("/q/health/ready").statusCode() == 200);
            return this;
        } catch (AssertionError inVain) {
            process.destroyForcibly();
            throw inVain;
        }
    }

    /** Starts and does not wait: of several that are started together one reads its classes while another waits for its database. */
    public static PackagedGateway launch(String yaml, Map<String, String> environment, String... javaOptions) {
        try {
            Path folder = Files.createTempDirectory("portcullis");
            if (yaml != null) {
                Files.writeString(folder.resolve("gateway.yaml"), yaml);
            }
            int port = FreePort.next();
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                    // It lives for seconds: compiling as for weeks would take as long as the tests.
                    "-XX:TieredStopAtLevel=1"));
            command.addAll(List.of(javaOptions));
            // Whoever says how the JVM works means all of it.
            if (List.of(javaOptions).stream().noneMatch(option -> option.startsWith("-XX:"))) {
                command.addAll(StartCache.options());
            }
            command.addAll(List.of("-jar", jar().toString()));
            Path log = folder.resolve("log.txt");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
            builder.environment().put("QUARKUS_SHUTDOWN_DELAY", "200ms");
            builder.environment().put("PORTCULLIS_ADMIN_KEY", ADMIN_KEY);
            if (!environment.containsKey("QUARKUS_DATASOURCE_REACTIVE_URL") && !environment.containsKey("PORTCULLIS_DATA")) {
                builder.environment().putAll(TestDatabase.fresh().environment());
            }
            builder.environment().putAll(environment);
            return new PackagedGateway(folder, log, builder.start(), port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Path jar() {
        return Path.of(System.getProperty("portcullis.jar", "target/quarkus-app/quarkus-run.jar")).toAbsolutePath();
    }

    public int port() {
        return port;
    }

    public Process process() {
        return process;
    }

    /** Where {@code gateway.yaml} is. */
    public Path folder() {
        return folder;
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path))).timeout(PATIENCE);
        return send(headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path))).timeout(PATIENCE)
                .header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    /** @param body null for none */
    public HttpResponse<String> admin(String method, String path, String body) {
        return ask(method, "/admin/v1" + path, body, "authorization", "Bearer " + ADMIN_KEY);
    }

    /** @param body null for none; JSON else */
    public HttpResponse<String> ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path))).timeout(PATIENCE).method(method,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("content-type", "application/json");
        }
        return send(headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    /** A metric's value, the sum over all its rows that have these labels as Prometheus writes them, such as {@code status="200"}. */
    public double metric(String name, String... labels) {
        return get("/q/metrics").body().lines().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    /** Waits for a condition; fails with the log when it does not come true in time or the process ends. */
    public void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    public void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (UncheckedIOException notYet) {
                // It does not listen yet.
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("waited in vain for: " + what + "\n" + log());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not stop within 40 s\n" + log());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (log().contains(BLOCKED)) {
            throw new AssertionError("an event loop was blocked\n" + log());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
