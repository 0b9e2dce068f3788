package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.store.redis.RedisProcess;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What two gateways on one Redis and one database know already. Each test asks a question of its own. */
class CacheIT {

    private static final String CHAT = "/v1/chat/completions";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final int CROWD = 100;

    private static SimulatedProvider provider;
    private static RedisProcess redis;
    private static TestDatabase database;
    private static PackagedGateway gateway;
    private static PackagedGateway other;

    @BeforeAll
    static void start() {
        provider = new SimulatedProvider();
        redis = RedisProcess.start();
        database = TestDatabase.fresh();
        String yaml = new GatewayFile().provider("simulator", provider.baseUrl(), "").single("quick", "simulator", "demo;tokens=8")
                .single("slow", "simulator", "demo;tokens=40;rate=20").tenant("acme", "acme", ", cache: { enabled: true }, budget: { daily: 1000 }")
                .tenant("globex", "globex", ", cache: { enabled: true }").tenant("plain", "plain", "").toString();
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("QUARKUS_REDIS_HOSTS", redis.url());
        // Longer than in earnest: a hundred calls at once to a process that has just begun must not make Redis look hung.
        environment.put("PORTCULLIS_REDIS_PATIENCE", "2s");
        gateway = PackagedGateway.launch(yaml, environment);
        other = PackagedGateway.launch(yaml, environment);
        gateway.awaitReady();
        other.awaitReady();
        for (PackagedGateway one : List.of(gateway, other)) {
            one.await("Redis in use", () -> one.metric("portcullis_redis_state") == 1);
        }
        // They listen to each other a moment later, which shows only in what they share.
        AtomicInteger asked = new AtomicInteger();
        gateway.await("shared by replicas", () -> {
            String body = question("slow", "Warm-up " + asked.incrementAndGet(), ",\"stream\":true");
            try (RawCall first = RawCall.chat(gateway.port(), body, "authorization: Bearer acme\r\n")) {
                first.readTo("data: ");
                ask(other, "acme", body);
                return shared(other) > 0;
            }
        });
        provider.awaitNothingOpen();
    }

    @AfterAll
    static void stop() {
        other.close();
        gateway.close();
        redis.close();
        provider.close();
    }

