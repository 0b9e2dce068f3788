package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.release.Split;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prompts as operators publish them, with two gateways on one database. */
class PromptsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String YAML = new GatewayFile().builtInSimulator().single("demo", "simulator", "demo").toString();
    /** A second is what is promised, in milliseconds; the rest is for a machine that has other things to do. */
    private static final long A_SECOND_OR_SO = 2_000;
    private static TestDatabase database;
    private static PackagedGateway first;
    private static PackagedGateway second;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        first = PackagedGateway.start(YAML, database.environment());
        second = PackagedGateway.start(YAML, database.environment());
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Test
    void theSeedTemplateIsPublishedAsItStandsAndReadBack() throws IOException {
        String seed = Files.readString(Path.of("src/test/resources/prompts/seed-template.json"));
        HttpResponse<String> published = first.admin("POST", "/prompts", seed);
        assertEquals(201, published.statusCode(), published.body());
        JsonNode fresh = JSON.readTree(published.body());
        assertEquals("code-review-v2.1", fresh.get("id").textValue());
        assertEquals("2.1.0", fresh.get("version").textValue());
        assertEquals("admin key", fresh.get("published_by").textValue());
        assertTrue(fresh.get("hash").textValue().matches("sha256:[0-9a-f]{64}"));
        assertTrue(fresh.get("step").isNull());
        assertEquals("template:1:1: no template uses the parameter `complexity`", fresh.at("/warnings/0").textValue());
        assertEquals(3, fresh.get("warnings").size());

        ObjectNode read = (ObjectNode) get(first, "/prompts/code-review-v2.1/versions/2.1.0");
        assertEquals(fresh.get("hash"), read.remove("hash"));
        assertEquals(fresh.get("published_at"), read.remove("published_at"));
        assertEquals(fresh.get("published_by"), read.remove("published_by"));
        assertEquals(JSON.readTree(seed), read);
        within(A_SECOND_OR_SO, "there at the other", () -> second.admin("GET", "/prompts/code-review-v2.1/versions/2.1", null).statusCode() == 200);
        assertEquals(first.admin("GET", "/prompts/code-review-v2.1/versions/2.1.0", null).body(),
                second.admin("GET", "/prompts/code-review-v2.1/versions/latest", null).body());

        JsonNode again = error(first.admin("POST", "/prompts", seed), 409, "version_exists", null);
        assertTrue(again.get("message").textValue().contains("with the same content"), again::toString);
        error(first.admin("POST", "/prompts", seed.replace("senior", "junior")), 409, "version_exists", null);
        assertEquals(409, first.admin("POST", "/prompts", first.admin("GET", "/prompts/code-review-v2.1/versions/2.1.0", null).body()).statusCode(),
                "what is answered can be sent back");
    }

    @Test
    void aNumberThatIsTooSmallAStepIsRefusedWithTheOneThatItNeeds() throws JsonProcessingException {
        publish("steps", "2.1.0", "");
        JsonNode refused = error(first.admin("POST", "/prompts", prompt("steps", "2.2.0", ",\"parameters\":{\"x\":\"required\"}")), 422,
                "version_step_too_small", "version");
        assertEquals("Not published: this change needs 3.0.0 (major): the required parameter 'x' was added; 2.2.0 is only a minor step from 2.1.0.",
                refused.get("message").textValue());
        assertEquals("major: the required parameter 'x' was added", refused.at("/problems/0").textValue());
        assertEquals(List.of("2.1.0"), versions("steps"));

        assertEquals("major", publish("steps", "3.0.0", ",\"parameters\":{\"x\":\"required\"}").get("step").textValue());
        JsonNode difference = get(first, "/prompts/steps/diff?from=2&to=latest");
        assertEquals(JSON.readTree("{\"id\":\"steps\",\"from\":\"2.1.0\",\"to\":\"3.0.0\",\"step\":\"major\",\"fits\":true,\"changes\":["
                + "{\"step\":\"major\",\"path\":\"parameters.x\",\"change\":\"the required parameter 'x' was added\"}]}"), difference);
        assertTrue(get(first, "/prompts/steps/diff?from=3.0.0&to=3.0.0").get("step").isNull());
    }

    @Test
    void theNumberMayBeLeftToTheServer() throws JsonProcessingException {
        assertEquals("1.0.0", publish("auto", "auto", "").get("version").textValue());
        error(first.admin("POST", "/prompts", prompt("auto", "auto", "")), 409, "prompt_unchanged", null);
        assertEquals("1.0.1", publish("auto", "auto", ",\"name\":\"n\"").get("version").textValue());
        assertEquals("1.1.0", publish("auto", "auto", ",\"name\":\"n\",\"model\":\"demo\"").get("version").textValue());
        assertEquals("2.0.0", publish("auto", "auto", ",\"parameters\":{\"x\":\"required\"}").get("version").textValue());
        publish("early", "1.0.0-rc.1", "");
        assertEquals("1.0.0", publish("early", "auto", ",\"parameters\":{\"x\":\"required\"}").get("version").textValue());
    }

    /** Was published under a number that no gateway could read, in the place of all before it. */
    @Test
    void anAutomaticNumberIsNoLongerThanAnyOther() throws JsonProcessingException {
        publish("long", "9".repeat(60) + ".0.0", "");
        error(first.admin("POST", "/prompts", prompt("long", "auto", ",\"parameters\":{\"x\":\"required\"}")), 422, "too_many_versions", null);
        assertEquals("9".repeat(60) + ".0.1", publish("long", "auto", ",\"name\":\"n\"").get("version").textValue());
    }

    @Test
    void ofTwentyWhoPublishOneNumberAtOnceOneWins() throws JsonProcessingException {
        List<Integer> answers = IntStream.range(0, 20).parallel().mapToObj(i -> (i % 2 == 0 ? first : second).admin("POST", "/prompts",
                prompt("race", "1.0.0", ",\"name\":\"n" + i + "\"")).statusCode()).toList();
        assertEquals(Map.of(201, 1L, 409, 19L), answers.stream().collect(Collectors.groupingBy(status -> status, Collectors.counting())));
        List<String> numbers = IntStream.range(0, 10).parallel().mapToObj(i -> (i % 2 == 0 ? first : second).admin("POST", "/prompts",
                prompt("race", "auto", ",\"name\":\"other" + i + "\"")).body()).map(PromptsIT::version).sorted().toList();
        assertEquals(IntStream.rangeClosed(1, 10).mapToObj(i -> "1.0." + i).sorted().toList(), numbers);
        assertEquals(List.of("11"), database.query("SELECT count(*) FROM prompt_version WHERE prompt = 'race'"));
    }

    /** Each counted before the others had committed: eleven got in where three had room. */
    @Test
    void promptsThatAreNewAtOnceAreNoMoreThanThereMayBe() {
        int room = 3;
        database.execute("INSERT INTO prompt (id, newest, name, description, category, tags, changed_at) SELECT 'filler-' || n, '1.0.0', '', '', '', '', now() "
                + "FROM generate_series(1, 50000 - " + room + " - (SELECT count(*) FROM prompt)) n");
        List<Future<Integer>> answers;
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = IntStream.range(0, 12).mapToObj(i -> crowd.submit(
                    () -> (i % 2 == 0 ? first : second).admin("POST", "/prompts", prompt("crowd-" + i, "1.0.0", "")).statusCode())).toList();
        }
        database.execute("DELETE FROM prompt WHERE id LIKE 'filler-%'");
        List<Integer> statuses = answers.stream().map(Future::resultNow).toList();
        assertEquals(room, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        assertEquals(List.of("" + room), database.query("SELECT count(*) FROM prompt WHERE id LIKE 'crowd-%'"));
    }

    @Test
    void everyReplicaHasAChangeWithinASecond() throws JsonProcessingException {
        for (int i = 1; i <= 3; i++) {
            String version = "1.0." + i;
            publish("replicated", version, ",\"name\":\"n" + i + "\"");
            within(A_SECOND_OR_SO, version, () -> second.admin("GET", "/prompts/replicated/versions/" + version, null).statusCode() == 200);
            second.admin("PUT", "/prompts/replicated/deployment", "{\"blue\":\"" + version + "\"}");
            within(A_SECOND_OR_SO, "deployed", () -> first.admin("GET", "/prompts/replicated/deployment", null).body().contains("\"blue\":\"" + version + "\""));
        }
    }

    @Test
    void whatNobodyIsToldOfIsSeenWithinASecondOrTwo() throws JsonProcessingException {
        publish("untold", "1.0.0", "");
        database.execute("INSERT INTO prompt_version (prompt, version, document, hash, published_at, published_by) "
                + "SELECT prompt, '1.0.1', replace(document, '1.0.0', '1.0.1'), hash, now(), 'somebody' FROM prompt_version WHERE prompt = 'untold'");
        within(A_SECOND_OR_SO, "there", () -> first.admin("GET", "/prompts/untold/versions/1.0.1", null).statusCode() == 200);
        within(A_SECOND_OR_SO, "there too", () -> second.admin("GET", "/prompts/untold/versions/1.0.1", null).statusCode() == 200);
        database.execute("INSERT INTO prompt_deployment (prompt, blue, green_percentage, changed_at, changed_by) VALUES ('untold', '1.0.0', 0, now(), 'x')");
        within(A_SECOND_OR_SO, "deployed", () -> second.admin("GET", "/prompts/untold/deployment", null).body().contains("\"source\":\"set\""));
    }

    @Test
    void aVersionNeverChangesNotEvenByHand() throws JsonProcessingException {
        publish("fixed", "1.0.0", "");
        AssertionError refused = assertThrows(AssertionError.class, () -> database.execute("UPDATE prompt_version SET document = '{}' WHERE prompt = 'fixed'"));
        assertTrue(refused.getCause().getMessage().contains("never changes"), refused.getCause()::getMessage);
    }

    @Test
    void whatIsDeployedIsTheNewestUntilSomethingElseIsSet() throws JsonProcessingException {
        publish("deployed", "1.0.0", "");
        publish("deployed", "2.0.0-rc.1", ",\"name\":\"n\"");
        publish("deployed", "1.1.0", ",\"model\":\"demo\"");
        assertEquals(JSON.readTree("{\"prompt\":\"deployed\",\"blue\":\"1.1.0\",\"green\":null,\"green_percentage\":0,\"source\":\"newest\"}"),
                get(first, "/prompts/deployed/deployment"));
        HttpResponse<String> set = first.ask("PUT", "/admin/v1/prompts/deployed/deployment", "{\"blue\":\"1.0.0\",\"green\":\"1.1.0\",\"green_percentage\":5}",
                "x-api-key", PackagedGateway.ADMIN_KEY, "x-request-id", "deploy-1");
        JsonNode deployed = JSON.readTree("{\"prompt\":\"deployed\",\"blue\":\"1.0.0\",\"green\":\"1.1.0\",\"green_percentage\":5,\"source\":\"set\","
                + "\"release\":\"deployed@1.1.0#1\"}");
        assertEquals(deployed, JSON.readTree(set.body()));
        assertEquals(deployed, get(first, "/prompts/deployed").get("deployment"));
        assertEquals(200, first.admin("PUT", "/prompts/deployed/deployment", "{\"blue\":\"1.1.0\"}").statusCode());
        assertEquals(List.of("2.0.0-rc.1", "1.1.0", "1.0.0"), versions("deployed"));

        JsonNode change = changes("deploy-1").getFirst();
        assertEquals("prompt.deploy", change.get("action").textValue());
        assertEquals("deployed", change.get("subject").textValue());
        assertTrue(change.get("from").isNull());
        assertEquals(JSON.readTree("{\"blue\":\"1.0.0\",\"green\":\"1.1.0\",\"green_percentage\":5}"), change.get("to"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                           | 422 | invalid_value | blue
            {"blue":"9.9.9"}                                             | 422 | invalid_value | blue
            {"blue":"latest"}                                            | 422 | invalid_value | blue
            {"blue":1}                                                   | 422 | invalid_value | blue
            {"blue":"1.0.0","green":"9.9.9"}                             | 422 | invalid_value | green
            {"blue":"1.0.0","green_percentage":5}                        | 422 | invalid_value | green
            {"blue":"1.0.0","green":"1.0.0","green_percentage":101}      | 422 | invalid_value | green_percentage
            {"blue":"1.0.0","green":"1.0.0","green_percentage":-1}       | 422 | invalid_value | green_percentage
            {"blue":"1.0.0","green":"1.0.0","green_percentage":0.5}      | 422 | invalid_value | green_percentage
            {"blue":"1.0.0","percentage":5}                              | 422 | invalid_value | percentage
            {"blue":"1.0.0","green":"1.0.0"}                             | 422 | invalid_value | green
            {"blue":"1.0.0","reason":" "}                                | 422 | invalid_value | reason
            {                                                            | 400 | invalid_json  |
            """)
    void aDeploymentThatIsWrongChangesNothing(String body, int status, String code, String param) throws JsonProcessingException {
        first.admin("POST", "/prompts", prompt("untouched", "1.0.0", ""));
        error(first.admin("PUT", "/prompts/untouched/deployment", body), status, code, param);
        assertEquals(List.of(), database.query("SELECT blue FROM prompt_deployment WHERE prompt = 'untouched'"));
    }

    @Test
    void aReleaseIsSwitchedPromotedAndRolledBackForTheSameUsersOnEveryReplica() throws JsonProcessingException {
        publish("moved", "1.0.0", ",\"model\":\"demo\"");
        publish("moved", "1.0.1", ",\"model\":\"demo\",\"name\":\"n\"");
        error(first.admin("POST", "/prompts/moved/deployment/switch", "{\"percentage\":5}"), 409, "no_green", "green");
        error(first.admin("POST", "/prompts/moved/deployment/promote", null), 409, "no_green", "green");
        error(first.admin("POST", "/prompts/moved/deployment/rollback", "{\"reason\":\"r\"}"), 409, "nothing_to_roll_back", "green");
        first.admin("PUT", "/prompts/moved/deployment", "{\"blue\":\"1.0.0\",\"green\":\"1.0.1\"}");
        assertEquals(List.of(), green(first));
        for (String[] wrong : new String[][] {{"{\"percentage\":101}", "percentage"}, {"{\"percentage\":-1}", "percentage"}, {"{\"percentage\":0.5}", "percentage"},
            {"{\"percentage\":\"5\"}", "percentage"}, {"{}", "percentage"}, {"[]", null}, {"{\"percentage\":5,\"why\":\"x\"}", "why"},
            {"{\"percentage\":5,\"reason\":\"a\\u0000\"}", "reason"}}) {
            error(first.admin("POST", "/prompts/moved/deployment/switch", wrong[0]), 422, "invalid_value", wrong[1]);
        }
        error(first.admin("POST", "/prompts/moved/deployment/switch", null), 400, "invalid_json", null);
        error(first.admin("POST", "/prompts/moved/deployment/rollback", null), 422, "invalid_value", "reason");
        error(first.admin("POST", "/prompts/moved/deployment/rollback", "\"text\""), 422, "invalid_value", null);
        error(first.admin("POST", "/prompts/nothing/deployment/switch", "{\"percentage\":5}"), 404, "prompt_not_found", "id");

        for (int share : new int[] {20, 50}) {
            move("switch", "{\"percentage\":" + share + ",\"reason\":\"to " + share + "\"}", "\"green_percentage\":" + share);
            List<String> in = users().filter(user -> Split.place("moved@1.0.1#1", user) < 100 * share).toList();
            assertEquals(in, green(first));
            assertEquals(in, green(second));
        }
        move("promote", null, "\"blue\":\"1.0.1\",\"green\":null,\"green_percentage\":0,\"source\":\"set\",\"previous\":\"1.0.0\"");
        assertEquals(users().toList(), green(second));
        move("rollback", "{\"reason\":\"worse\"}", "\"blue\":\"1.0.0\",\"green\":null");
        assertEquals(List.of(), green(second));
        error(second.admin("POST", "/prompts/moved/deployment/rollback", "{\"reason\":\"r\"}"), 409, "nothing_to_roll_back", "green");
        assertEquals(List.of("prompt.rollback worse", "prompt.promote ", "prompt.switch to 50", "prompt.switch to 20", "prompt.deploy "),
                get(first, "/audit?limit=1000").get("data").valueStream().filter(one -> one.get("subject").textValue().equals("moved"))
                        .map(one -> one.get("action").textValue() + " " + one.path("reason").asText()).filter(one -> !one.startsWith("prompt.publish")).toList());
    }

    private static void move(String how, String body, String becomes) {
        HttpResponse<String> moved = first.admin("POST", "/prompts/moved/deployment/" + how, body);
        assertTrue(moved.statusCode() == 200 && moved.body().contains(becomes), moved.body());
        within(A_SECOND_OR_SO, how, () -> second.admin("GET", "/prompts/moved/deployment", null).body().equals(moved.body()));
    }

    private static Stream<String> users() {
        return IntStream.range(0, 100).mapToObj(i -> "user-" + i);
    }

    /** Who gets the newer version. */
    private static List<String> green(PackagedGateway gateway) {
        return users().filter(user -> gateway.post("/v1/chat/completions", "{\"prompt\":{\"id\":\"moved\"}}", "x-portcullis-user", user).headers()
                .firstValue("x-portcullis-prompt").orElseThrow().equals("moved@1.0.1")).toList();
    }

    @Test
    void theAuditSaysWhoPublishedWhat() throws JsonProcessingException {
        for (String version : List.of("1.0.0", "1.0.1")) {
            assertEquals(201, first.ask("POST", "/admin/v1/prompts", prompt("audited", version, ",\"name\":\"" + version + "\""), "x-api-key", PackagedGateway.ADMIN_KEY,
                    "x-request-id", "publish-" + version).statusCode());
        }
        JsonNode change = changes("publish-1.0.1").getFirst();
        assertEquals("prompt.publish", change.get("action").textValue());
        assertEquals("audited", change.get("subject").textValue());
        assertEquals(JSON.readTree("{\"version\":\"1.0.0\"}"), change.get("from"));
        assertEquals("1.0.1", change.at("/to/version").textValue());
        assertEquals(get(first, "/prompts/audited/versions/1.0.1").get("hash"), change.at("/to/hash"));
        assertTrue(changes("publish-1.0.0").getFirst().get("from").isNull());
        first.ask("POST", "/admin/v1/prompts", prompt("audited", "1.0.1", ""), "x-api-key", PackagedGateway.ADMIN_KEY, "x-request-id", "refused");
        assertEquals(List.of(), changes("refused"), "what was refused changed nothing");
    }

    @Test
    void promptsAreFoundByTextTagAndCategory() throws JsonProcessingException {
        publish("find-a", "1.0.0", ",\"name\":\"Searched One\",\"category\":\"sought\",\"metadata\":{\"tags\":[\"red\",\"green\"]}");
        publish("find-b", "1.0.0", ",\"description\":\"100% sEARched_two\",\"category\":\"sought\",\"metadata\":{\"tags\":[\"red\",\"greenish\"]}");
        publish("find-c", "1.0.0", ",\"category\":\"other\",\"metadata\":{\"tags\":[\"red\"]}");
        publish("find-c", "1.1.0-rc.1", ",\"category\":\"sought\"");
        assertEquals(List.of("find-a", "find-b"), found("text=SEARCHED"));
        assertEquals(List.of("find-b"), found("text=100%25%20searched_"));
        assertEquals(List.of(), found("text=se_rched"));
        assertEquals(List.of("find-a", "find-b", "find-c"), found("tag=red"));
        assertEquals(List.of("find-a"), found("tag=green"));
        assertEquals(List.of("find-a", "find-b"), found("category=sought"));
        assertEquals(List.of("find-b"), found("category=sought&tag=greenish&text=find"));
        JsonNode page = get(first, "/prompts?text=find-&limit=2");
        assertEquals("find-b", page.get("next").textValue());
        JsonNode rest = get(first, "/prompts?text=find-&limit=2&after=find-b");
        assertEquals("find-c", rest.at("/data/0/id").textValue());
        assertEquals("1.0.0", rest.at("/data/0/newest").textValue());
        assertFalse(rest.has("next"));
        assertEquals(JSON.readTree("[\"red\",\"green\"]"), page.at("/data/0/tags"));
    }

    @Test
    void whatIsWrongIsSaidAtOnceAndByName() throws JsonProcessingException {
        JsonNode refused = error(first.admin("POST", "/prompts", "{\"id\":\"bad id\",\"version\":\"1\",\"template\":\"\",\"modle\":\"x\"}"), 422, "invalid_prompt", "modle");
        assertEquals(4, refused.get("problems").size(), refused::toString);
        error(first.admin("POST", "/prompts", "{\"id\":"), 400, "invalid_json", null);
        error(first.admin("POST", "/prompts", "{\"id\":\"a\",\"id\":\"b\"}"), 400, "invalid_json", null);
        error(first.admin("POST", "/prompts", null), 400, "invalid_json", null);
        error(first.admin("POST", "/prompts", "[]"), 422, "invalid_prompt", null);
        error(first.admin("POST", "/prompts", prompt("big", "1.0.0", "").replace("\"x\"", "\"" + "x".repeat(2 << 20) + "\"")), 413, "request_too_large", null);
        error(first.admin("POST", "/prompts", prompt("big", "1.0.0", "").replace("\"x\"", "\"" + "x".repeat(500_000) + "\"")), 422, "invalid_prompt", "template");
        error(first.admin("POST", "/prompts", prompt("zero", "1.0.0", ",\"name\":\"a\\u0000\"")), 422, "invalid_prompt", "name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /prompts/nothing                         | 404 | prompt_not_found | id
            /prompts/%00                             | 404 | prompt_not_found | id
            /prompts/nothing/deployment              | 404 | prompt_not_found | id
            /prompts/nothing/versions/1.0.0          | 404 | prompt_not_found | id
            /prompts/there/versions/9                | 404 | prompt_not_found | version
            /prompts/there/versions/v1               | 422 | invalid_value    | version
            /prompts/there/diff                      | 422 | invalid_value    | from
            /prompts/there/diff?from=1.0.0           | 422 | invalid_value    | to
            /prompts/there/diff?from=1.0.0&to=%3E2   | 422 | invalid_value    | to
            /prompts/there/diff?from=1.0.0&to=2      | 404 | prompt_not_found | to
            /prompts?limit=0                         | 422 | invalid_value    | limit
            /prompts?text=%00                        | 422 | invalid_value    | text
            """)
    void whatIsNotThereIsNamed(String path, int status, String code, String param) throws JsonProcessingException {
        first.admin("POST", "/prompts", prompt("there", "1.0.0", ""));
        error(first.admin("GET", path, null), status, code, param);
    }

    @Test
    void isForAdminsAndDescribed() throws JsonProcessingException {
        assertEquals(401, first.ask("POST", "/admin/v1/prompts", prompt("a", "1.0.0", ""), "authorization", "Bearer wrong").statusCode());
        assertEquals("GET, POST", first.admin("OPTIONS", "/prompts", null).headers().firstValue("allow").orElseThrow());
        error(first.admin("DELETE", "/prompts/there", null), 405, "method_not_allowed", null);
        JsonNode paths = JSON.readTree(first.get("/q/openapi?format=json").body()).get("paths");
        JsonNode post = paths.get("/admin/v1/prompts").get("post");
        assertTrue(post.get("requestBody").get("content").has("application/json"), post::toString);
        assertEquals("#/components/schemas/FreshVersion", post.at("/responses/201/content/application~1json/schema/$ref").textValue());
        for (String path : List.of("/{id}", "/{id}/versions/{version}", "/{id}/diff", "/{id}/deployment")) {
            assertTrue(paths.has("/admin/v1/prompts" + path), path);
        }
    }

    private static JsonNode publish(String id, String version, String more) throws JsonProcessingException {
        HttpResponse<String> published = first.admin("POST", "/prompts", prompt(id, version, more));
        assertEquals(201, published.statusCode(), published.body());
        return JSON.readTree(published.body());
    }

    private static String prompt(String id, String version, String more) {
        return "{\"id\":\"" + id + "\",\"version\":\"" + version + "\",\"template\":\"x\"" + more + "}";
    }

    private static JsonNode get(PackagedGateway gateway, String path) throws JsonProcessingException {
        HttpResponse<String> answer = gateway.admin("GET", path, null);
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body());
    }

    private static List<String> versions(String id) throws JsonProcessingException {
        return get(first, "/prompts/" + id).get("versions").valueStream().map(version -> version.get("version").textValue()).toList();
    }

    private static List<String> found(String query) throws JsonProcessingException {
        return get(first, "/prompts?" + query).get("data").valueStream().map(prompt -> prompt.get("id").textValue()).toList();
    }

    private static List<JsonNode> changes(String requestId) throws JsonProcessingException {
        return get(second, "/audit?limit=1000").get("data").valueStream().filter(one -> one.get("request_id").textValue().equals(requestId)).toList();
    }

    private static String version(String body) {
        try {
            return JSON.readTree(body).path("version").asText(body);
        } catch (JsonProcessingException noAnswer) {
            throw new AssertionError(noAnswer);
        }
    }

    private static JsonNode error(HttpResponse<String> refused, int status, String code, String param) throws JsonProcessingException {
        assertEquals(status, refused.statusCode(), refused.body());
        JsonNode error = JSON.readTree(refused.body()).get("error");
        assertEquals(code, error.get("code").textValue(), refused.body());
        assertEquals(param, error.get("param").textValue(), refused.body());
        return error;
    }

    private static void within(long milliseconds, String what, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertFalse(System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(milliseconds), "not within " + milliseconds + " ms: " + what);
        }
    }
}
