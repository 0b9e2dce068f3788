package dev.portcullis;

import static dev.portcullis.AdminAnswers.error;
import static dev.portcullis.AdminAnswers.json;
import static dev.portcullis.GatewayFile.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.pipeline.release.Split;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Canaries of models, with two gateways on one database. What they have in common with those of prompts is tested with these. */
class ModelCanaryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LATE = "{\"start\":20,\"interval\":\"1h\"}";
    private static final String FAILING = "demo;fault=status:503";
    private static final int USERS = 200;
    private static TestDatabase database;
    private static PackagedGateway first;
    private static PackagedGateway second;

    private static String yaml(String green) {
        return yaml(green, 0);
    }

    /** @param green what is behind the targets that are tried. @param weight of the one that is tried of one model. @param more a third target of that */
    private static String yaml(String green, int weight, String... more) {
        return new GatewayFile().builtInSimulator().single("org/one", "simulator", "demo")
                .model("shared", "", target("blue", "simulator", "demo", 1), target("green", "simulator", "demo", 1))
                .model("done", "", target("blue", "simulator", "demo", 0), target("green", "simulator", "demo", 1))
                .model("org/moved", "", target("blue", "simulator", "demo", 7), target("green", "simulator", "demo", 0))
                // Whose breaker does not open: then the other target would answer.
                .model("fails", ", retries: 0, sticky: none, breaker: { failures: 10000, window: 10000 }", target("blue", "simulator", "demo", 1),
                        target("green", "simulator", green, 0))
                .model("hidden", ", retries: 2", target("blue", "simulator", "demo", 1), target("green", "simulator", green, 0))
                .model("changed", "", Stream.concat(Stream.of(target("blue", "simulator", "demo", 1), target("green", "simulator", "demo", weight)),
                        Stream.of(more)).toArray(String[]::new)).toString();
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        first = PackagedGateway.launch(yaml("demo"), database.environment());
        second = PackagedGateway.launch(yaml("demo"), database.environment());
        for (PackagedGateway gateway : List.of(first, second)) {
            gateway.await("ready", () -> gateway.get("/q/health/ready").statusCode() == 200);
        }
    }

    @AfterAll
    static void stop() {
        try {
            first.close();
        } finally {
            second.close();
        }
    }

    @Test
    void whatIsWrongIsRefusedAndWhatIsComparedDoesNotChangeUnderItsHands() throws JsonProcessingException {
        for (String wrong : List.of("org/one {} 409 not_two_targets model", "shared {} 409 green_in_use null", "done {} 409 nothing_to_promote green",
                "nothing {} 404 model_not_found model", "org/moved {\"version\":\"1.0.0\"} 422 invalid_value version",
                "org/moved {\"start\":101} 422 invalid_value start", "org/moved {\"of\":\"model\"} 422 invalid_value of", "org/moved [] 400 invalid_json null")) {
            String[] parts = wrong.split(" ");
            error(first.admin("POST", "/models/" + parts[0] + "/canary", parts[1]), Integer.parseInt(parts[2]), parts[3], parts[4].equals("null") ? null : parts[4]);
        }
        error(first.admin("GET", "/models/org/moved/canary", null), 404, "canary_not_found", "model");
        error(first.admin("DELETE", "/models/org/moved/canary", null), 404, "canary_not_found", "model");
        String forecast = first.admin("POST", "/models/org/moved/canary/forecast", "{}").body();
        assertTrue(JSON.readTree(forecast).get("requests_per_side").longValue() > 100 && forecast.contains("from 1 % to 5 %"), forecast);
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM canary WHERE model = 'org/moved'"));

        String release = start("org/moved", LATE).get("release").textValue();
        assertEquals("{\"blue\":80,\"green\":20} override", weights("org/moved"));
        error(second.admin("POST", "/models/org/moved/canary", LATE), 409, "canary_running", null);
        error(second.admin("PUT", "/models/org/moved/weights", "{\"blue\":1,\"green\":1}"), 409, "canary_running", null);
        error(second.admin("DELETE", "/models/org/moved/weights", null), 409, "canary_running", null);
        error(second.admin("POST", "/models/org/moved/switch", "{\"percentage\":50}"), 409, "canary_running", null);
        error(second.admin("POST", "/models/org/moved/canary/resume", null), 409, "canary_not_paused", null);
        first.await("the share is a metric", () -> first.metric("portcullis_canary_share_percent", "model=\"org/moved\"", "prompt=\"\"") == 20);
        for (PackagedGateway gateway : List.of(first, second)) {
            gateway.await("all get what they are to get", () -> IntStream.range(0, 30).mapToObj(user -> "user-" + user).allMatch(
                    user -> targetOf(ask(gateway, "org/moved", user)).equals(Split.place(release, user) < 2_000 ? "green" : "blue")));
        }

        HttpResponse<String> tried = ask(first, "org/moved", IntStream.range(0, 30).mapToObj(user -> "user-" + user)
                .filter(user -> Split.place(release, user) < 2_000).findFirst().orElseThrow());
        String id = tried.headers().firstValue("x-request-id").orElseThrow();
        assertEquals(202, second.post("/v1/feedback", "{\"request_id\":\"" + id + "\",\"rating\":4}").statusCode());
        first.await("what is said of a call counts for its side", () -> canary("org/moved").at("/canary/measures/quality/value").asDouble() == 0.75);

        assertEquals(200, second.admin("POST", "/models/org/moved/rollback", "{\"reason\":\"changed my mind\"}").statusCode(), "that works always");
        assertEquals("rolled_back by admin key: changed my mind", told("org/moved"));
        first.await("as in the file", () -> weights("org/moved").equals("{\"blue\":7,\"green\":0} file"));
        error(second.admin("POST", "/models/org/moved/rollback", "{\"reason\":\"again\"}"), 409, "nothing_to_roll_back", "model");
        start("org/moved", LATE);
        assertEquals("stopped", JSON.readTree(first.admin("DELETE", "/models/org/moved/canary", "{\"reason\":\"enough\"}").body()).path("state").textValue());
        assertEquals("{\"blue\":7,\"green\":0} file", weights("org/moved"));
        start("org/moved", LATE);
        assertEquals(200, first.admin("POST", "/models/org/moved/promote", null).statusCode());
        assertEquals("{\"blue\":0,\"green\":100} override", weights("org/moved"));
        assertEquals("promoted by admin key", told("org/moved"));
        assertEquals(200, first.admin("POST", "/models/org/moved/rollback", "{\"reason\":\"slow\"}").statusCode());
        assertEquals("{\"blue\":7,\"green\":0} file", weights("org/moved"), "at once, however many steps there were");
        assertEquals(List.of("canary.start", "weights.rollback", "canary.start", "canary.stop", "canary.start", "weights.promote", "weights.rollback"),
                database.query("SELECT action FROM audit WHERE subject = 'org/moved' ORDER BY id"));
    }

    @Test
    void aTargetThatBeginsToFailIsLeftByItselfAlsoWhereTheOtherAnswersInItsPlace() throws Exception {
        assertEquals(201, first.admin("POST", "/prompts", "{\"id\":\"greet\",\"version\":\"1.0.0\",\"template\":\"x\",\"model\":\"fails\"}").statusCode());
        Map<String, String> releases = Map.of("fails", release("fails"), "hidden", release("hidden"));
        try (Traffic traffic = new Traffic()) {
            for (String model : List.of("fails", "hidden")) {
                first.await("the second step", () -> canary(model).path("share").intValue() >= 50);
            }
            reload(yaml(FAILING));
            for (String model : List.of("fails", "hidden")) {
                first.await("it goes back", () -> canary(model).path("state").textValue().equals("rolled_back"));
                for (PackagedGateway gateway : List.of(first, second)) {
                    gateway.await("all get blue", () -> IntStream.range(0, 30).allMatch(user -> targetOf(ask(gateway, model, "user-" + user)).equals("blue")));
                }
            }
            assertEquals(List.of(), traffic.failed.stream().filter(call -> call.startsWith("hidden ")).toList(), "the other target answered");
            assertTrue(traffic.failed.stream().allMatch(call -> Split.place(releases.get("fails"), call.substring("fails ".length())) < 5_000),
                    () -> "callers of blue saw nothing: " + traffic.failed);
            assertTrue(!traffic.failed.isEmpty());
        }
        JsonNode ended = canary("fails");
        assertTrue(ended.get("reason").textValue().startsWith("error_rate "), ended.toString());
        assertEquals(0, ended.at("/control/measures/error_rate/value").doubleValue(), ended.toString());
        assertTrue(canary("hidden").get("reason").textValue().contains("were answered by another target or model, against 0.0 %"), canary("hidden").toString());
        for (String model : List.of("fails", "hidden")) {
            String reason = canary(model).get("reason").textValue();
            assertEquals("{\"blue\":1,\"green\":0} file", weights(model));
            assertEquals(List.of("canary weights.rollback " + reason), database.query("SELECT who || ' ' || action || ' ' || reason FROM audit"
                    + " WHERE subject = '" + model + "' ORDER BY id DESC LIMIT 1"));
            List<String> events = events("rolled_back", model);
            assertEquals(1, events.size(), events.toString());
            assertTrue(events.getFirst().contains("target=green release=" + releases.get(model) + " share=0 reason=\"" + reason), events.toString());
        }
        assertEquals(2, Stream.of(first, second).mapToDouble(gateway -> gateway.metric("portcullis_canary_decisions_total", "verdict=\"roll_back\"")).sum());
        String sides = "SELECT DISTINCT prompt || ' ' || arm FROM ledger WHERE release = '" + releases.get("fails") + "'";
        first.await("calls of prompts and others are in the ledger with their sides", () -> database.query(sides).stream().sorted().toList()
                .equals(List.of(" canary", " control", "greet canary", "greet control")));
        reload(yaml("demo"));
    }

    @Test
    void withAThirdTargetInTheFileItStopsAndDeploysNothing() throws Exception {
        start("changed", LATE);
        String other = yaml("demo", 0, target("red", "simulator", "demo", 3));
        reload(other);
        first.await("it stops, an hour early", () -> canary("changed").path("state").textValue().equals("stopped"));
        assertEquals("stopped The model 'changed' has other targets in the configuration than blue and, as green, green", told("changed"));
        assertEquals("{\"blue\":1,\"green\":0,\"red\":3} file", weights("changed"));
        reload(yaml("demo"));
        assertEquals("{\"blue\":1,\"green\":0} file", weights("changed"), "nothing of it comes back");
        assertEquals(1, events("stopped", "changed").size());

        start("changed", LATE);
        reload(yaml("demo", 9));
        assertEquals("{\"blue\":80,\"green\":20} override", weights("changed"), "the file's weights are none of its business");
        assertEquals(200, first.admin("DELETE", "/models/changed/canary", null).statusCode());
        assertEquals("{\"blue\":100,\"green\":0} override", weights("changed"), "back is to blue, whatever the file gives green since");
        reload(yaml("demo"));
    }

    /** Many users who ask all the time, by themselves or by a prompt. */
    private static final class Traffic implements AutoCloseable {

        /** Model and user of each call that was not answered. */
        final Queue<String> failed = new ConcurrentLinkedQueue<>();
        private final List<Thread> callers;
        private volatile boolean over;

        Traffic() {
            callers = IntStream.range(0, 4).mapToObj(caller -> Thread.ofVirtual().start(() -> {
                for (int i = caller; !over; i += 4) {
                    String user = "user-" + i % USERS;
                    PackagedGateway gateway = i / USERS % 2 == 0 ? first : second;
                    if (gateway.post("/v1/chat/completions", i % 3 == 0 ? "{\"prompt\":{\"id\":\"greet\"}}" : RawCall.body("fails", ""), "x-portcullis-user", user)
                            .statusCode() != 200) {
                        failed.add("fails " + user);
                    }
                    if (ask(gateway, "hidden", user).statusCode() != 200) {
                        failed.add("hidden " + user);
                    }
                }
            })).toList();
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    private static HttpResponse<String> ask(PackagedGateway gateway, String model, String user) {
        return gateway.post("/v1/chat/completions", RawCall.body(model, ""), "x-portcullis-user", user);
    }

    private static String targetOf(HttpResponse<String> answer) {
        String id = answer.headers().firstValue("x-portcullis-target").orElse("/none");
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static String release(String model) throws JsonProcessingException {
        // Nobody says what an answer is worth, so it never gets more than half.
        return start(model, "{\"step\":[20,50],\"interval\":\"1s\",\"min_requests\":20,\"criteria\":{\"quality_score\":0.5}}").get("release").textValue();
    }

    private static JsonNode start(String model, String body) throws JsonProcessingException {
        HttpResponse<String> started = first.admin("POST", "/models/" + model + "/canary", body);
        assertEquals(201, started.statusCode(), started.body());
        return JSON.readTree(started.body());
    }

    private static JsonNode canary(String model) {
        return json(first, "/models/" + model + "/canary");
    }

    private static String told(String model) {
        JsonNode canary = canary(model);
        return canary.path("state").asText() + " " + canary.path("reason").asText();
    }

    private static String weights(String model) {
        JsonNode weights = json(first, "/models/" + model + "/weights");
        return weights.path("weights") + " " + weights.path("source").asText();
    }

    private static List<String> events(String event, String model) {
        return Stream.of(first, second).flatMap(gateway -> gateway.log().lines())
                .filter(line -> line.contains("canary event=" + event + " model=" + model + " ")).toList();
    }

    private static void reload(String yaml) throws IOException {
        for (PackagedGateway gateway : List.of(first, second)) {
            Files.writeString(gateway.folder().resolve("gateway.yaml"), yaml);
            assertEquals(200, gateway.admin("POST", "/config/reload", null).statusCode());
        }
    }
}
