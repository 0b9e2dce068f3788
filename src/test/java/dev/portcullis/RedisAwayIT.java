package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.store.redis.RedisProcess;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A Redis that hangs, dies and is full while callers call: none of them notices, and it is used again by itself. No more
 * calls may be open than there are callers: a place that is not given back before its caller can call again would be missed.
 */
class RedisAwayIT {

    private static final int CALLERS = 16;
    private static final String STATE = "portcullis_redis_state";
    private static final String FAILURES = "portcullis_redis_failures_total";

    @Test
    void noCallerNotices() throws Exception {
        try (SimulatedProvider provider = new SimulatedProvider(); RedisProcess redis = RedisProcess.start()) {
            String yaml = new GatewayFile().provider("simulator", provider.baseUrl(), "").single("chat", "simulator", "demo;tokens=3")
                    .tenant("acme", "acme", ", limits: { requests-per-minute: 1000000, tokens-per-minute: 100000000, concurrent-requests: " + CALLERS + " },"
                            + " budget: { daily: 1000 }").toString();
            Map<String, String> environment = new HashMap<>(TestDatabase.fresh().environment());
            environment.put("QUARKUS_REDIS_HOSTS", redis.url());
            try (PackagedGateway gateway = PackagedGateway.start(yaml, environment)) {
                assertEquals(1, gateway.metric(STATE), "in use as soon as the gateway is ready");
                AtomicBoolean stop = new AtomicBoolean();
                AtomicInteger answered = new AtomicInteger();
                Queue<String> errors = new ConcurrentLinkedQueue<>();
                try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                    for (int i = 0; i < CALLERS; i++) {
                        callers.submit(() -> {
                            while (!stop.get()) {
                                var answer = gateway.post("/v1/chat/completions", RawCall.body("chat", ""), "authorization", "Bearer acme");
                                answered.incrementAndGet();
                                if (answer.statusCode() != 200) {
                                    errors.add(Instant.now() + " " + answer.statusCode() + " " + answer.body());
                                }
                            }
                        });
                    }
                    try {
                        hangDieAndFill(gateway, redis, answered);
                    } finally {
                        stop.set(true);
                    }
                }
                assertEquals(List.of(), List.copyOf(errors),
                        () -> gateway.log().lines().filter(line -> line.contains("SharedRedis")).collect(Collectors.joining("\n")));
                gateway.await("health says so", () -> gateway.get("/q/health/ready").body().contains("\"redis\": \"in_use\""));
                gateway.await("every call over", () -> gateway.metric("portcullis_open_calls") == 0);
            }
            provider.awaitNothingOpen();
        }
    }

    private static void hangDieAndFill(PackagedGateway gateway, RedisProcess redis, AtomicInteger answered) {
        for (int round = 1; round <= 2; round++) {
            double failures = gateway.metric(FAILURES);
            more(gateway, answered);
            redis.freeze();
            gateway.await("left alone", () -> gateway.metric(STATE) == 2);
            more(gateway, answered);
            redis.wake();
            gateway.await("in use again", () -> gateway.metric(STATE) == 1);
            assertTrue(gateway.metric(FAILURES) > failures);
        }
        more(gateway, answered);
        redis.kill();
        gateway.await("left alone", () -> gateway.metric(STATE) == 2);
        more(gateway, answered);
        redis.startAgain("--maxmemory", "1");
        more(gateway, answered);
        assertEquals(2, gateway.metric(STATE), "it is there, and full");
        redis.kill();
        redis.startAgain();
        gateway.await("in use again", () -> gateway.metric(STATE) == 1);
        more(gateway, answered);
    }

    /** Waits until some hundred more calls have been answered. */
    private static void more(PackagedGateway gateway, AtomicInteger answered) {
        int before = answered.get();
        gateway.await("more answers", () -> answered.get() > before + 300);
    }
}
