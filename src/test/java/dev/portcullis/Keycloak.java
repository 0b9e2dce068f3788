package dev.portcullis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Keycloak's own server as a process, and as much of its admin API as a realm with a few clients needs. */
final class Keycloak implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String ADMIN = "admin";
    private static final String PASSWORD = "only-for-this-test";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final Path log;
    private final String url;

    private Keycloak(Process process, Path log, String url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /** Starts the server that lies in this folder, with a database in memory, and waits until it answers. */
    static Keycloak start(Path home) {
        try {
            int port = FreePort.next();
            Path log = Files.createTempFile("keycloak", ".log");
            Path script = home.resolve("bin").resolve("kc.sh");
            script.toFile().setExecutable(true);
            ProcessBuilder builder = new ProcessBuilder(script.toString(), "start-dev", "--http-host=127.0.0.1", "--http-port=" + port, "--db=dev-mem")
                    .redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN,
                    "KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD));
            Keycloak keycloak = new Keycloak(builder.start(), log, "http://127.0.0.1:" + port);
            keycloak.awaitAnswer();
            return keycloak;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The issuer of a realm's tokens, and where it is found. */
    String realm(String name) {
        return url + "/realms/" + name;
    }

    void createRealm(String name) {
        create("/admin/realms", Map.of("realm", name, "enabled", true));
        create("/admin/realms/" + name + "/roles", Map.of("name", "admin"));
    }

    /**
     * A client that gets tokens for itself, with its own name as its secret, whose tokens claim the tenant {@code acme}.
     *
     * @param audience of its tokens
     */
    void createClient(String realm, String name, String audience, int lifeSeconds) {
        Map<String, Object> tenant = Map.of("name", "tenant", "protocol", "openid-connect", "protocolMapper", "oidc-hardcoded-claim-mapper",
                "config", Map.of("claim.name", "tenant", "claim.value", "acme", "jsonType.label", "String", "access.token.claim", "true"));
        Map<String, Object> aud = Map.of("name", "audience", "protocol", "openid-connect", "protocolMapper", "oidc-audience-mapper",
                "config", Map.of("included.custom.audience", audience, "access.token.claim", "true"));
        create("/admin/realms/" + realm + "/clients", Map.of("clientId", name, "secret", name, "serviceAccountsEnabled", true,
                "standardFlowEnabled", false, "attributes", Map.of("access.token.lifespan", Integer.toString(lifeSeconds)),
                "protocolMappers", List.of(tenant, aud)));
    }

    void makeAdmin(String realm, String client) {
        String base = "/admin/realms/" + realm;
        String id = get(base + "/clients?clientId=" + client).get(0).get("id").asText();
        String user = get(base + "/clients/" + id + "/service-account-user").get("id").asText();
        create(base + "/users/" + user + "/role-mappings/realm", List.of(JSON.convertValue(get(base + "/roles/admin"), Map.class)));
    }

    /** The realm signs with a new key from now on; the old one stays published. */
    void rotateKeys(String realm) {
        String id = get("/admin/realms/" + realm).get("id").asText();
        create("/admin/realms/" + realm + "/components", Map.of("name", "rotated", "providerId", "rsa-generated",
                "providerType", "org.keycloak.keys.KeyProvider", "parentId", id, "config", Map.of("priority", List.of("1000"))));
    }

    String token(String realm, String client) {
        return token(realm, Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", client));
    }

    @Override
    public void close() {
        // kc.sh runs the server as a child.
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String token(String realm, Map<String, String> form) {
        String body = form.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(realm(realm) + "/protocol/openid-connect/token"))
                .header("content-type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)));
        return json(answer).get("access_token").asText();
    }

    private String adminToken() {
        return token("master", Map.of("grant_type", "password", "client_id", "admin-cli", "username", ADMIN, "password", PASSWORD));
    }

    private JsonNode get(String path) {
        return json(send(HttpRequest.newBuilder(URI.create(url + path)).header("authorization", "Bearer " + adminToken())));
    }

    private void create(String path, Object what) {
        try {
            send(HttpRequest.newBuilder(URI.create(url + path)).header("authorization", "Bearer " + adminToken())
                    .header("content-type", "application/json").POST(BodyPublishers.ofString(JSON.writeValueAsString(what))));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError(answer + ": " + answer.body());
            }
            return answer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void awaitAnswer() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                send(HttpRequest.newBuilder(URI.create(realm("master"))));
                return;
            } catch (UncheckedIOException | AssertionError notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        }
        close();
        throw new AssertionError("Keycloak did not start:\n" + Files.readString(log));
    }
}
