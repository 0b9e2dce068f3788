package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /admin/v1} of one gateway. */
class ControlPlaneIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEYS = "/tenants/acme/keys";
    private static final String WEIGHTS = "/models/split/weights";
    /** A second is what is promised; the rest is for a machine that has other things to do. */
    private static final Duration A_SECOND_OR_SO = Duration.ofSeconds(2);
    private static TestDatabase database;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        gateway = PackagedGateway.start(file("start"), database.environment());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({"GET, /config", "POST, /config/reload", "GET, /audit", "GET, /tenants/acme/keys", "POST, /tenants/acme/keys",
        "DELETE, /tenants/acme/keys/x", "GET, /models/split/weights", "PUT, /models/split/weights", "DELETE, /models/split/weights", "GET, /nope", "GET, /"})
    void isClosedToWhoeverIsNoAdmin(String method, String path) throws JsonProcessingException {
        for (String[] headers : new String[][] {{}, {"authorization", "Bearer wrong"}, {"authorization", "Bearer file-key"}, {"x-api-key", "file-key"},
            {"authorization", "Basic YWRtaW46YWRtaW4="}, {"authorization", "Bearer eyJhbGciOiJub25lIn0.eyJncm91cHMiOlsiYWRtaW4iXX0."}}) {
            HttpResponse<String> no = gateway.ask(method, "/admin/v1" + path, null, headers);
            assertError(no, 401, "invalid_api_key", null);
            assertEquals("Bearer", no.headers().firstValue("www-authenticate").orElseThrow());
        }
    }

    /** However the path is written, it is the same resource or none. */
    @ParameterizedTest
    @ValueSource(strings = {"/admin/v1/config", "//admin/v1/config", "/admin//v1/config", "/%61dmin/v1/config", "/admin/v1/./config", "/x/../admin/v1/config",
        "/admin;a=b/v1/config", "/admin/v1;a=b/config", "/admin/v1/config/", "/admin/v1/config;x", "/v1/../admin/v1/config", "/admin%2fv1%2fconfig"})
    void noWayOfWritingAPathLeadsAroundTheWall(String path) throws IOException {
        try (RawClient client = new RawClient(gateway.port())) {
            RawResponse no = client.send("GET " + path + " HTTP/1.1\r\nhost: gateway\r\n\r\n").read();
            assertTrue(no.status() == 401 || no.status() == 404, no::toString);
            assertFalse(no.body().contains("providers"), no::toString);
        }
    }

    @Test
    void theAdminKeyMayComeInTwoHeaders() {
        assertEquals(200, gateway.ask("GET", "/admin/v1/audit", null, "authorization", "bearer " + PackagedGateway.ADMIN_KEY).statusCode());
        assertEquals(200, gateway.ask("GET", "/admin/v1/audit", null, "x-api-key", PackagedGateway.ADMIN_KEY).statusCode());
        assertEquals(401, gateway.get("/v1/models", "authorization", "Bearer " + PackagedGateway.ADMIN_KEY).statusCode(), "it opens no model");
    }

    @Test
    void aKeyIsShownOnceWorksAndIsRevoked() throws JsonProcessingException {
        HttpResponse<String> issued = gateway.admin("POST", KEYS, "{\"name\":\"ann\",\"expires_at\":\"2999-01-01T00:00:00Z\"}");
        assertEquals(201, issued.statusCode());
        JsonNode fresh = JSON.readTree(issued.body());
        String key = fresh.get("key").textValue();
        String id = fresh.get("id").textValue();
        assertTrue(key.matches("sk-pc-" + id + "-[0-9A-Za-z]{43}"), key);
        assertEquals("sk-pc-" + id, fresh.get("prefix").textValue());
        assertEquals("acme", fresh.get("tenant").textValue());
        assertEquals("ann", fresh.get("name").textValue());
        assertEquals("2999-01-01T00:00:00Z", fresh.get("expires_at").textValue());
        assertEquals(200, models(key));

        JsonNode listed = find(list(), id);
        assertEquals("issued", listed.get("source").textValue());
        assertEquals(fresh.get("created_at"), listed.get("created_at"));
        assertTrue(listed.get("revoked_at").isNull());
        assertEquals("file", list().get(0).get("source").textValue());
        gateway.await("its line", () -> gateway.log().contains(" key=sk-pc-" + id + " "));

        assertEquals(204, gateway.admin("DELETE", KEYS + "/" + id, null).statusCode());
        assertEquals(401, models(key));
        assertFalse(find(list(), id).get("revoked_at").isNull());
        assertEquals(204, gateway.admin("DELETE", KEYS + "/" + id, null).statusCode(), "it is revoked, which is what was asked");
        for (String leak : new String[] {key.substring(key.lastIndexOf('-') + 1)}) {
            assertFalse(gateway.log().contains(leak));
            assertFalse(gateway.admin("GET", "/audit", null).body().contains(leak));
            assertEquals(List.of(), database.query("SELECT id FROM api_key WHERE hash LIKE '%" + leak + "%'"));
        }
    }

    @Test
    void listsGoOnWhereTheyEnded() throws JsonProcessingException {
        for (int i = 0; i < 3; i++) {
            assertEquals(201, gateway.admin("POST", "/tenants/other/keys", "{\"name\":\"n" + i + "\"}").statusCode());
        }
        JsonNode first = JSON.readTree(gateway.admin("GET", "/tenants/other/keys?limit=2", null).body());
        JsonNode second = JSON.readTree(gateway.admin("GET", "/tenants/other/keys?limit=2&before=" + first.get("next").textValue(), null).body());
        assertEquals(List.of("file", "n2", "n1", "n0"), java.util.stream.Stream.of(first, second).flatMap(page -> page.get("data").valueStream())
                .map(key -> key.get("source").textValue().equals("file") ? "file" : key.get("name").textValue()).toList());
        assertFalse(second.has("next"));
    }

    @Test
    void aTenantHasAtMostTenThousandKeys() throws JsonProcessingException {
        database.execute("INSERT INTO api_key (id, tenant, hash, created_at) "
                + "SELECT lpad(n::text, 12, '0'), 'crowded', 'sha256:' || encode(sha256(n::text::bytea), 'hex'), now() FROM generate_series(1, 9999) n");
        assertEquals(201, gateway.admin("POST", "/tenants/crowded/keys", null).statusCode());
        assertError(gateway.admin("POST", "/tenants/crowded/keys", null), 422, "too_many_keys", null);
        assertEquals(204, gateway.admin("DELETE", "/tenants/crowded/keys/000000000001", null).statusCode());
        assertEquals(201, gateway.admin("POST", "/tenants/crowded/keys", null).statusCode());
        assertEquals(200, models("2"), "all of them are in force");
        assertEquals(401, models("1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"nam":"x"}                                | 422 | invalid_value | nam
            {"name":7}                                 | 422 | invalid_value | name
            {"name":" "}                               | 422 | invalid_value | name
            {"name":"a\\nb"}                           | 422 | invalid_value | name
            {"expires_at":"tomorrow"}                  | 422 | invalid_value | expires_at
            {"expires_at":"2001-01-01T00:00:00Z"}      | 422 | invalid_value | expires_at
            {"expires_at":1}                           | 422 | invalid_value | expires_at
            []                                         | 422 | invalid_value |
            {"name":                                   | 400 | invalid_json  |
            {"name":"a","name":"b"}                    | 400 | invalid_json  |
            {"name":"a"} x                             | 400 | invalid_json  |
            """)
    void aRequestForAKeyThatIsWrongIsRefusedByName(String body, int status, String code, String param) throws JsonProcessingException {
        assertError(gateway.admin("POST", KEYS, body), status, code, param);
    }

    @Test
    void whatIsNotThereIsNamed() throws JsonProcessingException {
        assertTrue(assertError(gateway.admin("POST", "/tenants/nobody/keys", null), 404, "tenant_not_found", "tenant").contains("'nobody'"));
        assertTrue(assertError(gateway.admin("DELETE", KEYS + "/unknown", null), 404, "key_not_found", "id").contains("'unknown'"));
        assertTrue(assertError(gateway.admin("GET", "/models/nothing/weights", null), 404, "model_not_found", "model").contains("split"));
        assertError(gateway.admin("GET", "/nope", null), 404, "unknown_url", null);
        String ofFile = list().get(0).get("id").textValue();
        assertTrue(assertError(gateway.admin("DELETE", KEYS + "/" + ofFile, null), 409, "key_of_file", null).contains("configuration file"));
    }

    @Test
    void whatHttpCanGetWrongIsJsonToo() throws IOException {
        HttpResponse<String> method = gateway.admin("PATCH", "/config", null);
        assertError(method, 405, "method_not_allowed", null);
        assertEquals("GET", method.headers().firstValue("allow").orElseThrow());
        assertEquals("GET, PUT, DELETE", gateway.admin("OPTIONS", WEIGHTS, null).headers().firstValue("allow").orElseThrow());
        String admin = "authorization: Bearer " + PackagedGateway.ADMIN_KEY + "\r\n";
        String post = "POST /admin/v1/tenants/acme/keys HTTP/1.1\r\nhost: gateway\r\n" + admin;
        try (RawClient client = new RawClient(gateway.port())) {
            assertRefused(client.send(post + "content-type: text/plain\r\ncontent-length: 1\r\n\r\nx"), 415, "unsupported_media_type");
            assertRefused(client.send(post + "content-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n\r\nx"), 415,
                    "unsupported_content_encoding");
        }
        try (RawClient client = new RawClient(gateway.port())) {
            String chunk = "80000\r\n" + "a".repeat(0x80000) + "\r\n";
            assertRefused(client.send(post + "content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n" + chunk.repeat(3) + "0\r\n\r\n"), 413,
                    "request_too_large");
            assertEquals(201, client.send(post + "content-length: 0\r\n\r\n").read().status(), "the rest was dropped");
        }
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(post + "content-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
            gateway.await("100 Continue", () -> answered(client));
            assertEquals(201, client.send("{}").read().status());
        }
        HttpResponse<String> named = gateway.ask("GET", "/admin/v1/audit", null, "x-api-key", PackagedGateway.ADMIN_KEY, "x-request-id", "order-66");
        assertEquals("order-66", named.headers().firstValue("x-request-id").orElseThrow());
    }

    @Test
    void trafficMovesAtRunTimeAndTheAuditSaysWhoMovedIt() throws JsonProcessingException {
        assertEquals("{\"model\":\"split\",\"weights\":{\"blue\":100,\"green\":0},\"source\":\"file\"}", gateway.admin("GET", WEIGHTS, null).body());
        assertEquals("split/blue", target());
        HttpResponse<String> set = gateway.ask("PUT", "/admin/v1" + WEIGHTS, "{\"green\":100,\"blue\":0}", "x-api-key", PackagedGateway.ADMIN_KEY,
                "x-request-id", "move-1");
        assertEquals("{\"model\":\"split\",\"weights\":{\"blue\":0,\"green\":100},\"source\":\"override\"}", set.body());
        assertEquals("split/green", target());
        assertEquals("{\"model\":\"split\",\"weights\":{\"blue\":100,\"green\":0},\"source\":\"file\"}", gateway.admin("DELETE", WEIGHTS, null).body());
        assertEquals("split/blue", target());

        JsonNode audit = JSON.readTree(gateway.admin("GET", "/audit?limit=1000", null).body()).get("data");
        JsonNode moved = audit.valueStream().filter(change -> change.get("request_id").textValue().equals("move-1")).findFirst().orElseThrow();
        assertEquals("admin key", moved.get("who").textValue());
        assertEquals("weights.set", moved.get("action").textValue());
        assertEquals("split", moved.get("subject").textValue());
        assertEquals(JSON.readTree("{\"blue\":100,\"green\":0}"), moved.get("from"));
        assertEquals(JSON.readTree("{\"blue\":0,\"green\":100}"), moved.get("to"));
        List<Long> ids = audit.valueStream().map(change -> change.get("id").longValue()).toList();
        assertEquals(ids.stream().sorted((a, b) -> Long.compare(b, a)).toList(), ids);
        JsonNode next = JSON.readTree(gateway.admin("GET", "/audit?limit=1&before=" + ids.getFirst(), null).body());
        assertEquals(ids.get(1), next.get("data").get(0).get("id").longValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"blue":50}                          | 422 | invalid_value | green
            {"blue":50,"green":50,"red":1}       | 422 | invalid_value | red
            {"blue":50,"green":-1}               | 422 | invalid_value | green
            {"blue":50,"green":1.5}              | 422 | invalid_value | green
            {"blue":50,"green":"1"}              | 422 | invalid_value | green
            {"blue":50,"green":null}             | 422 | invalid_value | green
            {"blue":0,"green":0}                 | 422 | invalid_value | blue
            {"blue":1000001,"green":0}           | 422 | invalid_value | blue
            {"blue":99999999999999,"green":0}    | 422 | invalid_value | blue
            {"blue":1,"blue":2,"green":0}        | 400 | invalid_json  |
            [1,2]                                | 400 | invalid_json  |
            {                                    | 400 | invalid_json  |
            """)
    void weightsThatAreWrongChangeNothing(String body, int status, String code, String param) throws JsonProcessingException {
        String before = gateway.admin("GET", "/models/untouched/weights", null).body();
        assertError(gateway.admin("PUT", "/models/untouched/weights", body), status, code, param);
        assertEquals(before, gateway.admin("GET", "/models/untouched/weights", null).body());
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM audit WHERE subject = 'untouched'"));
    }

    @Test
    void aModelWithTwoTargetsIsSwitchedPromotedAndRolledBackOnce() throws JsonProcessingException {
        assertError(gateway.admin("POST", "/models/org/m/switch", "{\"percentage\":5}"), 409, "not_two_targets", "model");
        assertError(gateway.admin("POST", "/models/nothing/promote", null), 404, "model_not_found", "model");
        assertError(gateway.admin("POST", "/models/released/rollback", "{\"reason\":\"r\"}"), 409, "nothing_to_roll_back", "model");
        for (String wrong : new String[] {"{\"percentage\":101}", "{\"percentage\":0.5}", "{\"percentage\":null}", "{\"percentage\":99999999999}"}) {
            assertError(gateway.admin("POST", "/models/released/switch", wrong), 422, "invalid_value", "percentage");
        }
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM audit WHERE subject = 'released'"));

        assertWeights("switch", "{\"percentage\":25,\"reason\":\"look\"}", "{\"blue\":75,\"green\":25},\"source\":\"override\"");
        assertWeights("rollback", "{\"reason\":\"bad\"}", "{\"blue\":100,\"green\":0},\"source\":\"file\"");
        assertError(gateway.admin("POST", "/models/released/rollback", "{\"reason\":\"r\"}"), 409, "nothing_to_roll_back", "model");
        assertWeights("switch", "{\"percentage\":50}", "{\"blue\":50,\"green\":50}");
        assertWeights("promote", null, "{\"blue\":0,\"green\":100}");
        assertError(gateway.admin("POST", "/models/released/promote", "{}"), 409, "nothing_to_promote", "green");
        assertWeights("switch", "{\"percentage\":100}", "{\"blue\":0,\"green\":100}");
        assertWeights("rollback", "{\"reason\":\"slow\"}", "{\"blue\":50,\"green\":50},\"source\":\"override\"");
        assertError(gateway.admin("POST", "/models/released/rollback", "{\"reason\":\"r\"}"), 409, "nothing_to_roll_back", "model");
        assertEquals(List.of("weights.switch look {\"blue\":100,\"green\":0} {\"blue\":75,\"green\":25}",
                        "weights.rollback bad {\"blue\":75,\"green\":25} {\"blue\":100,\"green\":0}"),
                database.query("SELECT action || ' ' || reason || ' ' || was || ' ' || becomes FROM audit WHERE subject = 'released' ORDER BY id LIMIT 2"));
    }

    private static void assertWeights(String move, String body, String weights) {
        HttpResponse<String> moved = gateway.admin("POST", "/models/released/" + move, body);
        assertTrue(moved.body().contains(weights), moved.body());
        assertEquals(moved.body(), gateway.admin("GET", "/models/released/weights", null).body());
    }

    @Test
    void aModelMayHaveASlashInItsName() {
        for (String path : new String[] {"/models/org/m/weights", "/models/org%2Fm/weights"}) {
            assertTrue(gateway.admin("GET", path, null).body().startsWith("{\"model\":\"org/m\""), path);
        }
    }

    @Test
    void theConfigurationIsShownMaskedAndReadAnew() throws IOException {
        HttpResponse<String> shown = gateway.admin("GET", "/config", null);
        assertEquals("****", JSON.readTree(shown.body()).at("/providers/p/api-key").textValue());
        assertFalse(shown.body().contains("provider-secret"));
        assertEquals("{\"changed\":false,\"warnings\":[]}", gateway.admin("POST", "/config/reload", null).body());

        write(file("other"));
        assertTrue(List.of("{\"changed\":true,\"warnings\":[]}", "{\"changed\":false,\"warnings\":[]}").contains(
                gateway.admin("POST", "/config/reload", null).body()), "the watch may have been first");
        assertTrue(gateway.admin("GET", "/config", null).body().contains("\"other\""));

        write(file("other").replace("providers:\n", "providers:\n  q: { dialect: openai, base-url: \"http://127.0.0.1:1\", api-key: x }\n")
                .replace("models:\n", "models:\n  dear: { targets: { t: { provider: q, model: gpt-4o } }, price: { input: 0.0025, output: 10 } }\n"));
        JsonNode warnings = JSON.readTree(gateway.admin("POST", "/config/reload", null).body()).get("warnings");
        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).textValue().contains("0.0025 is more than ten times off the shipped price table"), warnings::toString);

        write(file("broken") + "tennants: {}\nmodles: {}\n");
        HttpResponse<String> refused = gateway.admin("POST", "/config/reload", null);
        assertError(refused, 422, "invalid_config", null);
        assertEquals(2, JSON.readTree(refused.body()).at("/error/problems").size(), refused.body());
        assertTrue(gateway.admin("GET", "/config", null).body().contains("\"other\""));
        write(file("start"));
        assertEquals(200, gateway.admin("POST", "/config/reload", null).statusCode());
        assertNotEquals(List.of("0"), database.query("SELECT count(*) FROM audit WHERE action = 'config.reload'"));
    }

    @Test
    void theOpenApiDocumentDescribesIt() throws JsonProcessingException {
        JsonNode api = JSON.readTree(gateway.get("/q/openapi?format=json").body());
        assertEquals("Portcullis control plane", api.at("/info/title").textValue());
        assertEquals("bearer", api.at("/components/securitySchemes/admin/scheme").textValue());
        JsonNode issue = api.get("paths").get("/admin/v1/tenants/{tenant}/keys").get("post");
        assertEquals("#/components/schemas/FreshKey", issue.at("/responses/201/content/application~1json/schema/$ref").textValue());
        assertEquals("#/components/schemas/Error", issue.at("/responses/422/content/application~1json/schema/$ref").textValue());
        assertTrue(api.at("/components/schemas/FreshKey/properties").has("created_at"));
    }

    /** Replicas read what changed since they read last; what began before that and ended after it must not fall in between. */
    @Test
    void aKeyWhoseTransactionCommitsLateIsNotMissed() throws SQLException {
        try (Connection late = database.connect(); Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("INSERT INTO api_key (id, tenant, hash, created_at) VALUES ('latelatelate', 'acme', "
                    + "'sha256:' || encode(sha256('late-key'), 'hex'), now())");
            for (int i = 0; i < 3; i++) {
                assertEquals(201, gateway.admin("POST", KEYS, null).statusCode());
            }
            assertEquals(401, models("late-key"));
            statement.execute("SELECT pg_notify('portcullis', 'keys')");
            late.commit();
        }
        gateway.await("the late key", () -> models("late-key") == 200);
    }

    /** Two who were first got a 500, and the audit said what the replica had known rather than what was there. */
    @Test
    void whoMovesTrafficAtTheSameTimeDoesSoOneAfterTheOther() throws JsonProcessingException {
        IntStream.rangeClosed(1, 8).parallel().forEach(i -> assertEquals(200, gateway.admin("PUT", "/models/crowd/weights",
                "{\"blue\":" + i + ",\"green\":0}").statusCode()));
        assertEquals(200, gateway.admin("DELETE", "/models/crowd/weights", null).statusCode());
        JsonNode audit = JSON.readTree(gateway.admin("GET", "/audit?limit=1000", null).body()).get("data");
        JsonNode was = JSON.readTree("{\"blue\":1,\"green\":1}");
        List<JsonNode> changes = audit.valueStream().filter(change -> change.get("subject").textValue().equals("crowd")).toList().reversed();
        assertEquals(9, changes.size());
        for (JsonNode change : changes) {
            assertEquals(was, change.get("from"), changes::toString);
            was = change.get("to");
        }
    }

    /** Notifications were waited for until the half-minute's safety net: a pooler or a dead connection may keep them. */
    @Test
    void whatNobodyIsToldOfIsSeenWithinASecond() throws JsonProcessingException {
        JsonNode fresh = JSON.readTree(gateway.admin("POST", KEYS, null).body());
        String key = fresh.get("key").textValue();
        database.execute("UPDATE api_key SET revoked_at = now() WHERE id = '" + fresh.get("id").textValue() + "'");
        gateway.await("the key is refused", A_SECOND_OR_SO, () -> models(key) == 401);
        database.execute("INSERT INTO weight_override VALUES ('untold', '{\"blue\":0,\"green\":1}', now())");
        gateway.await("traffic has moved", A_SECOND_OR_SO, () -> gateway.admin("GET", "/models/untold/weights", null).body().contains("override"));
        database.execute("DELETE FROM weight_override WHERE model = 'untold'");
        gateway.await("it has moved back", A_SECOND_OR_SO, () -> gateway.admin("GET", "/models/untold/weights", null).body().contains("file"));
    }

    /** After a failover to a standby that was behind, keys that only the old one knew stayed good, and nobody could revoke them. */
    @Test
    void aKeyThatTheDatabaseDoesNotKnowAnyMoreIsRefusedAfterTheNextConnect() throws JsonProcessingException {
        JsonNode fresh = JSON.readTree(gateway.admin("POST", KEYS, null).body());
        String lost = fresh.get("key").textValue();
        String revoked = JSON.readTree(gateway.admin("POST", KEYS, null).body()).get("key").textValue();
        String kept = JSON.readTree(gateway.admin("POST", KEYS, null).body()).get("key").textValue();
        database.execute("ALTER TABLE api_key DISABLE TRIGGER USER");
        database.execute("DELETE FROM api_key WHERE id = '" + fresh.get("id").textValue() + "'");
        database.execute("UPDATE api_key SET revoked_at = now(), revision = 1 WHERE id = '" + revoked.split("-")[2] + "'");
        database.execute("ALTER TABLE api_key ENABLE TRIGGER USER");
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        gateway.await("the lost key is refused", A_SECOND_OR_SO, () -> models(lost) == 401);
        gateway.await("the revoked key is refused", A_SECOND_OR_SO, () -> models(revoked) == 401);
        assertEquals(200, models(kept));
        gateway.await("the control plane works", () -> gateway.admin("GET", KEYS, null).statusCode() == 200);
    }

    /** They were out of reach, and back in force with their tenant: a leaked one too. */
    @Test
    void keysOfATenantThatIsNotInTheFileAnyMoreCanBeSeenAndRevoked() throws JsonProcessingException {
        database.execute("INSERT INTO api_key (id, tenant, hash, created_at) VALUES ('gonegonegone', 'gone', "
                + "'sha256:' || encode(sha256('gone-key'), 'hex'), now())");
        JsonNode listed = JSON.readTree(gateway.admin("GET", "/tenants/gone/keys", null).body()).get("data");
        assertEquals("gonegonegone", listed.get(0).get("id").textValue());
        assertEquals(204, gateway.admin("DELETE", "/tenants/gone/keys/gonegonegone", null).statusCode());
        assertError(gateway.admin("DELETE", "/tenants/gone/keys/another", null), 404, "tenant_not_found", "tenant");
        assertError(gateway.admin("POST", "/tenants/gone/keys", null), 404, "tenant_not_found", "tenant");
        assertError(gateway.admin("GET", "/tenants/nobody/keys", null), 404, "tenant_not_found", "tenant");
    }

    /** PostgreSQL takes none, which was a 500. */
    @Test
    void aZeroInAnyNameIsTheCallersFault() throws JsonProcessingException {
        assertError(gateway.admin("DELETE", KEYS + "/%00", null), 404, "key_not_found", "id");
        assertError(gateway.admin("GET", "/tenants/a%00b/keys", null), 404, "tenant_not_found", "tenant");
        assertEquals("{\"data\":[]}", gateway.admin("GET", KEYS + "?before=%00", null).body());
        assertError(gateway.admin("GET", "/usage?tenant=%00", null), 422, "invalid_value", "tenant");
        assertError(gateway.admin("GET", "/usage?model=a%00", null), 422, "invalid_value", "model");
        assertError(gateway.admin("GET", "/costs?tenant=%00", null), 422, "invalid_value", "tenant");
        assertError(gateway.admin("GET", "/models/%00/weights", null), 404, "model_not_found", "model");
    }

    /** A hundred who issue at once: no key is lost, and each is in force when its answer has come. */
    @Test
    void manyMayIssueAtOnce() {
        List<String> keys = IntStream.range(0, 100).parallel().mapToObj(i -> {
            try {
                String key = JSON.readTree(gateway.admin("POST", KEYS, null).body()).get("key").textValue();
                assertEquals(200, models(key));
                return key;
            } catch (JsonProcessingException noAnswer) {
                throw new AssertionError(noAnswer);
            }
        }).toList();
        assertEquals(100, Map.copyOf(keys.stream().collect(java.util.stream.Collectors.toMap(key -> key, key -> 1))).size());
    }

    private static String file(String model) {
        return new GatewayFile().provider("p", "simulator", "", "").model("split", "", GatewayFile.target("blue", "p", "demo", 100),
                        GatewayFile.target("green", "p", "demo", 0))
                .model("untold", "", GatewayFile.target("blue", "p", "demo", 1), GatewayFile.target("green", "p", "demo", 1))
                .model("crowd", "", GatewayFile.target("blue", "p", "demo", 1), GatewayFile.target("green", "p", "demo", 1))
                .model("released", "", GatewayFile.target("blue", "p", "demo", 100), GatewayFile.target("green", "p", "demo", 0))
                .model("untouched", "", GatewayFile.target("blue", "p", "demo", 1), GatewayFile.target("green", "p", "demo", 1))
                .single("\"org/m\"", "p", "demo").single(model, "p", "demo")
                .tenant("acme", "file-key", "").tenant("other", "other-file-key", "").tenant("crowded", "crowded-file-key", "").toString()
                .replace(", base-url: \"\"", ", api-key: provider-secret");
    }

    private static void write(String yaml) throws IOException {
        Path fresh = Files.writeString(gateway.folder().resolve("gateway.yaml.new"), yaml);
        Files.move(fresh, gateway.folder().resolve("gateway.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static int models(String key) {
        return gateway.get("/v1/models", "authorization", "Bearer " + key).statusCode();
    }

    private static String target() {
        return gateway.post("/v1/chat/completions", RawCall.body("split", ""), "x-api-key", "file-key").headers()
                .firstValue("x-portcullis-target").orElseThrow();
    }

    private static JsonNode list() throws JsonProcessingException {
        return JSON.readTree(gateway.admin("GET", KEYS + "?limit=1000", null).body()).get("data");
    }

    private static JsonNode find(JsonNode keys, String id) {
        return keys.valueStream().filter(key -> key.get("id").textValue().equals(id)).findFirst().orElseThrow();
    }

    private static boolean answered(RawClient client) {
        try {
            return client.answered();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static void assertRefused(RawClient client, int status, String code) throws IOException {
        RawResponse refused = client.read();
        assertEquals(status, refused.status(), refused::toString);
        assertEquals(code, JSON.readTree(refused.body()).at("/error/code").textValue(), refused::toString);
    }

    /** @return the message */
    private static String assertError(HttpResponse<String> answer, int status, String code, String param) throws JsonProcessingException {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/json", answer.headers().firstValue("content-type").orElseThrow());
        assertTrue(answer.headers().firstValue("x-request-id").isPresent());
        JsonNode error = JSON.readTree(answer.body()).get("error");
        assertEquals(code, error.get("code").textValue(), answer.body());
        assertEquals(param, error.get("param").textValue(), answer.body());
        assertTrue(error.get("type").isTextual());
        return error.get("message").textValue();
    }
}
