package dev.portcullis;

import static dev.portcullis.AdminAnswers.error;
import static dev.portcullis.AdminAnswers.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Canaries with two gateways on one database; the last test kills one of them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = yaml("demo");
    private static final String BAD = yaml("demo;fault=status:503");
    private static final int USERS = 200;
    private static TestDatabase database;
    private static PackagedGateway first;
    private static PackagedGateway second;

    private static String yaml(String tried) {
        return new GatewayFile().builtInSimulator().single("steady", "simulator", "demo").single("tried", "simulator", tried)
                .single("broken", "simulator", "demo;fault=status:503").toString();
    }

    @BeforeAll
    static void start() throws JsonProcessingException {
        database = TestDatabase.fresh();
        first = PackagedGateway.launch(GOOD, database.environment());
        second = PackagedGateway.launch(GOOD, database.environment());
        for (PackagedGateway gateway : List.of(first, second)) {
            gateway.await("ready", () -> gateway.get("/q/health/ready").statusCode() == 200);
        }
        for (String prompt : List.of("wrong", "dead", "fails", "killed")) {
            for (String version : List.of("1.0.0", "1.1.0")) {
                String model = version.equals("1.0.0") ? "steady" : prompt.equals("dead") ? "broken" : "tried";
                HttpResponse<String> published = first.admin("POST", "/prompts", "{\"id\":\"" + prompt + "\",\"version\":\"" + version
                        + "\",\"template\":\"x\",\"model\":\"" + model + "\"}");
                assertEquals(201, published.statusCode(), published.body());
            }
            assertEquals(200, first.admin("PUT", "/prompts/" + prompt + "/deployment", "{\"blue\":\"1.0.0\"}").statusCode());
        }
    }

    @AfterAll
    static void stop() {
        try {
            end(first);
        } finally {
            end(second);
        }
    }

    /** One of them was killed. */
    private static void end(PackagedGateway gateway) {
        if (gateway.process().isAlive()) {
            gateway.close();
        }
    }

    @Test
    @Order(1)
    void whatIsWrongIsRefusedAndChangesNothing() throws JsonProcessingException {
        String before = first.admin("GET", "/prompts/wrong/deployment", null).body();
        for (String wrong : List.of("{\"version\":\"9.9.9\"} 422 version", "{\"version\":\"1\"} 422 version", "{} 422 version",
                "{\"version\":\"1.0.0\"} 409 version", "{\"version\":\"1.1.0\",\"start\":0} 422 start",
                "{\"version\":\"1.1.0\",\"start\":101} 422 start", "{\"version\":\"1.1.0\",\"start\":-5} 422 start",
                "{\"version\":\"1.1.0\",\"step\":[5,120]} 422 step", "{\"version\":\"1.1.0\",\"interval\":\"0s\"} 422 interval",
                "{\"version\":\"1.1.0\",\"speed\":5} 422 speed", "{\"version\":\"1.1.0\",\"criteria\":{\"error_rate\":2}} 422 criteria.error_rate",
                "[] 400 null", "{\"version\":\"1.1.0\",\"version\":\"1.1.0\"} 400 null")) {
            String[] parts = wrong.split(" ");
            String code = switch (parts[1]) {
                case "409" -> "already_blue";
                case "422" -> "invalid_value";
                default -> "invalid_json";
            };
            error(first.admin("POST", "/prompts/wrong/canary", parts[0]), Integer.parseInt(parts[1]), code, parts[2].equals("null") ? null : parts[2]);
        }
        error(first.admin("POST", "/prompts/nothing/canary", "{\"version\":\"1.1.0\"}"), 404, "prompt_not_found", "id");
        error(first.admin("GET", "/prompts/wrong/canary", null), 404, "canary_not_found", "id");
        error(first.admin("DELETE", "/prompts/wrong/canary", null), 404, "canary_not_found", "id");
        assertEquals(before, first.admin("GET", "/prompts/wrong/deployment", null).body());
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM canary"));
        String forecast = first.admin("POST", "/prompts/wrong/canary/forecast", "{\"version\":\"1.1.0\"}").body();
        assertTrue(JSON.readTree(forecast).get("requests_per_side").longValue() > 100 && forecast.contains("from 1 % to 5 %"), forecast);

        JsonNode started = start("wrong", "{\"version\":\"1.1.0\",\"interval\":\"1h\"}");
        assertEquals("[5,10,20,40,50]", started.get("plan").get("step").toString());
        JsonNode deployed = get("/prompts/wrong/deployment");
        assertEquals(List.of("1.0.0", "1.1.0", "5", started.get("release").asText()),
                Stream.of("blue", "green", "green_percentage", "release").map(field -> deployed.get(field).asText()).toList());
        error(second.admin("POST", "/prompts/wrong/canary", "{\"version\":\"1.1.0\"}"), 409, "canary_running", null);
        error(second.admin("PUT", "/prompts/wrong/deployment", "{\"blue\":\"1.1.0\"}"), 409, "canary_running", null);
        error(second.admin("POST", "/prompts/wrong/deployment/switch", "{\"percentage\":50}"), 409, "canary_running", null);
        error(second.admin("POST", "/prompts/wrong/canary/resume", null), 409, "canary_not_paused", null);
        assertEquals(5, get("/prompts/wrong/deployment").get("green_percentage").intValue());
        first.await("the share is a metric", () -> first.metric("portcullis_canary_share_percent", "prompt=\"wrong\"") == 5);

        String mind = "{\"reason\":\"changed my mind\"}";
        assertEquals(200, second.admin("POST", "/prompts/wrong/deployment/rollback", mind).statusCode(), "that works always");
        JsonNode ended = get("/prompts/wrong/canary");
        assertEquals("rolled_back", ended.get("state").textValue());
        assertEquals("by admin key: changed my mind", ended.get("reason").textValue());
        start("wrong", "{\"version\":\"1.1.0\"}");
        HttpResponse<String> stopped = first.admin("DELETE", "/prompts/wrong/canary", "{\"reason\":\"enough\"}");
        assertEquals("stopped", JSON.readTree(stopped.body()).path("state").textValue(), stopped.body());
        assertTrue(get("/prompts/wrong/deployment").get("green").isNull());
        first.await("no series of what has ended", () -> !first.get("/q/metrics").body().contains("portcullis_canary_share_percent{"));
    }

    @Test
    @Order(2)
    void oneThatNothingIsKnownOfIsPausedUntilSomebodyDecides() throws JsonProcessingException {
        start("wrong", "{\"version\":\"1.1.0\",\"interval\":\"1s\"}");
        database.execute("UPDATE canary SET run_since = now() - interval '4 days' WHERE ended_at IS NULL");
        second.await("it pauses", () -> state("wrong").equals("paused"));
        second.await("and says so", () -> second.metric("portcullis_canary_state", "prompt=\"wrong\"") == 2);
        assertEquals(1, events("paused", "wrong").size());
        assertEquals(5, get("/prompts/wrong/deployment").get("green_percentage").intValue(), "it keeps its share");
        HttpResponse<String> resumed = second.admin("POST", "/prompts/wrong/canary/resume", null);
        assertEquals(200, resumed.statusCode(), resumed.body());
        assertEquals("running", state("wrong"));
        assertEquals(200, second.admin("POST", "/prompts/wrong/deployment/promote", null).statusCode());
        assertEquals("promoted", state("wrong"));
    }

    @Test
    @Order(3)
    void oneThatFailsAtOnceIsStoppedAtOnce() throws JsonProcessingException {
        start("dead", "{\"version\":\"1.1.0\",\"start\":50,\"interval\":\"1h\"}");
        try (Traffic traffic = new Traffic("dead", first)) {
            first.await("it goes back, an hour early", () -> state("dead").equals("rolled_back"));
        }
        assertTrue(get("/prompts/dead/canary").get("reason").textValue().endsWith("of the canary's first 20 calls failed"));
    }

    @Test
    @Order(4)
    void aCanaryThatBeginsToFailGoesBackByItselfAndNobodyElseSawAnError() throws JsonProcessingException {
        start("fails", "{\"version\":\"1.1.0\",\"step\":[20,40,50],\"interval\":\"1s\",\"min_requests\":20}");
        try (Traffic traffic = new Traffic("fails", first, second)) {
            first.await("the second step", () -> share("fails") >= 40);
            for (PackagedGateway gateway : List.of(first, second)) {
                write(gateway, BAD);
                assertEquals(200, gateway.admin("POST", "/config/reload", null).statusCode());
            }
            first.await("it goes back", () -> state("fails").equals("rolled_back"));
            first.await("all get blue here", () -> ask(first, "fails", "user-1").equals("fails@1.0.0 200") && green(first) == 0);
            second.await("all get blue there", () -> green(second) == 0);
            assertEquals(List.of(), traffic.answers.stream().filter(answer -> !answer.endsWith(" 200"))
                    .filter(answer -> !answer.startsWith("fails@1.1.0 ")).toList());
        }
        JsonNode ended = get("/prompts/fails/canary");
        assertTrue(ended.get("reason").textValue().startsWith("error_rate "), ended.toString());
        assertTrue(ended.at("/canary/measures/error_rate/value").doubleValue() > 0.01, ended.toString());
        assertEquals(0, ended.at("/control/measures/error_rate/value").doubleValue(), ended.toString());
        JsonNode audited = get("/audit?limit=100").get("data").valueStream().filter(one -> one.get("subject").textValue().equals("fails"))
                .findFirst().orElseThrow();
        assertEquals(List.of("canary", "prompt.rollback", ended.get("reason").textValue()),
                List.of(audited.get("who").textValue(), audited.get("action").textValue(), audited.get("reason").textValue()));
        List<String> events = events("rolled_back", "fails");
        assertEquals(1, events.size(), events.toString());
        assertTrue(events.getFirst().contains("reason=\"" + ended.get("reason").textValue()), events.toString());
        assertEquals(2, Stream.of(first, second).mapToDouble(gateway -> gateway.metric("portcullis_canary_decisions_total",
                "verdict=\"roll_back\"")).sum(), "with the one before");
        assertFalse(first.log().contains("user-1"), "nobody's name is in the log");
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM release_observation WHERE encode(unit, 'escape') LIKE '%user%'"));
        write(first, GOOD);
        write(second, GOOD);
    }

    @Test
    @Order(5)
    void whoDecidesIsKilledAndTheOtherGoesOnFromTheSameStep() throws Exception {
        StringBuilder guardrails = new StringBuilder("{\"error_rate\":{\"margin\":0.2,\"tolerance\":0.5}");
        for (String measure : List.of("latency", "time_to_first_token", "cost", "output_failures", "guard_blocks", "quality")) {
            guardrails.append(",\"").append(measure).append("\":\"off\"");
        }
        for (PackagedGateway gateway : List.of(first, second)) {
            gateway.await("the model is well again",
                    () -> gateway.post("/v1/chat/completions", RawCall.body("tried", "")).statusCode() == 200);
        }
        start("killed", "{\"version\":\"1.1.0\",\"step\":[20,30,40,50],\"interval\":\"1s\",\"min_requests\":10,\"guardrails\":"
                + guardrails + "}}");
        PackagedGateway decider;
        PackagedGateway other;
        try (Traffic traffic = new Traffic("killed", first, second)) {
            first.await("the second step", () -> share("killed") >= 30);
            decider = events("step", "killed", first).isEmpty() ? second : first;
            other = decider == first ? second : first;
        }
        decider.process().destroyForcibly().waitFor();
        PackagedGateway survivor = other;
        try (Traffic traffic = new Traffic("killed", survivor)) {
            survivor.await("promoted", () -> json(survivor, "/prompts/killed/canary").path("state").textValue().equals("promoted"));
            survivor.await("all get it", () -> ask(survivor, "killed", "user-1").equals("killed@1.1.0 200"));
        }
        assertEquals(List.of("20>30", "30>40", "40>50", "50>0"), database.query("SELECT (was::json->>'green_percentage') || '>' ||"
                + " (becomes::json->>'green_percentage') FROM audit WHERE subject = 'killed' AND who = 'canary' ORDER BY id"), "each step once");
        assertEquals(List.of("1.1.0"), database.query("SELECT blue FROM prompt_deployment WHERE prompt = 'killed'"));
        assertEquals(List.of("1"), database.query("SELECT count(*) FROM canary WHERE prompt = 'killed'"));
    }

    /** Many users who ask all the time. */
    private static final class Traffic implements AutoCloseable {

        /** Version and status of each. */
        final Queue<String> answers = new ConcurrentLinkedQueue<>();
        private final List<Thread> callers;
        private volatile boolean over;

        Traffic(String prompt, PackagedGateway... gateways) {
            callers = IntStream.range(0, 4).mapToObj(caller -> Thread.ofVirtual().start(() -> {
                for (int i = caller; !over; i += 4) {
                    answers.add(ask(gateways[i / USERS % gateways.length], prompt, "user-" + i % USERS));
                }
            })).toList();
        }

        @Override
        public void close() {
            over = true;
            for (Thread caller : callers) {
                try {
                    caller.join();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static String ask(PackagedGateway gateway, String prompt, String user) {
        HttpResponse<String> answer = gateway.post("/v1/chat/completions", "{\"prompt\":{\"id\":\"" + prompt + "\"}}",
                "x-portcullis-user", user);
        return answer.headers().firstValue("x-portcullis-prompt").orElse("none") + " " + answer.statusCode();
    }

    /** Of some users how many get the newer version. */
    private static long green(PackagedGateway gateway) {
        return IntStream.range(0, 20).mapToObj(user -> ask(gateway, "fails", "user-" + user))
                .filter(answer -> answer.startsWith("fails@1.1.0")).count();
    }

    private static JsonNode start(String prompt, String body) throws JsonProcessingException {
        HttpResponse<String> started = first.admin("POST", "/prompts/" + prompt + "/canary", body);
        assertEquals(201, started.statusCode(), started.body());
        return JSON.readTree(started.body());
    }

    private static int share(String prompt) {
        return json(first, "/prompts/" + prompt + "/canary").path("share").intValue();
    }

    private static String state(String prompt) {
        return json(first, "/prompts/" + prompt + "/canary").path("state").textValue();
    }

    private static List<String> events(String event, String prompt, PackagedGateway... gateways) {
        return Stream.of(gateways.length == 0 ? new PackagedGateway[] {first, second} : gateways).flatMap(gateway -> gateway.log().lines())
                .filter(line -> line.contains("canary event=" + event + " prompt=" + prompt + " ")).toList();
    }

    private static void write(PackagedGateway gateway, String yaml) {
        try {
            Files.writeString(gateway.folder().resolve("gateway.yaml"), yaml);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonNode get(String path) {
        return json(first, path);
    }
}
