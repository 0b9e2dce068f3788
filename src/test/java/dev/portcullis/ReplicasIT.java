package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two gateways on one database. */
class ReplicasIT {

    private static final String YAML = new GatewayFile().provider("p", "simulator", "", "")
            .model("split", "", GatewayFile.target("blue", "p", "demo", 100), GatewayFile.target("green", "p", "demo", 0))
            .tenant("acme", "file-key", "").toString().replace(", base-url: \"\"", "");
    private static final String WEIGHTS = "/models/split/weights";
    private static TestDatabase database;
    private static PackagedGateway first;
    private static PackagedGateway second;

    /** Both at once, on a database without tables; neither is told an admin key. */
    @BeforeAll
    static void start() {
        database = TestDatabase.empty();
        first = PackagedGateway.launch(YAML, environment());
        second = PackagedGateway.launch(YAML, environment());
        for (PackagedGateway gateway : new PackagedGateway[] {first, second}) {
            gateway.await("ready", () -> gateway.get("/q/health/ready").statusCode() == 200);
        }
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Test
    void oneOfThemMakesTheAdminKeyAndSaysItOutsideOfTheLog() {
        List<String> said = Stream.of(first, second).flatMap(gateway -> gateway.log().lines()).filter(line -> line.contains("sk-pc-admin-")).toList();
        assertEquals(1, said.size(), said.toString());
        assertTrue(said.getFirst().startsWith("The admin key, said this once"), said.getFirst());
        String key = adminKey();
        for (PackagedGateway gateway : new PackagedGateway[] {first, second}) {
            assertEquals(200, admin(gateway, "GET", "/audit", null).statusCode());
        }
        assertEquals(List.of(), database.query("SELECT value FROM setting WHERE value LIKE '%" + key.substring(12) + "%'"));
    }

    @Test
    void aKeyThatOneIssuesIsGoodAtTheOtherWithinASecondAndRefusedWithinASecondAfterItIsRevoked() throws JsonProcessingException {
        for (int round = 0; round < 5; round++) {
            var fresh = new ObjectMapper().readTree(admin(first, "POST", "/tenants/acme/keys", null).body());
            String key = fresh.get("key").textValue();
            within(1_000, "good at the other", () -> models(second, key) == 200);
            assertEquals(204, admin(second, "DELETE", "/tenants/acme/keys/" + fresh.get("id").textValue(), null).statusCode());
            within(1_000, "refused at the first", () -> models(first, key) == 401);
            assertEquals(401, models(second, key));
        }
    }

    @Test
    void weightsMoveOnBothAndAreKeptAcrossARestart() {
        assertEquals(200, admin(first, "PUT", WEIGHTS, "{\"blue\":0,\"green\":1}").statusCode());
        within(1_000, "green at the other", () -> target(second).equals("split/green"));
        try (PackagedGateway third = PackagedGateway.start(YAML, environment())) {
            assertEquals("split/green", target(third));
            assertTrue(admin(third, "GET", WEIGHTS, null).body().contains("\"override\""));
        }
        assertEquals(200, admin(second, "DELETE", WEIGHTS, null).statusCode());
        within(1_000, "blue at the first", () -> target(first).equals("split/blue"));
    }

    @Test
    void eachIsCountedWhileItIsThere() {
        try (PackagedGateway third = PackagedGateway.start(YAML, environment())) {
            third.await("three of them", () -> rows() == 3);
        }
        // It says so as it ends; it would be missed after 15 s only.
        within(5_000, "two of them", () -> rows() == 2);
    }

    private static long rows() {
        return Long.parseLong(database.query("SELECT count(*) FROM replica WHERE seen > now() - interval '15 seconds'").getFirst());
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("PORTCULLIS_ADMIN_KEY", " ");
        return environment;
    }

    private static String adminKey() {
        return Stream.of(first, second).flatMap(gateway -> gateway.log().lines()).filter(line -> line.contains("sk-pc-admin-")).findFirst()
                .map(line -> line.substring(line.indexOf("sk-pc-admin-"))).orElseThrow();
    }

    private static java.net.http.HttpResponse<String> admin(PackagedGateway gateway, String method, String path, String body) {
        return gateway.ask(method, "/admin/v1" + path, body, "authorization", "Bearer " + adminKey());
    }

    private static int models(PackagedGateway gateway, String key) {
        return gateway.get("/v1/models", "authorization", "Bearer " + key).statusCode();
    }

    private static String target(PackagedGateway gateway) {
        return gateway.post("/v1/chat/completions", RawCall.body("split", ""), "x-api-key", "file-key").headers()
                .firstValue("x-portcullis-target").orElseThrow();
    }

    private static void within(long milliseconds, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertFalse(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(milliseconds), "not within " + milliseconds + " ms: " + what);
        }
    }
}