    private static String question(String model, String text, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],\"temperature\":0" + more + "}";
    }

    private static HttpResponse<String> ask(PackagedGateway whom, String key, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("authorization", "Bearer " + key));
        all.addAll(List.of(headers));
        return whom.post(CHAT, body, all.toArray(String[]::new));
    }

    private static String cache(HttpResponse<String> answer) {
        return answer.headers().firstValue("x-portcullis-cache").orElse("none") + " " + answer.statusCode();
    }

    /** What a caller reads, whole or from a stream. */
    private static String text(String body) throws JsonProcessingException {
        if (!body.startsWith("data:")) {
            return new ObjectMapper().readTree(body).at("/choices/0/message/content").textValue();
        }
        assertTrue(body.endsWith("data: [DONE]\n\n"), body);
        StringBuilder text = new StringBuilder();
        for (String event : body.split("\n\n")) {
            if (event.startsWith("data: {")) {
                text.append(new ObjectMapper().readTree(event.substring(6)).at("/choices/0/delta/content").asText(""));
            }
        }
        return text.toString();
    }

    private static String id(String body) {
        var matcher = ID.matcher(body);
        assertTrue(matcher.find(), body);
        String id = matcher.group(1);
        assertTrue(body.lines().filter(line -> line.contains("\"id\":")).allMatch(line -> line.contains(id)), body);
        return id;
    }

    @Test
    void aRepeatedQuestionAsksNobodyWhateverShapeItHas() throws JsonProcessingException {
        long before = provider.stats().requests();
        HttpResponse<String> first = ask(gateway, "acme", question("quick", "Shape", ""));
        assertEquals("miss 200", cache(first));
        HttpResponse<String> again = ask(gateway, "acme", "{ \"temperature\": 0, " + question("quick", "Shape", ",\"user\":\"x\"").substring(1)
                .replace(",\"temperature\":0", ""));
        assertEquals("hit 200", cache(again));
        assertTrue(Integer.parseInt(again.headers().firstValue("age").orElseThrow()) < 30);
        assertTrue(again.headers().firstValue("x-portcullis-cost").isEmpty());
        HttpResponse<String> streamed = ask(gateway, "acme", question("quick", "Shape", ",\"stream\":true"));
        assertEquals("hit 200", cache(streamed));
        assertEquals("text/event-stream", streamed.headers().firstValue("content-type").orElseThrow());
        assertEquals(List.of(text(first.body()), text(first.body())), List.of(text(again.body()), text(streamed.body())));
        assertEquals(3, Set.of(id(first.body()), id(again.body()), id(streamed.body())).size());
        assertEquals(before + 1, provider.stats().requests());
    }

    @Test
    void anotherReplicaKnowsItToo() throws JsonProcessingException {
        HttpResponse<String> first = ask(gateway, "acme", question("quick", "Replica", ",\"stream\":true"));
        assertEquals("miss 200", cache(first));
        long before = provider.stats().requests();
        other.await("known to the other", () -> cache(ask(other, "acme", question("quick", "Replica", ""), "cache-control", "only-if-cached")).equals("hit 200"));
        HttpResponse<String> there = ask(other, "acme", question("quick", "Replica", ",\"stream\":true"));
        assertEquals("hit 200", cache(there));
        assertEquals(text(first.body()), text(there.body()));
        assertEquals(before, provider.stats().requests());
    }

    @Test
    void noTenantIsGivenWhatAnotherAsked() {
        long before = provider.stats().requests();
        assertEquals("miss 200", cache(ask(gateway, "acme", question("quick", "Tenants", ""))));
        assertEquals("miss 200", cache(ask(gateway, "globex", question("quick", "Tenants", ""))));
        assertEquals("bypass 200", cache(ask(gateway, "plain", question("quick", "Tenants", ""))));
        assertEquals(before + 3, provider.stats().requests());
    }

    @Test
    void aCallerSaysWhatItWants() {
        String body = question("quick", "Wishes", "");
        HttpResponse<String> unknown = ask(gateway, "acme", body, "cache-control", "only-if-cached");
        assertEquals("miss 504", cache(unknown));
        assertTrue(unknown.body().contains("\"not_cached\""), unknown.body());
        gateway.await("refused, not failed", () -> gateway.metric("portcullis_requests_total", "status=\"504\"", "ending=\"refused\"") == 1);
        assertEquals("bypass 200", cache(ask(gateway, "acme", body, "cache-control", "no-store")));
        assertEquals("miss 200", cache(ask(gateway, "acme", body, "cache-control", "no-cache")));
        assertEquals("hit 200", cache(ask(gateway, "acme", body, "cache-control", "only-if-cached")));
        assertEquals("miss 200", cache(ask(gateway, "acme", body, "cache-control", "no-cache")));
        assertEquals("bypass 200", cache(ask(gateway, "acme", body.replace("\"temperature\":0", "\"temperature\":1"))));
        assertEquals("bypass 200", cache(ask(gateway, "acme", body.replace("\"temperature\":0", "\"temperature\":0,\"n\":2"))));
    }

    @Test
    void theLedgerHasAHitThatCostNothing() {
        String body = question("quick", "Ledger", "");
        ask(gateway, "acme", body);
        ask(gateway, "acme", body, "x-request-id", "a-hit-in-the-ledger");
        String line = "SELECT cache || ' ' || cost_nanos || ' ' || (output_tokens > 0) FROM ledger WHERE outcome = 'completed' AND request_id = 'a-hit-in-the-ledger'";
        gateway.await("written", () -> !database.query(line).isEmpty());
        assertEquals(List.of("hit 0 true"), database.query(line));
    }

    @Test
    void aHundredIdenticalStreamsAskOnce() throws Exception {
        long before = provider.stats().requests();
        List<HttpResponse<String>> answers = crowd(List.of(gateway), question("slow", "Crowd", ",\"stream\":true"));
        assertEquals(before + 1, provider.stats().requests());
        assertCompleteAndAlike(answers);
    }

    @Test
    void theyDoSoWhenTheOneWhoAskedLeavesHalfWay() throws Exception {
        long before = provider.stats().requests();
        String body = question("slow", "Leader", ",\"stream\":true");
        try (RawCall leader = RawCall.chat(gateway.port(), body, "authorization: Bearer acme\r\n")) {
            leader.readTo("data: ");
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<HttpResponse<String>>> asked = new ArrayList<>();
                for (int i = 0; i < CROWD; i++) {
                    asked.add(callers.submit(() -> ask(gateway, "acme", body)));
                }
                gateway.await("all aboard", () -> gateway.metric("portcullis_open_calls") >= CROWD);
                leader.close();
                assertCompleteAndAlike(results(asked));
            }
        }
        assertEquals(before + 1, provider.stats().requests());
        provider.awaitNothingOpen();
    }

    @Test
    void theyDoSoAtTwoReplicas() throws Exception {
        long before = provider.stats().requests();
        List<HttpResponse<String>> answers = crowd(List.of(gateway, other), question("slow", "Two", ",\"stream\":true"));
        assertEquals(before + 1, provider.stats().requests(), this::followed);
        assertCompleteAndAlike(answers);
        assertEquals(1, answers.stream().filter(answer -> cache(answer).startsWith("miss")).count());
    }

    @Test
    void andWhenTheOneWhoAskedAtTheOtherLeavesHalfWay() throws Exception {
        long before = provider.stats().requests();
        double sharedBefore = shared(gateway);
        String body = question("slow", "Two leaders", ",\"stream\":true");
        try (RawCall leader = RawCall.chat(other.port(), body, "authorization: Bearer acme\r\n")) {
            leader.readTo("data: ");
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<HttpResponse<String>>> asked = new ArrayList<>();
                for (int i = 0; i < CROWD; i++) {
                    asked.add(callers.submit(() -> ask(gateway, "acme", body)));
                }
                gateway.await("all aboard", () -> gateway.metric("portcullis_open_calls") >= CROWD);
                // One that left before the other replica had boarded would leave nothing to share.
                gateway.await("the answer comes from the other", () -> shared(gateway) > sharedBefore);
                leader.close();
                assertCompleteAndAlike(results(asked));
            }
        }
        assertEquals(before + 1, provider.stats().requests(), this::followed);
        provider.awaitNothingOpen();
    }

    @Test
    void wholeAnswersComeToTheOtherReplicaToo() throws Exception {
        long before = provider.stats().requests();
        List<HttpResponse<String>> answers = crowd(List.of(gateway, other), question("slow", "Whole", ""));
        assertEquals(before + 1, provider.stats().requests());
        assertCompleteAndAlike(answers);
    }

    private static double shared(PackagedGateway follower) {
        return follower.metric("portcullis_cache_followed_total", "result=\"shared\"");
    }

    private String followed() {
        StringBuilder text = new StringBuilder();
        for (PackagedGateway one : List.of(gateway, other)) {
            for (String result : List.of("shared", "gone", "lost")) {
                text.append(result).append(' ').append(one.metric("portcullis_cache_followed_total", "result=\"" + result + "\"")).append(", ");
            }
        }
        for (PackagedGateway one : List.of(gateway, other)) {
            text.append("Redis failures ").append(one.metric("portcullis_redis_failures_total")).append(", ");
        }
        return text.toString();
    }

    private static List<HttpResponse<String>> crowd(List<PackagedGateway> gateways, String body) throws InterruptedException, ExecutionException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> asked = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                PackagedGateway whom = gateways.get(i % gateways.size());
                asked.add(callers.submit(() -> ask(whom, "acme", body)));
            }
            return results(asked);
        }
    }

    private static List<HttpResponse<String>> results(List<Future<HttpResponse<String>>> asked) throws InterruptedException, ExecutionException {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Future<HttpResponse<String>> one : asked) {
            answers.add(one.get());
        }
        return answers;
    }

    private static void assertCompleteAndAlike(List<HttpResponse<String>> answers) throws JsonProcessingException {
        Set<String> texts = new HashSet<>();
        for (HttpResponse<String> answer : answers) {
            assertEquals(200, answer.statusCode(), answer.body());
            texts.add(text(answer.body()));
        }
        assertEquals(1, texts.size(), texts.toString());
        assertNotEquals(Set.of(""), texts);
        assertEquals(CROWD, answers.stream().map(answer -> answer.headers().firstValue("x-request-id").orElseThrow()).distinct().count());
        assertEquals(CROWD, answers.stream().map(answer -> id(answer.body())).collect(Collectors.toSet()).size());
    }
}
