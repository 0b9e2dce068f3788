package dev.portcullis;

import static dev.portcullis.AdminAnswers.error;
import static dev.portcullis.AdminAnswers.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Shadows with two gateways on one database, and providers of which one is asked by candidates alone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShadowIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRICE = ", retries: 0, price: { input: 1, output: 1000 }";
    private static final String SECRET = "zanzibar";
    private static SimulatedProvider callers;
    private static SimulatedProvider candidates;
    private static TestDatabase database;
    private static String yaml;
    private static PackagedGateway first;
    private static PackagedGateway second;

    @BeforeAll
    static void start() {
        callers = new SimulatedProvider();
        candidates = new SimulatedProvider();
        database = TestDatabase.fresh();
        leaveAReservation();
        yaml = new GatewayFile().provider("own", callers.baseUrl(), "").provider("tried", candidates.baseUrl(), "")
                .model("steady", PRICE, GatewayFile.target("only", "own", "demo;echo", 1))
                .model("other", PRICE, GatewayFile.target("only", "tried", "demo;echo", 1))
                .model("broken", PRICE, GatewayFile.target("only", "tried", "demo;fault=status:503", 1))
                .provider("nowhere", "http://127.0.0.1:1", "").model("unreachable", PRICE, GatewayFile.target("only", "nowhere", "demo", 1))
                .model("hanging", PRICE, GatewayFile.target("only", "tried", "demo;fault=stall", 1))
                .model("costly", PRICE, GatewayFile.target("only", "tried", "demo;tokens=32", 1))
                .single("unpriced", "tried", "nobody-knows").toString();
        first = PackagedGateway.launch(yaml, database.environment());
        second = PackagedGateway.launch(yaml, database.environment());
        for (PackagedGateway gateway : List.of(first, second)) {
            gateway.await("ready", () -> gateway.get("/q/health/ready").statusCode() == 200);
        }
        for (String prompt : List.of("wrong", "tried", "capped")) {
            publish(prompt, "1.0.0", "steady", "Tell me of {{place}}");
            publish(prompt, "1.1.0", prompt.equals("capped") ? "costly" : "other", "Please tell me of {{place}}");
            assertEquals(200, first.admin("PUT", "/prompts/" + prompt + "/deployment", "{\"blue\":\"1.0.0\"}").statusCode());
        }
    }

    /** Of a gateway that was killed before it ended; no shadow runs. */
    private static void leaveAReservation() {
        database.execute("INSERT INTO shadow (kind, name, baseline, model, places, cap_nanos, state, started_at, started_by, ended_at, reason, revision) "
                + "VALUES ('model', 'steady', 'steady', 'other', 1, 1000, 'stopped', now(), 'admin key', now(), 'enough', 0)");
        database.execute("INSERT INTO shadow_account (shadow, cap_nanos, reserved_nanos, spent_nanos, most_calls) SELECT id, 1000, 50, 7, 9 FROM shadow");
        database.execute("INSERT INTO shadow_call (id, shadow, nanos, at) SELECT gen_random_uuid(), id, 50, now() - interval '16 minutes' FROM shadow");
    }

    private static void publish(String prompt, String version, String model, String template) {
        HttpResponse<String> published = first.admin("POST", "/prompts", "{\"id\":\"" + prompt + "\",\"version\":\"" + version + "\",\"model\":\"" + model
                + "\",\"template\":\"" + template + "\",\"parameters\":{\"place\":\"required\"},\"validation\":{\"max_tokens\":5000}}");
        assertEquals(201, published.statusCode(), published.body());
    }

    @AfterAll
    static void stop() {
        try {
            first.close();
        } finally {
            second.close();
            callers.close();
            candidates.close();
        }
    }

    /** It stayed reserved for ever where no shadow ran. */
    @Test
    @Order(0)
    void whatAKilledGatewayHadReservedCountsAsSpentThoughNoShadowRuns() {
        first.await("swept", () -> database.query("SELECT reserved_nanos || ' ' || spent_nanos FROM shadow_account").equals(List.of("0 57")));
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM shadow_call"));
    }

    @Test
    @Order(1)
    void whatIsWrongIsRefusedAndChangesNothing() throws JsonProcessingException {
        for (String wrong : List.of("{\"version\":\"9.9.9\",\"share\":5,\"cap\":1} 422 invalid_value version",
                "{\"version\":\"1\",\"share\":5,\"cap\":1} 422 invalid_value version", "{\"share\":5,\"cap\":1} 422 invalid_value version",
                "{\"version\":\"1.0.0\",\"share\":5,\"cap\":1} 409 already_blue version", "{\"model\":\"steady\",\"share\":5,\"cap\":1} 409 already_blue model",
                "{\"model\":\"none\",\"share\":5,\"cap\":1} 422 invalid_value model", "{\"model\":\"unpriced\",\"share\":5,\"cap\":1} 409 model_unpriced model",
                "{\"version\":\"1.1.0\",\"cap\":1} 422 invalid_value share", "{\"version\":\"1.1.0\",\"share\":0,\"cap\":1} 422 invalid_value share",
                "{\"version\":\"1.1.0\",\"share\":100.1,\"cap\":1} 422 invalid_value share", "{\"version\":\"1.1.0\",\"share\":\"5\",\"cap\":1} 422 invalid_value share",
                "{\"version\":\"1.1.0\",\"share\":5} 422 invalid_value cap", "{\"version\":\"1.1.0\",\"share\":5,\"cap\":-1} 422 invalid_value cap",
                "{\"version\":\"1.1.0\",\"share\":5,\"cap\":0} 422 invalid_value cap", "{\"version\":\"1.1.0\",\"share\":5,\"cap\":\"NaN\"} 422 invalid_value cap",
                "{\"version\":\"1.1.0\",\"share\":5,\"cap\":1e9} 422 invalid_value cap", "{\"version\":\"1.1.0\",\"share\":5,\"cap\":NaN} 400 invalid_json null",
                "{\"version\":\"1.1.0\",\"share\":5,\"cap\":1,\"max_calls\":0} 422 invalid_value max_calls",
                "{\"version\":\"1.1.0\",\"share\":5,\"cap\":1,\"ends_at\":\"2020-01-01T00:00:00Z\"} 422 invalid_value ends_at",
                "{\"version\":\"1.1.0\",\"share\":5,\"cap\":1,\"speed\":1} 422 invalid_value speed", "[] 400 invalid_json null")) {
            String[] parts = wrong.split(" ");
            error(first.admin("POST", "/prompts/wrong/shadow", parts[0]), Integer.parseInt(parts[1]), parts[2], parts[3].equals("null") ? null : parts[3]);
        }
        String good = "{\"version\":\"1.1.0\",\"share\":5,\"cap\":1,\"reason\":\"to see\"}";
        error(first.admin("POST", "/prompts/nothing/shadow", good), 404, "prompt_not_found", "id");
        error(first.admin("GET", "/prompts/wrong/shadow", null), 404, "shadow_not_found", "id");
        error(first.admin("DELETE", "/prompts/wrong/shadow", null), 404, "shadow_not_found", "id");
        error(first.admin("POST", "/models/steady/shadow", "{\"model\":\"steady\",\"share\":5,\"cap\":1}"), 409, "same_model", "model");
        error(first.admin("POST", "/models/steady/shadow", good), 422, "invalid_value", "version");
        error(first.admin("POST", "/models/none/shadow", "{\"model\":\"steady\",\"share\":5,\"cap\":1}"), 404, "model_not_found", "model");
        assertEquals(List.of("1"), database.query("SELECT count(*) FROM shadow"), "the one that was there");

        HttpResponse<String> started = first.admin("POST", "/prompts/wrong/shadow", good);
        assertEquals(201, started.statusCode(), started.body());
        error(second.admin("POST", "/prompts/wrong/shadow", good), 409, "shadow_running", null);
        assertEquals(200, second.admin("DELETE", "/prompts/wrong/shadow", "{\"reason\":\"enough\"}").statusCode());
        JsonNode ended = shadow("/prompts/wrong/shadow");
        assertEquals(List.of("stopped", "enough"), List.of(ended.get("state").textValue(), ended.get("reason").textValue()));
        assertEquals(List.of("shadow.start to see", "shadow.stop enough"), database.query(
                "SELECT action || ' ' || reason FROM audit WHERE subject = 'wrong' AND action LIKE 'shadow%' ORDER BY id"));
        assertTrue(second.log().contains("shadow event=stopped prompt=wrong"), "an event");
    }

    @Test
    @Order(2)
    void aCandidateIsAskedBehindTheCallersBacksAndCompared() {
        String before = answer(ask(first, "tried", 1));
        begin("/prompts/tried/shadow", "{\"version\":\"1.1.0\",\"share\":100,\"cap\":5}");
        second.await("known there", () -> {
            assertEquals(200, ask(second, "tried", 2).statusCode());
            return candidates.stats().requests() > 0;
        });
        for (int user = 10; user < 30; user++) {
            HttpResponse<String> answer = ask(user % 2 == 0 ? first : second, "tried", user);
            assertEquals(before, answer(answer), "as without a shadow");
            assertEquals("tried@1.0.0", answer.headers().firstValue("x-portcullis-prompt").orElseThrow());
            assertFalse(answer.headers().map().toString().contains("shadow"), answer.headers().map().toString());
        }
        HttpResponse<String> streamed = first.post("/v1/chat/completions", body("tried", ",\"stream\":true,\"max_tokens\":40"), "x-portcullis-user", "user-99");
        assertTrue(streamed.body().contains("data: [DONE]"), streamed.body());
        first.await("all are compared", () -> shadow("/prompts/tried/shadow").at("/results/answered").asInt() >= 21);
        first.await("nothing is reserved", () -> shadow("/prompts/tried/shadow").get("reserved").decimalValue().signum() == 0);
        JsonNode told = shadow("/prompts/tried/shadow");
        assertEquals(candidates.stats().requests(), told.get("calls").asLong(), told.toString());
        assertEquals(told.get("calls").asLong(), told.at("/measures/errors/pairs").asLong(), told.toString());
        assertEquals(0, told.at("/measures/same_text/candidate").doubleValue(), told.toString());
        double overlap = told.at("/measures/overlap/candidate").doubleValue();
        assertTrue(overlap > 0.5 && overlap < 1, told.toString());
        assertEquals(1, told.at("/measures/same_finish/candidate").doubleValue(), told.toString());
        assertEquals(0, told.at("/measures/output_failures/difference").doubleValue(), told.toString());
        assertTrue(told.at("/measures/cost/difference").doubleValue() > 0, told.toString());

        first.await("the ledger has them", () -> database.query("SELECT count(*) FROM ledger WHERE key_prefix = 'shadow' AND prompt = '' AND model = 'other'")
                .equals(List.of(told.get("calls").asText())));
        assertEquals(0, told.get("spent").decimalValue().compareTo(new BigDecimal(database.query(
                "SELECT sum(cost_nanos) / 1e9 FROM ledger WHERE key_prefix = 'shadow'").getFirst())), told.toString());
        assertTrue(json(first, "/usage?group_by=key").toString().contains("\"key\":\"shadow\""), "under its own name");
        assertFalse(first.get("/q/metrics").body().contains("version=\"1.1.0\""), "nothing is counted of the version");
        for (PackagedGateway gateway : List.of(first, second)) {
            gateway.await("the metric shows it", () -> Math.abs(gateway.metric("portcullis_shadow_spent_usd", "name=\"tried\"") - told.get("spent").doubleValue()) < 1e-9);
        }
        for (String table : List.of("shadow", "shadow_account", "shadow_call", "shadow_count", "shadow_sum", "ledger")) {
            assertEquals(List.of("0"), database.query("SELECT count(*) FROM " + table + " AS kept WHERE kept::text LIKE '%" + SECRET + "%' OR kept::text LIKE '%user-1%'"));
        }
        assertFalse(first.log().contains(SECRET) || second.log().contains(SECRET), "nobody's words are in the log");
    }

    @Test
    @Order(3)
    void aRestartGoesOn() {
        second.close();
        second = PackagedGateway.launch(yaml, database.environment());
        second.await("ready", () -> second.get("/q/health/ready").statusCode() == 200);
        long before = candidates.stats().requests();
        second.await("mirrored again", () -> {
            assertEquals(200, ask(second, "tried", 50).statusCode());
            return candidates.stats().requests() > before;
        });
        assertEquals(200, first.admin("DELETE", "/prompts/tried/shadow", null).statusCode());
        second.await("and no more", () -> {
            second.await("none is open", () -> candidates.stats().openRequests() == 0);
            long seen = candidates.stats().requests();
            IntStream.range(60, 70).forEach(user -> ask(second, "tried", user));
            return candidates.stats().requests() == seen;
        });
    }

    @Test
    @Order(4)
    void theCapHoldsWhateverBothGatewaysSendAtOnce() {
        long before = candidates.stats().requests();
        begin("/prompts/capped/shadow", "{\"version\":\"1.1.0\",\"share\":100,\"cap\":0.5}");
        second.await("spent", () -> {
            List<Thread> all = IntStream.range(0, 40).mapToObj(user -> Thread.ofVirtual().start(() -> first.post("/v1/chat/completions",
                    body("capped", ",\"max_tokens\":40"), "x-portcullis-user", "user-" + user))).toList();
            IntStream.range(40, 80).forEach(user -> assertEquals(200, second.post("/v1/chat/completions", body("capped", ",\"max_tokens\":40"),
                    "x-portcullis-user", "user-" + user).statusCode()));
            all.forEach(ShadowIT::join);
            return shadow("/prompts/capped/shadow").get("state").textValue().equals("spent");
        });
        first.await("all are settled", () -> shadow("/prompts/capped/shadow").get("reserved").decimalValue().signum() == 0);
        JsonNode told = shadow("/prompts/capped/shadow");
        BigDecimal spent = told.get("spent").decimalValue();
        assertTrue(spent.compareTo(new BigDecimal("0.45")) >= 0 && spent.compareTo(new BigDecimal("0.5")) <= 0, told.toString());
        assertEquals(told.get("calls").asLong(), candidates.stats().requests() - before, told.toString());
        assertEquals(List.of("1"), database.query("SELECT count(*) FROM audit WHERE action = 'shadow.end' AND subject = 'capped' AND who = 'shadow'"));
        assertEquals(1, List.of(first, second).stream().flatMap(gateway -> gateway.log().lines())
                .filter(line -> line.contains("shadow event=spent prompt=capped")).count());
        assertEquals(1, first.metric("portcullis_shadows_ended_total", "state=\"spent\"") + second.metric("portcullis_shadows_ended_total", "state=\"spent\""));
    }

    @Test
    @Order(5)
    void oneEndsByItselfWhenItsCallsOrItsTimeAreUsedUpAndAnotherBeginsAnew() {
        begin("/prompts/tried/shadow", "{\"version\":\"1.1.0\",\"share\":100,\"cap\":5,\"max_calls\":3}");
        assertEquals(0, shadow("/prompts/tried/shadow").get("measures").size(), "nothing of the one before");
        second.await("all calls made", () -> {
            IntStream.range(0, 4).forEach(user -> ask(first, "tried", user));
            return shadow("/prompts/tried/shadow").get("state").textValue().equals("over");
        });
        JsonNode calls = shadow("/prompts/tried/shadow");
        assertEquals(3, calls.get("calls").asInt(), calls.toString());
        assertTrue(calls.get("reason").textValue().startsWith("All 3 calls were made; "), calls.toString());

        begin("/prompts/tried/shadow", "{\"version\":\"1.1.0\",\"share\":0.01,\"cap\":5,\"ends_at\":\"" + Instant.now().plusSeconds(2) + "\"}");
        second.await("its time comes", () -> shadow("/prompts/tried/shadow").get("state").textValue().equals("over"));
        assertTrue(shadow("/prompts/tried/shadow").get("reason").textValue().startsWith("Its time has come; "));
        assertEquals(List.of("2"), database.query("SELECT count(*) FROM audit WHERE action = 'shadow.end' AND subject = 'tried'"));
    }

    @Test
    @Order(6)
    void aCandidateThatFailsHarmsNobody() {
        begin("/models/steady/shadow", "{\"model\":\"broken\",\"share\":100,\"cap\":5}");
        for (int user = 0; user < 30; user++) {
            assertEquals(200, first.post("/v1/chat/completions", RawCall.body("steady", ",\"max_tokens\":40"), "x-portcullis-user", "user-" + user).statusCode());
        }
        first.await("they failed", () -> shadow("/models/steady/shadow").at("/results/failed").asInt() >= 20);
        JsonNode told = shadow("/models/steady/shadow");
        assertEquals(1, told.at("/measures/errors/difference").doubleValue(), told.toString());
        assertEquals(0, told.get("spent").decimalValue().signum(), told.toString());
        assertEquals(0, first.metric("portcullis_breaker_state", "target=\"broken/only\""), "no breaker knows of it");
        assertEquals(200, first.admin("DELETE", "/models/steady/shadow", null).statusCode());
    }

    /** Where nobody listens nothing is sent, and nothing can be asked for it: such a candidate used up its cap. */
    @Test
    @Order(6)
    void aCandidateThatCannotBeReachedCostsNothing() {
        begin("/models/steady/shadow", "{\"model\":\"unreachable\",\"share\":100,\"cap\":0.5}");
        for (int user = 0; user < 30; user++) {
            assertEquals(200, first.post("/v1/chat/completions", RawCall.body("steady", ",\"max_tokens\":40"), "x-portcullis-user", "user-" + user).statusCode());
        }
        first.await("they failed", () -> shadow("/models/steady/shadow").at("/results/failed").asInt() >= 20);
        assertEquals("running 0", shadow("/models/steady/shadow").get("state").textValue() + " " + shadow("/models/steady/shadow").get("spent").decimalValue().signum());
        assertEquals(200, first.admin("DELETE", "/models/steady/shadow", null).statusCode());
    }

    @Test
    @Order(7)
    void withoutTheDatabaseNothingIsMirroredAndCallersDoNotNotice() {
        begin("/models/steady/shadow", "{\"model\":\"other\",\"share\":100,\"cap\":5}");
        long before = candidates.stats().requests();
        TestDatabase.freeze();
        try {
            first.await("dropped", () -> {
                assertEquals(200, first.post("/v1/chat/completions", RawCall.body("steady", ",\"max_tokens\":40"), "x-portcullis-user", "ann").statusCode());
                return first.metric("portcullis_shadow_dropped_total", "reason=\"store\"") > 0;
            });
            assertEquals(before, candidates.stats().requests());
        } finally {
            TestDatabase.thaw();
        }
        first.await("mirrored again", () -> {
            assertEquals(200, first.post("/v1/chat/completions", RawCall.body("steady", ",\"max_tokens\":40"), "x-portcullis-user", "ann").statusCode());
            return candidates.stats().requests() > before;
        });
        first.await("stopped", () -> first.admin("DELETE", "/models/steady/shadow", null).statusCode() == 200);
    }

    @Test
    @Order(8)
    void aCandidateThatHangsHarmsNobodyAndTheGatewayEndsWithoutIt() {
        begin("/models/steady/shadow", "{\"model\":\"hanging\",\"share\":100,\"cap\":5}");
        for (int user = 0; user < 60; user++) {
            assertEquals(200, first.post("/v1/chat/completions", RawCall.body("steady", ",\"max_tokens\":40"), "x-portcullis-user", "user-" + user).statusCode());
        }
        first.await("few are under way", () -> first.metric("portcullis_shadow_calls_under_way") == 4);
        assertTrue(first.metric("portcullis_shadow_dropped_total", "reason=\"busy\"") >= 60 - 4 - 16, "the rest was dropped");
        assertTrue(shadow("/models/steady/shadow").get("reserved").decimalValue().signum() > 0);
        first.close();
        candidates.awaitNothingOpen();
        assertEquals(200, second.admin("DELETE", "/models/steady/shadow", null).statusCode());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static HttpResponse<String> ask(PackagedGateway gateway, String prompt, int user) {
        return gateway.post("/v1/chat/completions", body(prompt, ",\"max_tokens\":40"), "x-portcullis-user", "user-" + user);
    }

    private static String body(String prompt, String more) {
        return "{\"prompt\":{\"id\":\"" + prompt + "\",\"variables\":{\"place\":\"" + SECRET + "\"}}" + more + "}";
    }

    private static String answer(HttpResponse<String> answer) {
        try {
            assertEquals(200, answer.statusCode(), answer.body());
            JsonNode json = JSON.readTree(answer.body());
            return json.at("/choices/0/message/content").textValue() + " " + json.get("usage");
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void begin(String path, String body) {
        HttpResponse<String> started = first.admin("POST", path, body);
        assertEquals(201, started.statusCode(), started.body());
    }

    private static JsonNode shadow(String path) {
        return json(second, path);
    }
}
