package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What several who look at canaries, and who change them, do to each other. What calls have told is written here by hand. */
class CanaryCareIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String YAML = new GatewayFile().builtInSimulator().single("demo", "simulator", "demo")
            .single("broken", "simulator", "demo;fault=status:503").toString();
    private static final String SOON = "{\"version\":\"1.1.0\",\"interval\":\"1s\"}";
    private static final String LATE = "{\"version\":\"1.1.0\",\"interval\":\"1h\"}";
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    private static TestDatabase database;
    private static PackagedGateway gateway;

    /** What somebody else does and has not committed. */
    private record Meanwhile(Connection connection) implements AutoCloseable {

        static Meanwhile of(String sql) throws SQLException {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            return new Meanwhile(connection);
        }

        @Override
        public void close() throws SQLException {
            connection.commit();
            connection.close();
        }
    }

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        gateway = PackagedGateway.start(YAML, database.environment());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void aHandMoveThatIsLostToALookIsDoneAgain() throws Exception {
        publish("moved");
        for (String path : List.of("/deployment/rollback", "/deployment/promote")) {
            begin("moved", LATE);
            CompletableFuture<HttpResponse<String>> moved;
            try (Meanwhile look = Meanwhile.of("UPDATE canary SET reason = 'looked at' WHERE prompt = 'moved' AND ended_at IS NULL")) {
                moved = CompletableFuture.supplyAsync(() -> gateway.admin("POST", "/prompts/moved" + path, "{\"reason\":\"by hand\"}"));
                gateway.await("it waits for the look", () -> database.query(WAITING).equals(List.of("1")));
            }
            assertEquals(200, moved.join().statusCode(), moved.join().body());
            assertEquals("by admin key: by hand", canary("moved").get("reason").textValue());
        }
        assertEquals("promoted", canary("moved").get("state").textValue());
        assertEquals(List.of("1", "1"), database.query("SELECT count(*) FROM audit WHERE subject = 'moved' AND action IN ('prompt.rollback', 'prompt.promote')"
                + " GROUP BY action"), "each is done once");
    }

    @Test
    void aCanaryThatCannotBeSummedUpIsPostponedAndOthersAreDecided() {
        publish("large");
        publish("other");
        String large = begin("large", SOON);
        // The square of this is no number any more.
        database.execute("INSERT INTO release_observation SELECT '" + large + "', 'canary', '\\x00', 1e200, 1" + ", 0, 0".repeat(6));
        failing(large);
        gateway.await("it cannot be summed up", () -> gateway.log().contains("told of the canary " + large + " could not be summed up"));
        failing(begin("other", SOON));
        gateway.await("the other is decided", () -> state("other").equals("rolled_back"));
        assertEquals("running", state("large"));
        assertEquals("start", canary("large").get("verdict").textValue(), "nothing is decided of it");
        database.execute("DELETE FROM release_observation WHERE release = '" + large + "'");
        gateway.await("it is looked at again", () -> state("large").equals("rolled_back"));
    }

    @Test
    void aPlanThatCannotBeReadKeepsNobodyBackAndIsSaidOnce() {
        publish("newer");
        publish("behind");
        String newer = begin("newer", LATE);
        String told = "the plan of the canary " + newer + " cannot be read";
        database.execute("UPDATE canary SET plan = '{\"moons\":7}', due_at = now() - interval '1 hour' WHERE prompt = 'newer'");
        gateway.await("it is looked at", () -> gateway.log().contains(told));
        failing(begin("behind", SOON));
        gateway.await("the other is decided", () -> state("behind").equals("rolled_back"));
        assertEquals(1, gateway.log().lines().filter(line -> line.contains(told)).count());
        assertEquals(List.of("running"), database.query("SELECT state FROM canary WHERE prompt = 'newer'"), "it is the newer gateway's");
        HttpResponse<String> another = gateway.admin("POST", "/prompts/newer/canary", LATE);
        assertEquals(409, another.statusCode(), another.body());
        assertTrue(another.body().contains("canary_running"), another.body());
    }

    /** It was said that there is none, and that one has to be stopped first. */
    @Test
    void aCanaryWhosePlanCannotBeReadCanBeEndedByHand() {
        publish("strange");
        for (String end : List.of("DELETE /canary stopped", "POST /deployment/rollback rolled_back", "POST /deployment/promote promoted")) {
            String[] parts = end.split(" ");
            begin("strange", LATE);
            database.execute("UPDATE canary SET plan = '{\"moons\":7}' WHERE prompt = 'strange' AND ended_at IS NULL");
            JsonNode shown = canary("strange");
            assertEquals("running 0 {}", shown.get("state").textValue() + " " + shown.get("share") + " " + shown.get("plan"));
            assertEquals(404, gateway.admin("POST", "/prompts/strange/canary/resume", null).statusCode());
            HttpResponse<String> ended = gateway.admin(parts[0], "/prompts/strange" + parts[1], "{\"reason\":\"enough\"}");
            assertEquals(200, ended.statusCode(), ended.body());
            assertEquals(parts[2], state("strange"));
            assertTrue(gateway.log().contains("canary event=" + parts[2] + " prompt=strange version=1.1.0"), end);
        }
        assertEquals(List.of("1.1.0"), database.query("SELECT blue FROM prompt_deployment WHERE prompt = 'strange'"));
        assertEquals(List.of("1"), database.query("SELECT count(*) FROM audit WHERE subject = 'strange' AND action = 'canary.stop'"));
    }

    @Test
    void aPausedCanaryIsLookedAtAndGoesBackWhenItIsWorse() {
        publish("paused");
        String release = begin("paused", SOON);
        database.execute("UPDATE canary SET run_since = now() - interval '4 days' WHERE prompt = 'paused'");
        gateway.await("it is paused", () -> state("paused").equals("paused"));
        database.execute("UPDATE canary SET due_at = now() - interval '1 hour' WHERE prompt = 'paused'");
        gateway.await("it is looked at", () -> database.query("SELECT due_at > now() - interval '1 minute' FROM canary WHERE prompt = 'paused'").equals(List.of("t")));
        assertEquals("paused", state("paused"), "nothing speaks against it");
        failing(release);
        gateway.await("it goes back", () -> state("paused").equals("rolled_back"));
    }

    /** Where another canary was due, that one was looked at, and the hard stop was forgotten until the next interval. */
    @Test
    void oneThatFailsAtOnceIsStoppedAtOnceAlsoWhileAnotherOneIsDue() {
        publish("always-due");
        publish("dead", "broken");
        begin("always-due", LATE);
        database.execute("CREATE FUNCTION always_due() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.due_at = now() - interval '1 hour'; RETURN NEW; END $$");
        database.execute("CREATE TRIGGER always_due BEFORE UPDATE ON canary FOR EACH ROW WHEN (NEW.prompt = 'always-due') EXECUTE FUNCTION always_due()");
        begin("dead", "{\"version\":\"1.1.0\",\"start\":50,\"interval\":\"1h\"}");
        database.execute("UPDATE canary SET due_at = now() WHERE prompt = 'always-due'");
        try {
            gateway.await("it goes back, an hour early", () -> {
                for (int user = 0; user < 20; user++) {
                    gateway.post("/v1/chat/completions", "{\"prompt\":{\"id\":\"dead\"}}", "x-portcullis-user", "user-" + user);
                }
                return state("dead").equals("rolled_back");
            });
        } finally {
            database.execute("DROP TRIGGER always_due ON canary");
        }
    }

    /** Nobody was told of it but the audit: the look had been given up when the database was done. */
    @Test
    void whatASlowDatabaseCommitsAfterTheLookWasGivenUpIsSaidAllTheSame() {
        publish("late");
        String release = begin("late", LATE);
        double before = gateway.metric("portcullis_canary_decisions_total", "verdict=\"roll_back\"");
        // Each statement is within what one may take, and both together are not.
        database.execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(2.3); RETURN NEW; END $$");
        database.execute("CREATE TRIGGER slow BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.subject = 'late') EXECUTE FUNCTION slow()");
        database.execute("CREATE TRIGGER slow BEFORE UPDATE ON canary FOR EACH ROW WHEN (NEW.prompt = 'late' AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION slow()");
        try {
            failing(release);
            database.execute("UPDATE canary SET due_at = now() WHERE prompt = 'late'");
            gateway.await("it goes back", () -> state("late").equals("rolled_back"));
            gateway.await("it is said", () -> gateway.log().contains("canary event=rolled_back prompt=late "));
        } finally {
            database.execute("DROP FUNCTION slow() CASCADE");
        }
        assertTrue(gateway.log().contains("the database is away: nothing is decided of canaries"), "it was given up");
        assertEquals(1, gateway.log().lines().filter(line -> line.contains("canary event=rolled_back prompt=late ")).count());
        assertTrue(gateway.metric("portcullis_canary_decisions_total", "verdict=\"roll_back\"") > before);
    }

    @Test
    void ofTwoThatBeginOnOnePromptAtOnceOneDoes() throws Exception {
        for (int round = 0; round < 3; round++) {
            String prompt = "both-" + round;
            publish(prompt);
            CompletableFuture<HttpResponse<String>> canary;
            CompletableFuture<HttpResponse<String>> experiment;
            try (Meanwhile third = Meanwhile.of("SELECT pg_advisory_xact_lock(hashtext('experiments'))")) {
                canary = CompletableFuture.supplyAsync(() -> gateway.admin("POST", "/prompts/" + prompt + "/canary", LATE));
                experiment = CompletableFuture.supplyAsync(() -> gateway.admin("POST", "/experiments", "{\"name\":\"" + prompt + "\",\"prompt\":\"" + prompt
                        + "\",\"variants\":[{\"name\":\"a\",\"weight\":1},{\"name\":\"b\",\"weight\":1,\"version\":\"1.1.0\"}],"
                        + "\"outcome\":{\"source\":\"cost\",\"direction\":\"lower\"}}"));
                gateway.await("both wait", () -> database.query(WAITING).equals(List.of("2")));
            }
            assertEquals(List.of(201, 409), Stream.of(canary, experiment).map(one -> one.join().statusCode()).sorted().toList());
            String refused = (canary.join().statusCode() == 409 ? canary : experiment).join().body();
            assertTrue(refused.contains(canary.join().statusCode() == 409 ? "experiment_running" : "canary_running"), refused);
            assertEquals(List.of("1"), database.query("SELECT (SELECT count(*) FROM canary WHERE prompt = '" + prompt + "')"
                    + " + (SELECT count(*) FROM experiment WHERE prompt = '" + prompt + "')"));
        }
    }

    @Test
    void nobodysRollbackWaitsForFigures() throws Exception {
        publish("slow");
        begin("slow", LATE);
        try (Meanwhile summing = Meanwhile.of("LOCK TABLE release_observation IN ACCESS EXCLUSIVE MODE")) {
            HttpResponse<String> shown = gateway.admin("GET", "/prompts/slow/canary", null);
            assertEquals(200, shown.statusCode(), shown.body());
            HttpResponse<String> back = gateway.admin("POST", "/prompts/slow/deployment/rollback", "{\"reason\":\"bad\"}");
            assertEquals(200, back.statusCode(), back.body());
        }
        assertEquals("rolled_back", state("slow"));
    }

    /** Versions 1.0.0, which is deployed, and 1.1.0. */
    private static void publish(String prompt) {
        publish(prompt, "demo");
    }

    /** @param model of 1.1.0 */
    private static void publish(String prompt, String model) {
        for (String version : List.of("1.0.0", "1.1.0")) {
            HttpResponse<String> published = gateway.admin("POST", "/prompts", "{\"id\":\"" + prompt + "\",\"version\":\"" + version
                    + "\",\"template\":\"x\",\"model\":\"" + (version.equals("1.0.0") ? "demo" : model) + "\"}");
            assertEquals(201, published.statusCode(), published.body());
        }
        assertEquals(200, gateway.admin("PUT", "/prompts/" + prompt + "/deployment", "{\"blue\":\"1.0.0\"}").statusCode());
    }

    /** @return its release */
    private static String begin(String prompt, String body) {
        HttpResponse<String> begun = gateway.admin("POST", "/prompts/" + prompt + "/canary", body);
        assertEquals(201, begun.statusCode(), begun.body());
        return canary(prompt).get("release").textValue();
    }

    /** Five of the first calls of a release have failed. */
    private static void failing(String release) {
        database.execute("INSERT INTO release_arm VALUES ('" + release + "', 'canary', 5, 0, 0, 0, 0, 5, 5)");
    }

    private static String state(String prompt) {
        return canary(prompt).path("state").asText();
    }

    private static JsonNode canary(String prompt) {
        try {
            return JSON.readTree(gateway.admin("GET", "/prompts/" + prompt + "/canary", null).body());
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
