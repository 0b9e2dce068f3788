package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a database of somebody else's, which is not there. */
class DatabaseAwayIT {

    private static final String KEY = "file-key";
    private static final String MODELS = "/v1/models";

    @TempDir
    Path data;

    @Test
    void theGatewayStartsWithoutItServesTheFilesKeysAndIsReadyOnceItIsThere() {
        TestDatabase database = new TestDatabase("not_there_yet");
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("PORTCULLIS_DATA", data.resolve("unused").toString());
        try (PackagedGateway gateway = PackagedGateway.launch(yaml(), environment)) {
            gateway.await("live", () -> gateway.get("/q/health/live").statusCode() == 200);
            assertEquals(200, gateway.get(MODELS, "authorization", "Bearer " + KEY).statusCode());
            assertEquals(503, gateway.get("/q/health/ready").statusCode());
            assertTrue(gateway.get("/q/health/ready").body().contains("\"database\": \"away\""));
            gateway.await("a warning", () -> gateway.log().contains("tables cannot be made yet"));
            assertFalse(gateway.log().contains(TestDatabase.password()));

            new TestDatabase(TestDatabase.server().database()).execute("CREATE DATABASE " + database.name());
            gateway.await("ready", () -> gateway.get("/q/health/ready").statusCode() == 200);
            gateway.await("up", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"up\""));
            assertFalse(Files.exists(data.resolve("unused/postgresql")), "no database is kept here when there is one elsewhere");
        }
    }

    @Test
    void aDatabaseThatHangsIsNoticedAndReadinessStays() {
        try (PackagedGateway gateway = PackagedGateway.start(null)) {
            gateway.await("up", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"up\""));
            TestDatabase.freeze();
            try {
                gateway.await("away", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"away\""));
                gateway.await("a warning", () -> gateway.log().contains("the database is away"));
                assertEquals(200, gateway.get("/q/health/ready").statusCode());
            } finally {
                TestDatabase.thaw();
            }
            gateway.await("up again", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"up\""));
            List<String> said = gateway.log().lines().filter(line -> line.contains("WARN") && line.contains("the database is away"))
                    .map(line -> line.substring(line.indexOf("WARN"))).toList();
            assertFalse(said.isEmpty(), gateway.log());
            assertEquals(Set.copyOf(said).size(), said.size(), "what could not be read is said once: " + gateway.log());
        }
    }

    /** The data plane asks the database nothing, so it cannot notice; the control plane says so within its limit. */
    @Test
    void callsDoNotNoticeAndTheControlPlaneSaysSoUntilItIsBack() throws Exception {
        try (PackagedGateway gateway = PackagedGateway.start(yaml())) {
            String issued = new ObjectMapper().readTree(gateway.admin("POST", "/tenants/acme/keys", null).body()).get("key").textValue();
            for (Runnable outage : new Runnable[] {TestDatabase::freeze, () -> TestDatabase.server().process().destroyForcibly()}) {
                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Long> slowest = CompletableFuture.supplyAsync(() -> callUntil(over, gateway, issued));
                outage.run();
                try {
                    askWhileItIsAway(gateway, "POST", "/tenants/acme/keys", null);
                    // Each is given the same time to wait for the database.
                    CompletableFuture<Void> beside = CompletableFuture.runAsync(
                            () -> askWhileItIsAway(gateway, "PUT", "/models/m/weights", "{\"only\":1}"), Thread::startVirtualThread);
                    askWhileItIsAway(gateway, "GET", "/audit", null);
                    beside.get(10, TimeUnit.SECONDS);
                    assertEquals(200, gateway.admin("GET", "/config", null).statusCode(), "what needs no database is answered");
                    assertEquals(200, gateway.admin("GET", "/models/m/weights", null).statusCode());
                } finally {
                    TestDatabase.thaw();
                    over.set(true);
                }
                assertTrue(slowest.get(10, TimeUnit.SECONDS) < 1_000, "slowest call: " + slowest.get() + " ms");
                gateway.await("a key can be issued again", () -> gateway.admin("POST", "/tenants/acme/keys", null).statusCode() == 201);
                gateway.await("up", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"up\""));
            }
            assertFalse(gateway.log().contains("SqlClientConnection"), "of each transaction two lines");
        }
    }

    private static void askWhileItIsAway(PackagedGateway gateway, String method, String path, String body) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = gateway.admin(method, path, body);
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        // A database that was killed may be back already.
        if (answer.statusCode() != 503) {
            assertTrue(answer.statusCode() < 300, answer.body());
            return;
        }
        assertTrue(answer.body().contains("\"store_unavailable\""), answer.body());
        assertEquals("1", answer.headers().firstValue("retry-after").orElseThrow());
        assertTrue(took < 6_000, path + " took " + took + " ms");
    }

    /** Without the database nobody can say what the generated admin key is; a wrong answer would be worse than none. */
    @Test
    void anAdminKeyThatNobodyKnowsYetIsNotCalledWrong() {
        Map<String, String> environment = new HashMap<>(new TestDatabase("never_there").environment());
        environment.put("PORTCULLIS_ADMIN_KEY", "");
        try (PackagedGateway gateway = PackagedGateway.launch(yaml(), environment)) {
            gateway.await("live", () -> gateway.get("/q/health/live").statusCode() == 200);
            assertEquals(503, gateway.admin("GET", "/config", null).statusCode());
            assertEquals(401, gateway.ask("GET", "/admin/v1/config", null).statusCode());
        }
    }

    @Test
    void aUrlThatIsNoneStopsTheStartInOneLineWithoutItsPassword() throws InterruptedException {
        try (PackagedGateway gateway = PackagedGateway.launch(null, Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://ann:s3cret@db:port/p"))) {
            assertTrue(gateway.process().waitFor(20, TimeUnit.SECONDS));
            assertEquals(1, gateway.process().exitValue());
            assertEquals(1, gateway.log().lines().count(), gateway.log());
            assertTrue(gateway.log().contains("QUARKUS_DATASOURCE_REACTIVE_URL is not the URL of a PostgreSQL"), gateway.log());
            assertFalse(gateway.log().contains("s3cret"), gateway.log());
        }
    }

    private static String yaml() {
        return new GatewayFile().provider("p", "simulator", "", "").single("m", "p", "demo").tenant("acme", KEY, "").toString()
                .replace(", base-url: \"\"", "");
    }

    /** @return milliseconds that the slowest of the calls took */
    private static long callUntil(AtomicBoolean over, PackagedGateway gateway, String key) {
        long slowest = 0;
        while (!over.get()) {
            long begin = System.nanoTime();
            assertEquals(200, gateway.post("/v1/chat/completions", RawCall.body("m", ""), "x-api-key", key).statusCode());
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        return TimeUnit.NANOSECONDS.toMillis(slowest);
    }
}
