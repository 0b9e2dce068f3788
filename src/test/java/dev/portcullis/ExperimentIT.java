package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.release.Split;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Experiments from their beginning to their end, with two gateways on one database. */
class ExperimentIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String YAML = new GatewayFile().builtInSimulator().single("demo", "simulator", "demo").toString();
    private static final int USERS = 200;
    private static final long A_FEW_SECONDS = 20_000;
    private static PackagedGateway first;
    private static PackagedGateway second;

    @BeforeAll
    static void start() {
        TestDatabase database = TestDatabase.fresh();
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

    @Test
    void anExperimentRunsFromItsBeginningToItsDecision() throws JsonProcessingException {
        publish("tone");
        JsonNode created = ok(201, first.admin("POST", "/experiments", experiment("warmth", "tone", "")));
        assertEquals("running experiment:warmth#" + run(created), created.get("state").textValue() + " " + created.get("release").textValue());
        within(A_FEW_SECONDS, "it runs on the other gateway", () -> variant(second, "somebody").isPresent());

        for (int i = 0; i < USERS; i++) {
            String user = "user-" + i;
            String expected = expected(created, user);
            HttpResponse<String> answer = call(i % 2 == 0 ? first : second, user);
            assertEquals(expected, answer.headers().firstValue("x-portcullis-experiment").orElseThrow());
            assertEquals(expected.equals("warmth=warm") ? "tone@1.0.1" : "tone@1.0.0", answer.headers().firstValue("x-portcullis-prompt").orElseThrow());
        }
        for (int i = 0; i < 10; i++) {
            assertEquals(Optional.of(expected(created, "user-" + i)), variant(i % 2 == 0 ? second : first, "user-" + i), "whichever gateway is asked");
        }
        assertTrue(first.post("/v1/chat/completions", "{\"prompt\":{\"id\":\"tone\",\"version\":\"1.0.0\"}}", "x-portcullis-user", "user-1").headers()
                .firstValue("x-portcullis-experiment").isEmpty(), "it has named its version");
        assertTrue(first.post("/v1/chat/completions", "{\"temperature\":1,\"prompt\":{\"id\":\"tone\"}}", "x-portcullis-user", "user-1").headers()
                .firstValue("x-portcullis-experiment").isEmpty(), "it has said itself what is tried");

        within(A_FEW_SECONDS, "all users are counted", () -> get("/experiments/warmth").get("users").intValue() == USERS + 1);
        ok(202, first.admin("POST", "/experiments/warmth/outcomes", "{\"user\":\"user-0\",\"outcome\":" + outcome(created, 0) + "}"));
        ok(202, second.admin("POST", "/experiments/warmth/outcomes", IntStream.range(1, USERS)
                .mapToObj(i -> "{\"user\":\"user-" + i + "\",\"outcome\":" + outcome(created, i) + "}").collect(Collectors.joining(",", "[", "]"))));
        JsonNode figures = get("/experiments/warmth");
        JsonNode plain = figures.at("/variants/0");
        JsonNode warm = figures.at("/variants/1");
        assertEquals(USERS, plain.get("outcomes").intValue() + warm.get("outcomes").intValue(), figures::toString);
        assertEquals(0.5, plain.get("mean").doubleValue(), 0.1);
        assertEquals(2, warm.get("mean").doubleValue(), 1e-9);
        assertEquals(3, warm.get("uplift").doubleValue(), 1);
        assertTrue(warm.get("p").doubleValue() < 1e-3 && warm.get("probability_better").doubleValue() > 0.999 && warm.at("/uplift_interval/0").doubleValue() > 0,
                warm::toString);
        assertFalse(figures.at("/sample_ratio/mismatch").booleanValue(), figures::toString);

        error(first.admin("POST", "/experiments/warmth/outcomes", "[{\"user\":\"user-1\",\"outcome\":9},{\"user\":\"nobody-1\",\"outcome\":9}]"), 404,
                "user_not_assigned", "[1].user");
        assertEquals(warm, get("/experiments/warmth").at("/variants/1"), "nothing was kept");

        JsonNode stopped = ok(200, second.admin("POST", "/experiments/warmth/stop", "{\"winner\":\"warm\",\"reason\":\"sold more\"}"));
        assertEquals("stopped warm sold more", stopped.get("state").textValue() + " " + stopped.at("/decision/winner").textValue() + " "
                + stopped.at("/decision/reason").textValue());
        assertEquals(warm.get("mean"), stopped.at("/decision/figures/variants/1/mean"));
        assertEquals(stopped, get("/experiments/warmth"));
        within(A_FEW_SECONDS, "everybody gets what is deployed", () -> variant(first, "user-1").isEmpty());
        error(first.admin("POST", "/experiments/warmth/stop", "{\"reason\":\"again\"}"), 409, "experiment_stopped", "experiment");
        error(first.admin("POST", "/experiments/warmth/outcomes", "{\"user\":\"user-1\",\"outcome\":1}"), 409, "experiment_stopped", "experiment");
        assertEquals("experiment.stop sold more,experiment.create ", get("/audit?limit=1000").get("data").valueStream()
                .filter(one -> one.get("subject").textValue().equals("warmth")).map(one -> one.get("action").textValue() + " " + one.path("reason").asText(""))
                .collect(Collectors.joining(",")));
    }

    @Test
    void anExperimentEndsByItsOwnRuleAndSaysWhy() throws JsonProcessingException {
        publish("brief");
        ok(201, first.admin("POST", "/experiments", experiment("short", "brief", ",\"stop\":{\"max_duration\":\"1s\"}")));
        within(A_FEW_SECONDS, "it has stopped", () -> get("/experiments/short").get("state").textValue().equals("stopped"));
        JsonNode decision = get("/experiments/short").get("decision");
        assertEquals("experiment", decision.get("by").textValue());
        assertTrue(decision.get("winner").isNull() && decision.get("reason").textValue().contains("1s"), decision::toString);
    }

    @Test
    void whatIsWrongChangesNothing() throws JsonProcessingException {
        publish("wrong");
        String good = experiment("good", "wrong", "");
        for (String[] wrong : new String[][] {{"\"version\":\"1.0.1\"", "\"version\":\"9.0.0\"", "422", "invalid_value", "variants[1].version"},
            {"\"version\":\"1.0.1\"", "\"version\":\"1\"", "422", "invalid_value", "variants[1].version"},
            {"\"version\":\"1.0.1\"", "\"model\":\"nothing\"", "422", "invalid_value", "variants[1].model"},
            {"\"temperature\":0.5", "\"temperature\":5", "422", "invalid_value", "variants[1].settings.temperature"},
            {"\"temperature\":0.5", "\"warmth\":5", "422", "invalid_value", "variants[1].settings.warmth"},
            {"\"prompt\":\"wrong\"", "\"prompt\":\"nothing\"", "404", "prompt_not_found", "prompt"},
            {"\"name\":\"warm\"", "\"name\":\"plain\"", "422", "invalid_value", "variants[1].name"}}) {
            error(first.admin("POST", "/experiments", good.replace(wrong[0], wrong[1])), Integer.parseInt(wrong[2]), wrong[3], wrong[4]);
        }
        error(first.admin("POST", "/experiments", null), 400, "invalid_json", null);
        error(first.admin("POST", "/experiments", "{\"name\":1,\"name\":2}"), 400, "invalid_json", null);
        error(first.admin("GET", "/experiments/good", null), 404, "experiment_not_found", "experiment");
        ok(201, first.admin("POST", "/experiments", good));
        error(first.admin("POST", "/experiments", good), 409, "experiment_exists", "name");
        error(second.admin("POST", "/experiments", experiment("other", "wrong", "")), 409, "experiment_running", "prompt");
        error(first.admin("POST", "/experiments/good/outcomes", "{\"user\":\"nobody\",\"outcome\":1}"), 404, "user_not_assigned", "user");
        error(first.admin("POST", "/experiments/good/outcomes", "{\"user\":\"nobody\",\"outcome\":\"1\"}"), 422, "invalid_value", "outcome");
        error(first.admin("POST", "/experiments/good/outcomes", "[]"), 422, "invalid_value", null);
        error(first.admin("POST", "/experiments/good/stop", "{\"reason\":\"r\",\"winner\":\"cold\"}"), 422, "invalid_value", "winner");
        error(first.admin("POST", "/experiments/good/stop", "{}"), 422, "invalid_value", "reason");
        error(first.admin("POST", "/prompts/wrong/canary", "{\"version\":\"1.0.1\"}"), 409, "experiment_running", null);
        assertEquals("running", get("/experiments/good").get("state").textValue());
        assertTrue(get("/experiments?limit=1000").get("data").valueStream().anyMatch(one -> one.get("name").textValue().equals("good")));
        ok(200, first.admin("POST", "/experiments/good/stop", "{\"reason\":\"r\"}"));

        ok(201, first.admin("POST", "/prompts/wrong/canary", "{\"version\":\"1.0.1\"}"));
        error(first.admin("POST", "/experiments", experiment("late", "wrong", "")), 409, "canary_running", "prompt");
        ok(200, first.admin("DELETE", "/prompts/wrong/canary?reason=over", null));
        publish("shared");
        ok(201, first.admin("POST", "/experiments", experiment("one", "wrong", ",\"exclusion_group\":\"g\",\"outcome\":{\"source\":\"cost\",\"direction\":\"lower\"}")));
        error(first.admin("POST", "/experiments/one/outcomes", "{\"user\":\"nobody\",\"outcome\":1}"), 409, "outcomes_not_sent", "experiment");
        error(first.admin("POST", "/experiments", experiment("two", "shared", ",\"exclusion_group\":\"g\",\"share\":60")), 409, "exclusion_group_full", "share");
        assertEquals(50, ok(201, first.admin("POST", "/experiments", experiment("two", "wrong", ",\"exclusion_group\":\"g\",\"share\":50"))).get("share").intValue());
    }

    /** Two variants of a prompt, the second with another version and setting. */
    private static String experiment(String name, String prompt, String more) {
        String outcome = more.contains("outcome") ? "" : ",\"outcome\":{\"source\":\"api\",\"direction\":\"higher\"}";
        return "{\"name\":\"" + name + "\",\"prompt\":\"" + prompt + "\",\"variants\":[{\"name\":\"plain\",\"weight\":1},"
                + "{\"name\":\"warm\",\"weight\":1,\"version\":\"1.0.1\",\"settings\":{\"temperature\":0.5}}]" + outcome + more + "}";
    }

    /** Versions 1.0.0, which is deployed, and 1.0.1. */
    private static void publish(String prompt) throws JsonProcessingException {
        for (String version : new String[] {"1.0.0", "1.0.1"}) {
            ok(201, first.admin("POST", "/prompts", "{\"id\":\"" + prompt + "\",\"version\":\"" + version + "\",\"model\":\"demo\",\"template\":\"Say " + version + "\"}"));
        }
        ok(200, first.admin("PUT", "/prompts/" + prompt + "/deployment", "{\"blue\":\"1.0.0\"}"));
    }

    private static String run(JsonNode created) {
        String release = created.get("release").textValue();
        return release.substring(release.indexOf('#') + 1);
    }

    private static String expected(JsonNode created, String user) {
        return Split.place("warmth#" + run(created), user) < Split.PLACES / 2 ? "warmth=plain" : "warmth=warm";
    }

    /** Half of the first variant's users buy one thing, and each of the second's two. */
    private static int outcome(JsonNode created, int user) {
        return expected(created, "user-" + user).equals("warmth=warm") ? 2 : user % 2;
    }

    private static HttpResponse<String> call(PackagedGateway gateway, String user) {
        return gateway.post("/v1/chat/completions", "{\"prompt\":{\"id\":\"tone\"}}", "x-portcullis-user", user);
    }

    private static Optional<String> variant(PackagedGateway gateway, String user) {
        return call(gateway, user).headers().firstValue("x-portcullis-experiment");
    }

    private static JsonNode get(String path) {
        try {
            return ok(200, first.admin("GET", path, null));
        } catch (JsonProcessingException noJson) {
            throw new AssertionError(noJson);
        }
    }

    private static JsonNode ok(int status, HttpResponse<String> answer) throws JsonProcessingException {
        assertEquals(status, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static void error(HttpResponse<String> refused, int status, String code, String param) throws JsonProcessingException {
        JsonNode error = ok(status, refused).get("error");
        assertEquals(code + " " + param, error.get("code").textValue() + " " + error.get("param").textValue(), refused.body());
    }

    private static void within(long milliseconds, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertFalse(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(milliseconds), "not within " + milliseconds + " ms: " + what);
        }
    }
}
