package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.store.redis.RedisProcess;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two gateways on one database, one of which cannot reach their Redis for a while. */
class RedisLostByOneIT {

    /** 5 output tokens cost half a dollar, and two hundred-thousandths for the input. */
    private static final String HALF_A_DOLLAR = ",\"max_tokens\":5";

    private final SimulatedProvider provider = new SimulatedProvider();
    private final RedisProcess redis = RedisProcess.start();
    private final SeverableLine line = new SeverableLine(redis.port());
    private final TestDatabase database = TestDatabase.fresh();

    @AfterEach
    void stop() {
        line.close();
        redis.close();
        provider.close();
    }

    /** The one without spent its share beside the other, who spent all: 1.38 of a budget of 1. */
    @Test
    void whatIsLeftOfABudgetOrALimitIsGivenOnce() {
        String yaml = new GatewayFile().provider("simulator", provider.baseUrl(), "")
                .model("priced", ", retries: 0, price: { input: 1, output: 100000 }", GatewayFile.target("only", "simulator", "demo;tokens=10", 1))
                .tenant("spender", "spender", ", budget: { monthly: 10 }")
                .tenant("counted", "counted", ", limits: { requests-per-minute: 20 }")
                .tenant("probe", "probe", ", budget: { monthly: 1000 }").toString();
        try (PackagedGateway with = PackagedGateway.launch(yaml, environment(redis.url()));
                PackagedGateway without = PackagedGateway.launch(yaml, environment("redis://127.0.0.1:" + line.port()))) {
            with.awaitReady();
            without.awaitReady();
            assertEquals("0 rows alone", alone());
            assertEquals(200, ask(with, "spender", HALF_A_DOLLAR).statusCode());
            line.cut();
            without.await("Redis is lost", () -> without.metric("portcullis_redis_state") == 2);
            // More than half of this budget may be asked for as long as the others are not known to be left out.
            with.await("the other knows", () -> ask(with, "probe", ",\"max_tokens\":6000").statusCode() == 429);
            assertEquals("1 rows alone", alone());
            AtomicInteger passed = new AtomicInteger(1);
            // What one has spent the other may count on only when all have seen it in the ledger, up to ten seconds later.
            with.await("nearly all is spent", () -> passed.addAndGet(passed(with, without, "spender", HALF_A_DOLLAR)) >= 17);
            passed.addAndGet(passed(with, without, "spender", HALF_A_DOLLAR));
            assertTrue(passed.get() <= 19, passed + " calls of 0.500004 USD passed of a budget of 10");
            long begin = System.nanoTime();
            int counted = passed(with, without, "counted", "");
            double flowedIn = (System.nanoTime() - begin) / 60e9 * 20;
            assertTrue(counted >= 20 && counted <= 20 + flowedIn, counted + " requests passed of 20 a minute, into which flowed " + flowedIn);
            line.mend();
            without.await("Redis is back", () -> without.metric("portcullis_redis_state") == 1);
            with.await("the other knows", () -> ask(with, "probe", ",\"max_tokens\":6000").statusCode() == 200);
            with.await("nobody is alone", () -> alone().equals("0 rows alone"));
        }
    }

    /** As many as pass until both refuse. */
    private static int passed(PackagedGateway with, PackagedGateway without, String key, String more) {
        int passed = 0;
        for (int refused = 0; refused < 2;) {
            refused = 0;
            for (PackagedGateway gateway : List.of(with, without)) {
                HttpResponse<String> answer = ask(gateway, key, more);
                passed += answer.statusCode() == 200 ? 1 : 0;
                refused += answer.statusCode() == 429 ? 1 : 0;
            }
        }
        return passed;
    }

    private String alone() {
        return database.query("SELECT count(*) FROM replica WHERE alone").getFirst() + " rows alone";
    }

    private Map<String, String> environment(String redisUrl) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("QUARKUS_REDIS_HOSTS", redisUrl);
        // A busy machine must not look like a hung Redis.
        environment.put("PORTCULLIS_REDIS_PATIENCE", "5s");
        return environment;
    }

    private static HttpResponse<String> ask(PackagedGateway gateway, String key, String more) {
        return gateway.post("/v1/chat/completions", RawCall.body("priced", more), "authorization", "Bearer " + key);
    }
}
