package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /admin/v1/usage} and {@code /costs}: calls of today, and what earlier days left in the ledger. */
class UsageIT {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static TestDatabase database;
    private static SimulatedProvider provider;
    private static PackagedGateway gateway;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        provider = new SimulatedProvider();
        gateway = PackagedGateway.start(new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .model("cheap", ", price: { input: 1, output: 2 }", GatewayFile.target("blue", "simulator", "demo;tokens=3", 1))
                .model("dear", ", price: { input: 100, output: 1000 }", GatewayFile.target("blue", "simulator", "demo;tokens=3", 1))
                .model("kept", ", price: { input: 0.1, output: 0.2 }", GatewayFile.target("blue", "simulator", "demo;tokens=3", 1))
                .tenant("acme", "acme", ", budget: { daily: 20, on-exceeded: alert }").tenant("beta", "beta", ", limits: { requests-per-minute: 1 }")
                .tenant("thrifty", "thrifty", ", cache: { enabled: true }")
                .toString(), database.environment());
        for (int i = 0; i < 3; i++) {
            assertEquals(200, call("acme", "cheap"));
        }
        assertEquals(200, call("acme", "dear"));
        assertEquals(200, call("beta", "cheap"));
        assertEquals(429, call("beta", "cheap"));
        assertEquals(429, call("beta", "cheap"));
        assertEquals("miss 0.0000007", repeated(""));
        assertEquals("hit none", repeated(""));
        assertEquals("hit none", repeated(",\"stream\":true"));
        assertEquals("miss 0.0000007", repeated("", "cache-control", "no-cache"));
        assertEquals("bypass 0.0000007", repeated("", "cache-control", "no-store"));
        history("2025-03-01 00:00", "old", "summary", "1.0.0", 10, 500_000_000);
        history("2025-03-01 23:00", "old", "summary", "1.1.0", 4, 4_000_000_000L);
        history("2025-03-02 05:00", "old", "summary", "1.1.0", 1, 1_000_000_000);
        history("2025-03-03 01:00", "old", "review", "2.0.0", 1, 7);
        gateway.await("the ledger", () -> database.query("SELECT coalesce(sum(calls), 0) FROM usage_hour WHERE tenant <> 'old'").equals(List.of("12")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void todaysCallsAreSummedUpByWhatIsAsked() throws JsonProcessingException {
        JsonNode usage = get("/usage?group_by=tenant,model");
        assertEquals("[\"tenant\",\"model\"]", usage.get("group_by").toString());
        assertEquals(4, usage.get("data").size());
        JsonNode dearest = usage.at("/data/0");
        assertEquals("acme dear 1 0 1 3 0.0031", text(dearest, "tenant", "model", "calls", "refused_calls", "input_tokens", "output_tokens", "cost_usd"));
        assertTrue(dearest.get("average_latency_ms").doubleValue() > 0);
        assertEquals("acme cheap 3 0 3 9 0.000021", text(usage.at("/data/1"), "tenant", "model", "calls", "refused_calls", "input_tokens", "output_tokens",
                "cost_usd"));
        assertEquals("beta cheap 3 2 1 3 0.000007", text(usage.at("/data/2"), "tenant", "model", "calls", "refused_calls", "input_tokens", "output_tokens",
                "cost_usd"));
    }

    @Test
    void withoutAGroupEverythingIsOneRow() throws JsonProcessingException {
        JsonNode usage = get("/usage?from=2020-01-01");
        assertEquals(1, usage.get("data").size());
        assertEquals(28, usage.at("/data/0/calls").intValue());
        assertEquals("5.503130107", usage.at("/data/0/cost_usd").toString());
    }

    /** Three calls were paid for at 0.0000007 each, and two were not. */
    @Test
    void whatHitsWouldHaveCostIsSavedInEveryGroupAndInAll() throws JsonProcessingException {
        String[] fields = {"calls", "cost_usd", "saved_usd", "cache_hits", "cache_hit_rate"};
        assertEquals("5 0.0000021 0.0000014 2 0.5", text(get("/usage?tenant=thrifty").at("/data/0"), fields));
        assertEquals("12 0.0031301 0.0000014 2 0.5", text(get("/usage").at("/data/0"), fields));
        String[] byCache = {"cache", "calls", "cost_usd", "saved_usd", "cache_hits", "cache_hit_rate"};
        JsonNode byUse = get("/usage?tenant=thrifty&group_by=cache").get("data");
        assertEquals("miss 2 0.0000014 0 0 0", text(byUse.get(0), byCache));
        assertEquals("bypass 1 0.0000007 0 0 null", text(byUse.get(1), byCache));
        assertEquals("hit 2 0 0.0000014 2 1", text(byUse.get(2), byCache));
        assertEquals("5.5 0 0 null", text(get("/usage?tenant=old&from=2025-03-01&to=2025-03-03").at("/data/0"), "cost_usd", "saved_usd", "cache_hits",
                "cache_hit_rate"));
    }

    /** Less than a millionth of a dollar was written as 7E-7. */
    @Test
    void littleMoneyIsWrittenWithoutExponentToo() {
        String body = gateway.admin("GET", "/usage?tenant=thrifty&group_by=cache", null).body();
        assertTrue(body.contains("\"cost_usd\":0.0000007,"), body);
    }

    @Test
    void theDescriptionHasAllThatARowHas() throws JsonProcessingException {
        JsonNode row = JSON.readTree(gateway.get("/q/openapi?format=json").body()).at("/components/schemas/Row/properties");
        get("/usage").at("/data/0").fieldNames().forEachRemaining(field -> assertTrue(row.has(field), field + " is not in " + row));
        assertTrue(row.has("saved_usd"), row::toString);
    }

    @Test
    void wholeDaysAndHoursBesideThemAreCountedOnce() throws JsonProcessingException {
        assertEquals("5.5", cost("from=2025-03-01&to=2025-03-03"));
        assertEquals("5.500000007", cost("from=2025-02-28T12:00:00Z&to=2025-03-03T02:00:00Z"));
        assertEquals("5.000000007", cost("from=2025-03-01T01:00:00Z&to=2025-03-04"));
        assertEquals("5", cost("from=2025-03-01T23:30:00Z&to=2025-03-02T05:00:01Z"));
        assertEquals("4", cost("from=2025-03-01T23:30:00%2B00:00&to=2025-03-02T05:00:00Z"));
        JsonNode rounded = get("/usage?from=2025-03-01T23:30:00Z&to=2025-03-02T05:00:01Z");
        assertEquals("2025-03-01T23:00:00Z 2025-03-02T06:00:00Z", text(rounded, "from", "to"));
    }

    @Test
    void daysAndHoursCanBeToldApart() throws JsonProcessingException {
        JsonNode days = get("/usage?group_by=day&from=2025-03-01T05:00:00Z&to=2025-03-05&tenant=old").get("data");
        assertEquals("2025-03-01T00:00:00Z 4 4", text(days.get(0), "day", "calls", "cost_usd"));
        assertEquals("2025-03-02T00:00:00Z 1 1", text(days.get(1), "day", "calls", "cost_usd"));
        JsonNode hours = get("/usage?group_by=hour,version&from=2025-03-01&to=2025-03-05&tenant=old").get("data");
        assertEquals("2025-03-01T23:00:00Z 1.1.0 4", text(hours.get(0), "hour", "version", "cost_usd"));
        assertEquals(4, hours.size());
    }

    @Test
    void moreThanWereAskedForIsSaid() throws JsonProcessingException {
        JsonNode usage = get("/usage?group_by=tenant,model&limit=1");
        assertEquals(1, usage.get("data").size());
        assertTrue(usage.get("more").booleanValue());
    }

    @Test
    void costsAreToldInAllByTenantByModelAndByDayWithTheBudgets() throws JsonProcessingException {
        JsonNode costs = get("/costs");
        assertEquals("0.0031301", costs.get("total_usd").toString());
        assertEquals("acme 0.003121", text(costs.at("/by_tenant/0"), "name", "cost_usd"));
        assertEquals("dear 0.0031", text(costs.at("/by_model/0"), "name", "cost_usd"));
        assertEquals(1, costs.get("by_day").size());
        assertEquals("acme daily 20 0.003121 alert", text(costs.at("/budgets/0"), "tenant", "period", "limit_usd", "spent_usd", "on_exceeded"));
        assertEquals("0.000007", get("/costs?tenant=beta").get("total_usd").toString());
    }

    @Test
    void promptsThatAreDearByTheRequestAreFound() throws JsonProcessingException {
        JsonNode templates = get("/costs/templates?from=2025-03-01&to=2025-03-10&min_cost_per_request=0.50").get("data");
        assertEquals(1, templates.size());
        assertEquals("summary 1.1.0 5 5 1", text(templates.get(0), "prompt", "version", "calls", "cost_usd", "cost_per_request_usd"));
        assertEquals(3, get("/costs/templates?from=2025-03-01&to=2025-03-10").get("data").size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"/usage?group_by=nope|group_by", "/usage?group_by=tenant,tenant|group_by", "/usage?from=yesterday|from", "/usage?to=2026-13-01|to",
        "/usage?from=2026-02-01&to=2026-01-01|from", "/usage?from=1999-01-01|from", "/usage?limit=0|limit",
        "/costs/templates?min_cost_per_request=-1|min_cost_per_request", "/usage?group_by=tenant%3Bdrop%20table%20ledger|group_by"})
    void whatMakesNoSenseIsNamed(String path, String parameter) throws JsonProcessingException {
        HttpResponse<String> no = gateway.admin("GET", path, null);
        assertEquals(422, no.statusCode());
        assertEquals(parameter, JSON.readTree(no.body()).at("/error/param").textValue());
    }

    private static int call(String tenant, String model) {
        return gateway.post("/v1/chat/completions", RawCall.body(model, ""), "authorization", "Bearer " + tenant).statusCode();
    }

    /** @return what the cache had to do with it, and what the caller was told that it cost */
    private static String repeated(String more, String... headers) {
        List<String> all = new ArrayList<>(List.of("authorization", "Bearer thrifty"));
        all.addAll(List.of(headers));
        HttpHeaders answer = gateway.post("/v1/chat/completions", RawCall.body("kept", ",\"temperature\":0" + more), all.toArray(String[]::new)).headers();
        return answer.firstValue("x-portcullis-cache").orElseThrow() + " " + answer.firstValue("x-portcullis-cost").orElse("none");
    }

    private static void history(String hour, String tenant, String prompt, String version, int calls, long nanos) {
        for (String[] table : new String[][] {{"usage_hour", "hour"}, {"usage_day", "day"}}) {
            database.execute("INSERT INTO " + table[0] + " AS sums VALUES (date_trunc('" + table[1] + "', '" + hour + "+00'::timestamptz, 'UTC'), '" + tenant
                    + "', 'm', 't', 'k', '" + prompt + "', '" + version + "', 'bypass', 'completed', " + calls + ", 0, 0, 0, 0, 0, 0, 0, 0, " + nanos
                    + ", 1000) ON CONFLICT (" + table[1] + ", tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome) DO UPDATE SET "
                    + "calls = sums.calls + excluded.calls, cost_nanos = sums.cost_nanos + excluded.cost_nanos");
        }
    }

    private static String cost(String span) throws JsonProcessingException {
        return get("/usage?tenant=old&" + span).at("/data/0/cost_usd").toString();
    }

    private static JsonNode get(String path) throws JsonProcessingException {
        HttpResponse<String> answer = gateway.admin("GET", path, null);
        assertEquals(200, answer.statusCode(), answer::body);
        return JSON.readTree(answer.body());
    }

    private static String text(JsonNode row, String... fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            JsonNode value = row.get(field);
            text.append(text.isEmpty() ? "" : " ").append(value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText());
        }
        return text.toString();
    }
}
