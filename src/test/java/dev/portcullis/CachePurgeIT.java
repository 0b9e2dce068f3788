package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Purges, and how two gateways on one database know of them. */
class CachePurgeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PURGE = "/cache/purge";
    private static final String YAML = new GatewayFile().provider("p", "simulator", "", "").single("demo", "p", "demo")
            .tenant("acme", "file-key", ", cache: { enabled: true }").tenant("other", "other-key", "").toString().replace(", base-url: \"\"", "");
    private static final String DIGEST = "0123456789abcdefghijklmnopqrstuvwxyzABCDE-_";
    private static TestDatabase database;
    private static PackagedGateway first;
    private static PackagedGateway second;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        first = PackagedGateway.launch(YAML, database.environment());
        second = PackagedGateway.launch(YAML, database.environment());
        first.awaitReady();
        second.awaitReady();
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @BeforeEach
    void none() {
        database.execute("DELETE FROM cache_purge");
        database.execute("SELECT pg_notify('portcullis', 'purges')");
        within(1_000, "none is known", () -> known(first) == 0 && known(second) == 0);
    }

    @Test
    void isInForceHereWhenItIsAnsweredAndWithinASecondElsewhere() {
        for (int i = 1; i <= 5; i++) {
            assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\",\"model\":\"m" + i + "\"}").statusCode());
            assertEquals(i, known(first));
            int all = i;
            within(1_000, "known to the other", () -> known(second) == all);
        }
        try (PackagedGateway third = PackagedGateway.start(YAML, database.environment())) {
            third.await("known to one that comes later", () -> known(third) == 5);
        }
    }

    @Test
    void oneTakesThePlaceOfAllThatItCovers() {
        for (String body : List.of("{\"tenant\":\"other\"}", "{\"tenant\":\"acme\",\"model\":\"demo\",\"key\":\"" + DIGEST + "\"}", "{\"tenant\":\"acme\",\"prompt\":\"p\"}",
                "{\"tenant\":\"acme\",\"model\":\"demo\"}", "{\"tenant\":\"acme\",\"model\":\"demo\"}", "{\"tenant\":\"acme\",\"model\":\"rare\",\"prompt\":null}")) {
            assertEquals(204, first.admin("POST", PURGE, body).statusCode());
        }
        assertEquals(Set.of("acme/demo//", "acme//p/", "acme/rare//", "other///"),
                Set.copyOf(database.query("SELECT tenant || '/' || model || '/' || prompt || '/' || digest FROM cache_purge")));
        assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\"}").statusCode());
        assertEquals(List.of("acme", "other"), database.query("SELECT tenant FROM cache_purge ORDER BY tenant"));
        assertEquals(2, known(first));
    }

    /** A clock that is behind would have let through what the other one's purge kept away. */
    @Test
    void itReachesAsFarAsWhatItTakesThePlaceOf() {
        database.execute("INSERT INTO cache_purge (tenant, model, prompt, digest, at, revision) VALUES ('acme', 'demo', '', '', now() + interval '1 hour', 1)");
        assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\"}").statusCode());
        assertEquals(List.of("t"), database.query("SELECT at > now() + interval '59 minutes' FROM cache_purge"));
    }

    @Test
    void itReachesAFewSecondsFurtherThanNow() {
        assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\"}").statusCode());
        assertEquals(List.of("t"), database.query("SELECT at BETWEEN now() AND now() + interval '6 seconds' FROM cache_purge"));
    }

    @Test
    void whatNobodyIsToldOfIsSeenWithinASecond() {
        database.execute("INSERT INTO cache_purge (tenant, model, prompt, digest, at, revision) VALUES ('acme', '', '', '', now(), "
                + "pg_current_xact_id()::text::bigint)");
        within(2_000, "known to both", () -> known(first) == 1 && known(second) == 1);
    }

    @Test
    void whatNoAnswerCanBeAsOldAsIsForgotten() {
        database.execute("INSERT INTO cache_purge (tenant, model, prompt, digest, at, revision) VALUES ('other', 'old', '', '', now() - interval '49 hours', 1), "
                + "('other', 'young', '', '', now() - interval '47 hours', 1)");
        assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\"}").statusCode());
        assertEquals(List.of("", "young"), database.query("SELECT model FROM cache_purge ORDER BY model"));
    }

    @Test
    void aTenantHasAtMostAThousandAndTheWayOutIsSaid() throws JsonProcessingException {
        database.execute("INSERT INTO cache_purge (tenant, model, prompt, digest, at, revision) "
                + "SELECT 'acme', 'm' || n, '', '', now(), pg_current_xact_id()::text::bigint FROM generate_series(1, 999) n");
        assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\",\"model\":\"demo\"}").statusCode());
        assertEquals(1_000, known(first));
        JsonNode error = JSON.readTree(first.admin("POST", PURGE, "{\"tenant\":\"acme\",\"model\":\"more\"}").body()).get("error");
        assertEquals("too_many_purges", error.get("code").textValue());
        assertEquals(List.of("1000"), database.query("SELECT count(*) FROM cache_purge"));
        assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\"}").statusCode());
        assertEquals(1, known(first));
    }

    /** What the call's log line says is what the purge takes, and no other answer goes with it. */
    @Test
    void oneAnswerIsPurgedByTheKeyThatTheLogShows() {
        assertEquals("miss", ask("kept", "purge-kept"));
        assertEquals("miss", ask("wrong", "purge-wrong"));
        assertEquals("hit", ask("wrong", "purge-wrong-again"));
        String shown = shown("purge-wrong");
        assertEquals(shown, shown("purge-wrong-again"));
        assertNotEquals(shown, shown("purge-kept"));
        assertEquals(204, first.admin("POST", PURGE, "{\"tenant\":\"acme\",\"key\":\"" + shown + "\"}").statusCode());
        assertEquals("miss", ask("wrong", "purge-wrong-anew"));
        assertEquals("hit", ask("kept", "purge-kept-again"));
    }

    private static String ask(String text, String id) {
        return first.post("/v1/chat/completions", RawCall.body("demo", ",\"temperature\":0,\"stop\":\"" + text + "\""), "authorization", "Bearer file-key",
                "x-request-id", id).headers().firstValue("x-portcullis-cache").orElseThrow();
    }

    private static String shown(String id) {
        first.await("the log has " + id, () -> first.log().contains(" id=" + id + " "));
        String line = first.log().lines().filter(one -> one.contains(" id=" + id + " ")).findFirst().orElseThrow();
        return Arrays.stream(line.split(" ")).filter(field -> field.startsWith("cache_key=")).findFirst().orElseThrow().substring("cache_key=".length());
    }

    @Test
    void theAuditHasIt() throws JsonProcessingException {
        assertEquals(204, first.ask("POST", "/admin/v1" + PURGE, "{\"tenant\":\"acme\",\"prompt\":\"review\",\"key\":\"" + DIGEST + "\"}", "x-api-key",
                PackagedGateway.ADMIN_KEY, "x-request-id", "purge-1").statusCode());
        JsonNode change = JSON.readTree(second.admin("GET", "/audit?limit=1000", null).body()).get("data").valueStream()
                .filter(one -> one.get("request_id").textValue().equals("purge-1")).findFirst().orElseThrow();
        assertEquals("cache.purge", change.get("action").textValue());
        assertEquals("acme", change.get("subject").textValue());
        assertTrue(change.get("from").isNull());
        assertEquals(JSON.readTree("{\"prompt\":\"review\",\"key\":\"" + DIGEST + "\"}"), change.get("to"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                         | 422 | invalid_value    | tenant
            {"tenant":null}                            | 422 | invalid_value    | tenant
            {"tenant":7}                               | 422 | invalid_value    | tenant
            {"tenant":"nobody"}                        | 404 | tenant_not_found | tenant
            {"tenant":"a\\u0000b"}                     | 404 | tenant_not_found | tenant
            {"tenant":"acme","model":" "}              | 422 | invalid_value    | model
            {"tenant":"acme","model":""}               | 422 | invalid_value    | model
            {"tenant":"acme","prompt":"a\\u0000b"}     | 422 | invalid_value    | prompt
            {"tenant":"acme","key":"short"}            | 422 | invalid_value    | key
            {"tenant":"acme","modle":"demo"}           | 422 | invalid_value    | modle
            []                                         | 422 | invalid_value    |
            {"tenant":                                 | 400 | invalid_json     |
            """)
    void oneThatIsWrongIsRefusedByName(String body, int status, String code, String param) throws JsonProcessingException {
        HttpResponse<String> refused = first.admin("POST", PURGE, body);
        assertEquals(status, refused.statusCode(), refused.body());
        JsonNode error = JSON.readTree(refused.body()).get("error");
        assertEquals(code, error.get("code").textValue());
        assertEquals(param, error.get("param").textValue());
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM cache_purge"));
    }

    @Test
    void isForAdminsAndDescribed() throws JsonProcessingException {
        assertEquals(401, first.ask("POST", "/admin/v1" + PURGE, "{\"tenant\":\"acme\"}", "authorization", "Bearer file-key").statusCode());
        assertEquals(400, first.admin("POST", PURGE, null).statusCode());
        assertEquals(405, first.admin("GET", PURGE, null).statusCode());
        JsonNode post = JSON.readTree(first.get("/q/openapi?format=json").body()).get("paths").get("/admin/v1/cache/purge").get("post");
        assertTrue(post.get("responses").has("204"));
        assertEquals("#/components/schemas/WantedPurge", post.at("/requestBody/content/application~1json/schema/$ref").textValue());
    }

    private static long known(PackagedGateway gateway) {
        return gateway.get("/q/metrics").body().lines().filter(line -> line.startsWith("portcullis_cache_purges"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).findFirst().orElseThrow();
    }

    private static void within(long milliseconds, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertFalse(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(milliseconds), "not within " + milliseconds + " ms: " + what);
        }
    }
}
