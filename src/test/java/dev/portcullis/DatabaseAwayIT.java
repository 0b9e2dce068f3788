package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with a database of somebody else's, which is not there. */
class DatabaseAwayIT {

    private static final String KEY = "file-key";
    private static final String MODELS = "/v1/models";

    @TempDir
    java.nio.file.Path data;

    @Test
    void theGatewayStartsWithoutItServesTheFilesKeysAndIsReadyOnceItIsThere() {
        TestDatabase database = new TestDatabase("not_there_yet");
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("PORTCULLIS_DATA", data.resolve("unused").toString());
        String yaml = new GatewayFile().provider("p", "simulator", "http://127.0.0.1:9/v1", "").single("m", "p", "demo").tenant("acme", KEY, "").toString();
        try (PackagedGateway gateway = PackagedGateway.launch(yaml, environment)) {
            gateway.await("live", () -> gateway.get("/q/health/live").statusCode() == 200);
            assertEquals(200, gateway.get(MODELS, "authorization", "Bearer " + KEY).statusCode());
            assertEquals(503, gateway.get("/q/health/ready").statusCode());
            assertTrue(gateway.get("/q/health/ready").body().contains("\"database\": \"away\""));
            gateway.await("a warning", () -> gateway.log().contains("tables cannot be made yet"));
            assertFalse(gateway.log().contains(TestDatabase.password()));

            new TestDatabase(TestDatabase.server().database()).execute("CREATE DATABASE " + database.name());
            gateway.await("ready", () -> gateway.get("/q/health/ready").statusCode() == 200);
            gateway.await("up", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"up\""));
            assertFalse(java.nio.file.Files.exists(data.resolve("unused")), "nothing is written for a database that is elsewhere");
        }
    }

    @Test
    void aDatabaseThatHangsIsNoticedAndReadinessStays() {
        try (PackagedGateway gateway = PackagedGateway.start(null)) {
            gateway.await("up", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"up\""));
            TestDatabase.freeze();
            try {
                gateway.await("away", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"away\""));
                gateway.await("one warning", () -> gateway.log().contains("the database is away"));
                assertEquals(200, gateway.get("/q/health/ready").statusCode());
            } finally {
                TestDatabase.thaw();
            }
            gateway.await("up again", () -> gateway.get("/q/health/ready").body().contains("\"database\": \"up\""));
            assertEquals(1, gateway.log().lines().filter(line -> line.contains("WARN") && line.contains("the database is away")).count(), gateway.log());
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
}
