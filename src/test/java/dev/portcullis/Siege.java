package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A gateway under attack: one tenant, one model served by the built-in simulator, and what has to hold after every attack. */
final class Siege {

    static final String KEY = "acme-caller-1";
    static final String REVOKED = "acme-caller-0";
    static final String CHAT = "POST /v1/chat/completions HTTP/1.1\r\nhost: gateway\r\nauthorization: Bearer " + KEY;
    static final String HELLO = "{\"model\":\"demo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private Siege() {
    }

    /** @param targets of models, one a line: {@code name: settings of the simulator} */
    static String yaml(String... targets) {
        StringBuilder yaml = new StringBuilder("""
                providers:
                  simulator: { dialect: simulator }
                tenants:
                  acme: { keys: [ "sha256:%s" ] }
                models:
                  demo: { targets: { only: { provider: simulator } } }
                """.formatted(hash(KEY)));
        for (String target : targets) {
            String[] parts = target.split(": ", 2);
            yaml.append("  ").append(parts[0]).append(": { targets: { only: { provider: simulator, model: \"").append(parts[1]).append("\" } } }\n");
        }
        return yaml.toString();
    }

    static String chat(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    /** One request with this body on a connection of its own. */
    static RawResponse post(PackagedGateway gateway, byte[] body, String... headers) throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            String more = headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers);
            return client.send(RawClient.request(CHAT + more, body)).read();
        }
    }

    static RawResponse post(PackagedGateway gateway, String body) throws IOException {
        return post(gateway, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing is held any more, and the next caller is served. */
    static void assertUnharmed(PackagedGateway gateway) throws IOException {
        gateway.await("no open call, stream or body", () -> gateway.metric("portcullis_open_calls") == 0
                && gateway.metric("portcullis_open_streams") == 0 && gateway.metric("portcullis_request_body_bytes") == 0);
        assertEquals(200, post(gateway, HELLO).status());
    }

    /** The end of every siege: nothing is held, the next caller is served, and the log tells of no failure. Closes the gateway. */
    static void lift(PackagedGateway gateway) throws IOException {
        try (gateway) {
            assertUnharmed(gateway);
            assertFalse(gateway.log().contains("\tat ") || gateway.log().contains(" ERROR "), gateway::log);
        }
    }

    /** Bytes that are in use on the heap after a full collection. */
    static long heapAfterCollection(PackagedGateway gateway) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            for (int i = 0; i < 2; i++) {
                new ProcessBuilder(jcmd, Long.toString(gateway.process().pid()), "GC.run").redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return (long) gateway.metric("jvm_memory_used_bytes", "area=\"heap\"");
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
