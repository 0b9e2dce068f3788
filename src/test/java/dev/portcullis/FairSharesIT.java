package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.store.redis.RedisProcess;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits and budgets through the packaged program: one process alone, and two that share a Redis and a database. */
class FairSharesIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final int TOKENS_A_MINUTE = 30_000;
    private static final int CALLERS = 16;
    private static SimulatedProvider provider;
    private static RedisProcess redis;
    private static TestDatabase database;
    private static TestDatabase alonesDatabase;
    private static PackagedGateway alone;
    private static PackagedGateway one;
    private static PackagedGateway other;

    @BeforeAll
    static void start() {
        provider = new SimulatedProvider();
        redis = RedisProcess.start();
        database = TestDatabase.fresh();
        alonesDatabase = TestDatabase.fresh();
        String yaml = new GatewayFile().provider("simulator", provider.baseUrl(), ", max-connections: 1024")
                .single("chat", "simulator", "demo;tokens=10;price")
                .single("varied", "simulator", "demo;seed=7")
                .single("slow", "simulator", "demo;tokens=5000;rate=400")
                .single("cut", "simulator", "demo;fault=truncate:30")
                .model("priced", ", retries: 0, price: { input: 1, output: 100000 }", GatewayFile.target("only", "simulator", "demo", 1))
                .tenant("warm", "warm", "")
                .tenant("requests", "requests", ", limits: { requests-per-minute: 100 }")
                .tenant("requests-2", "requests-2", ", limits: { requests-per-minute: 100 }")
                .tenant("tokens", "tokens", ", limits: { tokens-per-minute: " + TOKENS_A_MINUTE + " }")
                .tenant("tokens-2", "tokens-2", ", limits: { tokens-per-minute: " + TOKENS_A_MINUTE + " }")
                .tenant("open", "open", ", limits: { concurrent-requests: 10 }")
                .tenant("spender", "spender", ", budget: { daily: 10 }")
                .tenant("alerted", "alerted", ", budget: { daily: 1, on-exceeded: alert }")
                .tenant("users", "users", ", limits: { per-user: { requests-per-minute: 5 } }").toString().replace(";price", "");
        alone = PackagedGateway.launch(yaml, alonesDatabase.environment());
        Map<String, String> shared = new HashMap<>(database.environment());
        shared.put("QUARKUS_REDIS_HOSTS", redis.url());
        // What is shared is tested here: a busy machine must not look like a hung Redis.
        shared.put("PORTCULLIS_REDIS_PATIENCE", "5s");
        one = PackagedGateway.launch(yaml, shared);
        other = PackagedGateway.launch(yaml, shared);
        for (PackagedGateway gateway : List.of(alone, one, other)) {
            gateway.awaitReady();
        }
        for (PackagedGateway gateway : List.of(alone, one, other)) {
            all(200, i -> () -> ask(gateway, "warm", "chat", "").statusCode());
        }
    }

    @AfterAll
    static void stop() {
        for (PackagedGateway gateway : List.of(alone, one, other)) {
            gateway.await("every call over", () -> gateway.metric("portcullis_open_calls") == 0);
            gateway.close();
        }
        provider.awaitNothingOpen();
        provider.close();
        redis.close();
    }

    static Stream<Arguments> settings() {
        return Stream.of(Arguments.of("alone", "requests", "tokens", List.of(alone)), Arguments.of("two", "requests-2", "tokens-2", List.of(one, other)));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void ofTwoHundredCallersAtOnceExactlyAsManyPassAsTheLimitSays(String name, String tenant, String unused, List<PackagedGateway> gateways) {
        long begin = System.nanoTime();
        List<HttpResponse<String>> answers = all(200, i -> () -> ask(gateways.get(i % gateways.size()), tenant, "chat", ""));
        double seconds = (System.nanoTime() - begin) / 1e9;
        long passed = answers.stream().filter(answer -> answer.statusCode() == 200).count();
        long refilled = (long) (seconds * 100 / 60);
        System.out.printf("%s: %d of 200 passed within %.3f s%n", name, passed, seconds);
        assertTrue(passed >= 100 && passed <= 100 + refilled, passed + " passed, " + refilled + " refilled within " + seconds + " s");
        for (HttpResponse<String> answer : answers) {
            assertEquals("100", answer.headers().firstValue("x-ratelimit-limit-requests").orElseThrow(), answer::toString);
            if (answer.statusCode() != 200) {
                assertEquals(429, answer.statusCode());
                assertTrue(answer.body().contains("\"code\":\"rate_limit_exceeded\""), answer.body());
                assertEquals("1", answer.headers().firstValue("retry-after").orElseThrow());
                assertEquals("0", answer.headers().firstValue("x-ratelimit-remaining-requests").orElseThrow());
            }
        }
    }

    /** Whole answers, streams, streams that are cut, and callers who leave, all against one limit of tokens. */
    @ParameterizedTest
    @MethodSource("settings")
    void tokensAreNeverMoreThanTheLimitAndHardlyLess(String name, String unused, String tenant, List<PackagedGateway> gateways) throws Exception {
        TestDatabase ledger = gateways.size() == 1 ? alonesDatabase : database;
        long begin = System.nanoTime();
        AtomicInteger number = new AtomicInteger();
        // Until nearly all of them are refused while nothing is open any more.
        for (long refused = 0; refused < CALLERS - 1;) {
            List<Integer> statuses = all(CALLERS, i -> () -> mixed(gateways.get(i % gateways.size()), tenant, number.incrementAndGet()));
            for (PackagedGateway gateway : gateways) {
                gateway.await("settled", () -> gateway.metric("portcullis_open_calls") == 0);
            }
            refused = statuses.stream().filter(status -> status == 429).count();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long expected = number.get();
        gateways.getFirst().await("the ledger", () -> calls(ledger, tenant) == expected);
        long used = Long.parseLong(ledger.query("SELECT sum(input_tokens + output_tokens) FROM ledger WHERE tenant = '" + tenant + "'").getFirst());
        double most = TOKENS_A_MINUTE * (1 + seconds / 60);
        double least = 0.98 * most;
        System.out.printf("%s: %d tokens of at most %.0f used by %d calls in %.1f s, %s%n", name, used, most, expected, seconds,
                ledger.query("SELECT string_agg(outcome || ' ' || n, ', ') FROM (SELECT outcome, sum(calls) AS n FROM ledger WHERE tenant = '" + tenant
                        + "' GROUP BY 1 ORDER BY 1) AS outcomes"));
        assertTrue(used <= most, used + " tokens, but the limit and what flowed in are " + most);
        assertTrue(used >= least, used + " tokens, but " + least + " should have passed");
    }

    @Test
    void noMoreCallsAreOpenAtOnceThanTheLimitSaysAtBothTogether() {
        List<RawCall> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            RawCall call = RawCall.chat((i % 2 == 0 ? one : other).port(), RawCall.body("slow", ",\"stream\":true"), "authorization: Bearer open\r\n");
            assertTrue(call.readTo("data:").contains("200 OK"));
            open.add(call);
        }
        HttpResponse<String> refused = ask(one, "open", "chat", "");
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("\"code\":\"concurrency_limit_exceeded\""), refused.body());
        assertEquals("1", refused.headers().firstValue("retry-after").orElseThrow());
        assertEquals(429, ask(other, "open", "chat", "").statusCode());
        open.removeLast().close();
        one.await("a place", () -> ask(one, "open", "chat", "").statusCode() == 200);
        open.forEach(RawCall::close);
    }

    @Test
    void twoReplicasHaveOneBudgetAndWhatWasSpentIsKnownToTheCent() {
        // 100 output tokens cost 10 USD: one such call is under way at a time, whatever the replica.
        List<HttpResponse<String>> answers = all(20, i -> () -> ask(i % 2 == 0 ? one : other, "spender", "priced", ",\"max_tokens\":20"));
        long passed = answers.stream().filter(answer -> answer.statusCode() == 200).count();
        assertEquals(4, passed, "20 tokens cost 2 USD and a little for the input");
        HttpResponse<String> refused = ask(one, "spender", "priced", ",\"max_tokens\":20");
        assertEquals(429, refused.statusCode());
        assertTrue(refused.body().contains("\"code\":\"insufficient_quota\""), refused.body());
        assertTrue(refused.body().contains("daily budget of 10 USD"), refused.body());
        assertEquals("false", refused.headers().firstValue("x-should-retry").orElseThrow());
        one.await("the ledger", () -> database.query("SELECT sum(cost_nanos) FROM ledger WHERE tenant = 'spender'").getFirst() != null
                && calls(database, "spender") == 21);
        assertEquals(List.of("8000004000"), database.query("SELECT sum(cost_nanos) FROM ledger WHERE tenant = 'spender'"));
        assertEquals("2.000001", answers.stream().filter(answer -> answer.statusCode() == 200).findFirst().orElseThrow().headers()
                .firstValue("x-portcullis-cost").orElseThrow());
        one.await("shown", () -> Math.abs(one.metric("portcullis_budget_used_ratio", "tenant=\"spender\"") - 0.8000004) < 1e-9
                && Math.abs(other.metric("portcullis_budget_used_ratio", "tenant=\"spender\"") - 0.8000004) < 1e-9);
    }

    @Test
    void aBudgetThatOnlyAlertsServesAndSaysSo() {
        assertEquals(200, ask(alone, "alerted", "priced", ",\"max_tokens\":20").statusCode());
        assertEquals(200, ask(alone, "alerted", "priced", ",\"max_tokens\":20").statusCode());
        alone.await("said", () -> alone.log().contains("the tenant alerted has spent"));
        assertTrue(alone.log().contains("of its daily budget of 1 USD"), alone::log);
    }

    @Test
    void eachEndUserHasALimitOfTheirOwnHoweverTheyAreNamed() {
        for (int i = 0; i < 5; i++) {
            assertEquals(200, ask(alone, "users", "chat", ",\"user\":\"ann\"").statusCode());
        }
        assertEquals(429, ask(alone, "users", "chat", ",\"user\":\"ann\"").statusCode());
        assertEquals(429, alone.post(CHAT, RawCall.body("chat", ""), "authorization", "Bearer users", "x-portcullis-user", "ann").statusCode());
        assertEquals(200, ask(alone, "users", "chat", ",\"user\":\"bob\"").statusCode());
    }

    private static long calls(TestDatabase ledger, String tenant) {
        String sum = ledger.query("SELECT coalesce(sum(calls), 0) FROM ledger WHERE tenant = '" + tenant + "'").getFirst();
        return Long.parseLong(sum);
    }

    /** The status; 0 for a caller who left. */
    private static int mixed(PackagedGateway gateway, String tenant, int number) {
        int tokens = 10 + number * 7 % 90;
        String bounded = ",\"max_tokens\":" + tokens;
        return switch (number % 4) {
            case 0 -> ask(gateway, tenant, "varied", bounded).statusCode();
            case 1 -> ask(gateway, tenant, "varied", bounded + ",\"stream\":true").statusCode();
            case 2 -> ask(gateway, tenant, "cut", bounded + ",\"stream\":true").statusCode();
            default -> {
                try (RawCall call = RawCall.chat(gateway.port(), RawCall.body("slow", bounded + ",\"stream\":true"),
                        "authorization: Bearer " + tenant + "\r\n")) {
                    // The first "content", or the "code" of an error.
                    yield call.readTo("\"co").contains(" 429 ") ? 429 : 0;
                }
            }
        };
    }

    private static HttpResponse<String> ask(PackagedGateway gateway, String key, String model, String more) {
        return gateway.post(CHAT, RawCall.body(model, more), "authorization", "Bearer " + key);
    }

    private static <T> List<T> all(int callers, java.util.function.IntFunction<Callable<T>> caller) {
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            calls.add(caller.apply(i));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(calls)) {
                results.add(one.get());
            }
            return results;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
