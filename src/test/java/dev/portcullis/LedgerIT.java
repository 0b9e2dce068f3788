package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What was answered is in the ledger once, whatever happens to the gateway or its database. */
class LedgerIT {

    private static final int CALLS = 1_000;
    private static final int AT_ONCE = 25;

    @Test
    void aKillInTheMiddleOfAThousandCallsLosesNoneThatWasAnswered() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        try (SimulatedProvider provider = new SimulatedProvider()) {
            String yaml = yaml(provider);
            PackagedGateway killed = PackagedGateway.start(yaml, database.environment());
            Set<String> answered = ConcurrentHashMap.newKeySet();
            AtomicInteger number = new AtomicInteger();
            List<Future<?>> callers = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < AT_ONCE; i++) {
                    callers.add(threads.submit(() -> {
                        for (int call = number.getAndIncrement(); call < CALLS; call = number.getAndIncrement()) {
                            if (isAnswered(killed, call)) {
                                answered.add("call-" + call);
                            }
                        }
                    }));
                }
                killed.await("half of them", () -> answered.size() >= CALLS / 2);
                killed.process().destroyForcibly().waitFor();
                for (Future<?> caller : callers) {
                    caller.get();
                }
            }
            assertTrue(answered.size() < CALLS, "the kill came in the middle");
            Map<String, String> environment = new HashMap<>(database.environment());
            environment.put("PORTCULLIS_DATA", killed.folder().resolve(".portcullis").toString());
            try (PackagedGateway next = PackagedGateway.start(yaml, environment)) {
                next.await("every answered call", () -> lines(database).containsAll(answered));
                next.await("those that were under way", () -> next.metric("portcullis_ledger_journal_bytes") == 0);
                List<String> all = lines(database);
                assertEquals(new HashSet<>(all).size(), all.size(), "each of them once");
                assertEquals(database.query("SELECT count(*) FROM ledger"), database.query("SELECT sum(calls) FROM usage_hour"));
                assertEquals(database.query("SELECT sum(cost_nanos) FROM ledger"), database.query("SELECT DISTINCT cost_nanos FROM spent"));
                System.out.printf("killed after %d answers: %d lines, of which interrupted: %s%n", answered.size(), all.size(),
                        database.query("SELECT count(*) FROM ledger WHERE outcome = 'interrupted'").getFirst());
                // The budget that was spent before the kill is spent.
                next.await("the budget", () -> Math.abs(next.metric("portcullis_budget_used_ratio", "period=\"daily\"")
                        - Double.parseDouble(database.query("SELECT sum(cost_nanos) / 1e12 FROM ledger").getFirst())) < 1e-9);
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayDelaysTheLedgerAndNobodyElse() {
        TestDatabase database = TestDatabase.fresh();
        try (SimulatedProvider provider = new SimulatedProvider();
                PackagedGateway gateway = PackagedGateway.start(yaml(provider), database.environment())) {
            assertTrue(isAnswered(gateway, 0));
            gateway.await("written", () -> lines(database).size() == 1);
            // Whoever is connected is thrown out, and nobody gets in.
            TestDatabase beside = new TestDatabase(TestDatabase.server().database());
            beside.execute("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false");
            beside.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database.name() + "'");
            for (int call = 1; call <= 100; call++) {
                assertTrue(isAnswered(gateway, call));
            }
            gateway.await("said", () -> gateway.log().contains("the ledger cannot be written, the journal keeps it until it can"));
            beside.execute("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS true");
            gateway.await("written", () -> lines(database).size() == 101);
            gateway.await("said", () -> gateway.log().contains("the ledger is written again"));
        }
    }

    @Test
    void everyKindOfEndIsWrittenAsWhatItWas() {
        TestDatabase database = TestDatabase.fresh();
        try (SimulatedProvider provider = new SimulatedProvider();
                PackagedGateway gateway = PackagedGateway.start(yaml(provider), database.environment())) {
            assertEquals(200, ask(gateway, "whole", "chat", "").statusCode());
            assertEquals(200, ask(gateway, "streamed", "chat", ",\"stream\":true").statusCode());
            assertEquals(200, ask(gateway, "cut", "cut", ",\"stream\":true").statusCode());
            assertEquals(502, ask(gateway, "failed", "failing", "").statusCode());
            assertEquals(404, ask(gateway, "unknown", "made-up-by-a-caller", "").statusCode());
            try (RawCall call = RawCall.chat(gateway.port(), RawCall.body("slow", ",\"stream\":true"),
                    "authorization: Bearer acme\r\nx-request-id: left\r\n")) {
                call.readTo("\"content\":\"");
            }
            gateway.await("six lines", () -> lines(database).size() == 6);
            assertEquals(List.of("cut chat only 200 truncated t 1", "failed failing only 502 failed f 0", "left slow only 200 abandoned t 1",
                    "streamed chat only 200 completed f 3", "unknown   404 unknown_model f 0", "whole chat only 200 completed f 3"),
                    database.query("SELECT concat_ws(' ', request_id, replace(model, 'cut', 'chat'), target, status, outcome, estimated::text::char, "
                            + "CASE WHEN estimated THEN least(output_tokens, 1) ELSE output_tokens END) FROM ledger ORDER BY 1"));
            assertEquals(List.of("t"), database.query("SELECT bool_and(latency_us > 0 AND first_token_us > 0) FROM ledger WHERE status = 200"));
            assertEquals(List.of("t"), database.query("SELECT bool_and(key_prefix <> '' AND tenant = 'acme') FROM ledger"));
        }
    }

    private static String yaml(SimulatedProvider provider) {
        return new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .model("chat", ", price: { input: 1, output: 10 }", GatewayFile.target("only", "simulator", "demo;tokens=3", 1))
                .model("steady", ", price: { input: 1, output: 10 }", GatewayFile.target("only", "simulator", "demo;tokens=20;rate=400", 1))
                .single("cut", "simulator", "demo;fault=truncate:5").single("slow", "simulator", "demo;tokens=1000;rate=50")
                .single("failing", "simulator", "demo;fault=status:500")
                .tenant("acme", "acme", ", budget: { daily: 1000 }").toString();
    }

    private static boolean isAnswered(PackagedGateway gateway, int call) {
        try {
            HttpResponse<String> answer = ask(gateway, "call-" + call, "steady", call % 2 == 0 ? "" : ",\"stream\":true");
            return answer.statusCode() == 200 && answer.body().contains(call % 2 == 0 ? "\"usage\"" : "[DONE]");
        } catch (UncheckedIOException killed) {
            return false;
        }
    }

    private static HttpResponse<String> ask(PackagedGateway gateway, String id, String model, String more) {
        return gateway.post("/v1/chat/completions", RawCall.body(model, more), "authorization", "Bearer acme", "x-request-id", id);
    }

    private static List<String> lines(TestDatabase database) {
        return database.query("SELECT request_id FROM ledger");
    }
}
