package dev.portcullis;

import static dev.portcullis.GatewayFile.target;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a call cost, through the packaged program; a provider that says nothing, or nonsense, of its tokens is no gift. */
class CostIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAM = ",\"stream\":true";
    private static final Pattern TOKENS =
            Pattern.compile("input_tokens=(\\d+) output_tokens=(\\d+)( estimated=true)? cost_usd=([0-9.]+)");
    private static SimulatedProvider provider;
    private static PackagedGateway gateway;

    /** @param line as the log has it */
    private record Billed(String line, long input, long output, boolean estimated, String cost) {
    }

    @BeforeAll
    static void start() {
        provider = new SimulatedProvider();
        gateway = PackagedGateway.start(new GatewayFile().provider("mine", provider.baseUrl(), "")
                .model("priced", ", price: { input: 1, output: 2, per-request: 0.5 }", target("only", "mine", "gpt-4o;tokens=32", 1))
                .single("listed", "mine", "gpt-4o;tokens=32")
                .single("silent", "mine", "gpt-4o;usage=none;seed=7;tokens=200")
                .single("senseless", "mine", "gpt-4o;usage=nonsense;seed=7;tokens=200")
                .single("slow", "mine", "gpt-4o;usage=none;seed=7;tokens=10000;rate=200")
                .single("broken", "mine", "gpt-4o;fault=status:503")
                .single("cut", "mine", "gpt-4o;seed=7;tokens=200;fault=truncate:100")
                .model("slipped", ", price: { input: 0.0025, output: 10 }", target("only", "mine", "gpt-4o", 1))
                .single("unlisted", "mine", "llama3.1").toString());
        // The tables are loaded beside the start; a count before that is a rough one.
        gateway.await("a count by the tables", () -> call("silent", "").input == 8);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void aCallCostsWhatItsModelsPriceSays() {
        double before = cost("priced");
        Billed plain = call("priced", "");
        assertEquals("0.500065", plain.cost, plain.line);
        assertEquals("0.500065", call("priced", STREAM).cost);
        assertEquals(2 * 0.500065, cost("priced") - before, 1e-9);
        assertEquals(0, gateway.metric("portcullis_unpriced_calls_total", "model=\"priced\""));
    }

    @Test
    void whatHasNoPriceInTheFileCostsWhatTheTableSays() {
        // 2.5 and 10 dollars a million: 1 token in and 32 out.
        assertEquals("0.0003225", call("listed", "").cost);
    }

    @Test
    void whatHasNoPriceAnywhereIsCounted() {
        assertEquals("0", call("unlisted", "").cost);
        assertEquals(1, gateway.metric("portcullis_unpriced_calls_total", "model=\"unlisted\""));
        assertEquals(0, gateway.metric("portcullis_cost_usd_total", "model=\"unlisted\""));
    }

    @Test
    void aProviderThatSaysNothingIsCounted() {
        for (String more : new String[] {"", STREAM, STREAM + ",\"stream_options\":{\"include_usage\":true}"}) {
            Billed billed = call("silent", more);
            assertTrue(billed.estimated, billed.line);
            assertEquals(8, billed.input, billed.line);
            assertTrue(billed.output > 150 && billed.output < 300, billed.line);
            assertFalse(billed.cost.equals("0"), billed.line);
        }
        HttpResponse<String> embedded = gateway.post("/v1/embeddings", "{\"model\":\"silent\",\"input\":[\"Hello there\",\"Hello\"]}", "x-request-id", "embedded");
        assertEquals(200, embedded.statusCode(), embedded.body());
        Billed billed = billed("embedded");
        assertTrue(billed.estimated && billed.input == 3 && billed.output == 0, billed.line);
    }

    @Test
    void nonsenseIsPutRightCountedAndLogged() {
        double before = gateway.metric("portcullis_usage_corrections_total", "model=\"senseless\"");
        for (String more : new String[] {"", STREAM}) {
            Billed billed = call("senseless", more);
            assertTrue(billed.estimated && billed.input == 8 && billed.output > 150, billed.line);
        }
        assertEquals(2, gateway.metric("portcullis_usage_corrections_total", "model=\"senseless\"") - before);
        gateway.await("a line in the log", () -> gateway.log()
                .contains("the usage that senseless/only reported makes no sense: prompt_tokens is negative; it was put right"));
    }

    @Test
    void aStreamThatItsCallerLeavesIsBilledForWhatPassed() {
        try (RawCall caller = RawCall.chat(gateway.port(), RawCall.body("slow", STREAM))) {
            assertTrue(caller.readTo("data: ").contains("200 OK"));
            for (int i = 0; i < 20; i++) {
                caller.readTo("data: ");
            }
        }
        provider.awaitNothingOpen();
        gateway.await("the abandoned call", () -> lineOf("target=slow/only").isPresent());
        Billed billed = read(lineOf("target=slow/only").orElseThrow());
        assertTrue(billed.line.contains("ending=abandoned"), billed.line);
        assertTrue(billed.estimated && billed.output >= 5 && billed.output < 5_000, billed.line);
    }

    @Test
    void aStreamThatIsCutIsBilledForWhatPassed() {
        Billed billed = call("cut", STREAM);
        assertTrue(billed.line.contains("ending=truncated"), billed.line);
        assertTrue(billed.estimated && billed.output > 70 && billed.output < 160, billed.line);
    }

    @Test
    void aFailureUsesNothing() {
        gateway.post(CHAT, RawCall.body("broken", ""), "x-request-id", "broken-1");
        gateway.await("the failed call", () -> lineOf("id=broken-1 ").isPresent());
        assertFalse(lineOf("id=broken-1 ").orElseThrow().contains("tokens="), gateway.log());
        assertEquals(0, cost("broken"));
    }

    @Test
    void whatLooksLikeASlipIsSaidAtTheStart() {
        assertTrue(gateway.log().contains("models.slipped.price.input: 0.0025 is more than ten times off the shipped price table (2.5, openai gpt-4o, 2026-08-21)"),
                gateway.log());
        assertTrue(gateway.log().contains("models.unlisted.price: none is known for only (llama3.1 at mine)"), gateway.log());
    }

    @Test
    void aLimitThatIsNoneIsRefused() {
        for (Map.Entry<String, String> wrong : Map.of("max_tokens", "-1", "max_completion_tokens", "0", "n", "1.5").entrySet()) {
            HttpResponse<String> refused = gateway.post(CHAT, RawCall.body("priced", ",\"" + wrong.getKey() + "\":" + wrong.getValue()));
            assertEquals(400, refused.statusCode(), refused.body());
            assertTrue(refused.body().contains("\"code\":\"invalid_value\"") && refused.body().contains("\"param\":\"" + wrong.getKey() + "\""), refused.body());
        }
    }

    private static double cost(String model) {
        return gateway.metric("portcullis_cost_usd_total", "model=\"" + model + "\"", "tenant=\"default\"");
    }

    private static Billed call(String model, String more) {
        String id = model + "-" + System.nanoTime();
        HttpResponse<String> answer = gateway.post(CHAT, RawCall.body(model, more), "x-request-id", id);
        assertEquals(200, answer.statusCode(), answer.body());
        return billed(id);
    }

    private static Billed billed(String id) {
        gateway.await("the line of " + id, () -> lineOf("id=" + id + " ").isPresent());
        return read(lineOf("id=" + id + " ").orElseThrow());
    }

    private static Optional<String> lineOf(String part) {
        return gateway.log().lines().filter(line -> line.startsWith("time=") && line.contains(part)).findFirst();
    }

    private static Billed read(String line) {
        Matcher found = TOKENS.matcher(line);
        assertTrue(found.find(), line);
        return new Billed(line, Long.parseLong(found.group(1)), Long.parseLong(found.group(2)), found.group(3) != null, found.group(4));
    }
}
