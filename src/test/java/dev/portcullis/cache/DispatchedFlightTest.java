package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.GatewayYaml;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Settlement;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.provider.Breakers;
import dev.portcullis.provider.Dispatch;
import dev.portcullis.provider.Providers;
import dev.portcullis.simulator.Simulator;
import dev.portcullis.simulator.SimulatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Identical calls at once over the real dispatch, with a provider that counts what it is asked. */
class DispatchedFlightTest {

    private static final int CALLERS = 100;
    private static final int LOOPS = 4;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final List<Context> loops = IntStream.range(0, LOOPS).mapToObj(i -> vertx.getOrCreateContext()).toList();
    private final Simulator provider = Simulator.start(vertx, SimulatorSettings.DEFAULTS, "127.0.0.1", 0).toCompletionStage().toCompletableFuture().join();
    private final FakeMemory memory = new FakeMemory();
    private final Flights flights = new Flights();
    private final AnswerFromCache stage = new AnswerFromCache(CacheRulesTest.rules(), payload -> new Question(true, true, true, 1),
            routed -> new CacheKey(routed.call().tenant().name(), "m", "", routed.call().tenant().name()), memory, () -> UnaryOperator.identity(),
            flights, Relay.NONE, InstantSource.system());

    @AfterEach
    void nothingIsHeld() {
        await("nothing held", () -> flights.isEmpty() && provider.stats().openRequests() == 0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aHundredIdenticalStreamsAreOneRequest() {
        Target target = target("demo;tokens=60;rate=200");
        List<FakeCaller> callers = crowd("acme", true, target, dispatch(target));
        assertAllHaveTheSame(callers);
        assertEquals(1, provider.stats().requests());
        assertEquals(1, callers.stream().filter(caller -> caller.settlement().bought()).count());
        assertEquals(60, callers.getFirst().settlement().usage().output());
        assertEquals(1, memory.kept.size());
    }

    @Test
    void soAreAHundredIdenticalWholeAnswers() {
        Target target = target("demo;tokens=60;rate=200");
        List<FakeCaller> callers = crowd("acme", false, target, dispatch(target));
        await("all answered", () -> callers.stream().allMatch(caller -> caller.call.over().toCompletableFuture().isDone()));
        assertEquals(1, provider.stats().requests());
        assertEquals(1, callers.stream().filter(caller -> caller.settlement().bought()).count());
        assertEquals(2, callers.stream().map(caller -> caller.text.toString()).distinct().count(), "as it came, and again");
    }

    @Test
    void theStreamGoesOnWhenTheOneWhoBeganItLeavesHalfWay() {
        Target target = target("demo;tokens=60;rate=200");
        List<FakeCaller> callers = crowd("acme", true, target, dispatch(target));
        await("half of it", () -> callers.stream().allMatch(caller -> caller.chunks > 20));
        FakeCaller first = callers.stream().filter(caller -> caller.cache().equals("miss")).findFirst().orElseThrow();
        on(callers, first, first::leaves);
        List<FakeCaller> others = new ArrayList<>(callers);
        others.remove(first);
        assertAllHaveTheSame(others);
        assertEquals(1, provider.stats().requests());
        assertEquals(Settlement.NOTHING, first.settlement());
        assertEquals(1, others.stream().filter(caller -> caller.settlement().bought()).count());
    }

    @Test
    void theRequestIsCutWhenTheLastOneLeavesAndThatOnePays() {
        Target target = target("demo;tokens=100000;rate=100");
        List<FakeCaller> callers = crowd("acme", true, target, dispatch(target));
        await("some of it", () -> callers.stream().allMatch(caller -> caller.chunks > 3));
        callers.forEach(caller -> on(callers, caller, caller::leaves));
        await("cut", () -> provider.stats().cancelled() == 1);
        await("paid", () -> callers.stream().filter(caller -> caller.settlement().bought()).count() == 1);
        Settlement paid = callers.stream().map(FakeCaller::settlement).filter(Settlement::bought).findFirst().orElseThrow();
        assertTrue(paid.usage().output() > 0 && paid.usage().estimated(), paid.toString());
        assertTrue(memory.kept.isEmpty());
    }

    @Test
    void twoTenantsAreTwoRequests() {
        Target target = target("demo;tokens=20;rate=200");
        Dispatch dispatch = dispatch(target);
        List<FakeCaller> callers = new ArrayList<>(crowd("acme", true, target, dispatch));
        callers.addAll(crowd("other", true, target, dispatch));
        await("all", () -> callers.stream().allMatch(caller -> caller.ended.isDone()));
        assertEquals(2, provider.stats().requests());
    }

    @Test
    void aStreamThatIsCutIsNeverKept() {
        Random random = new Random(11);
        for (int round = 0; round < 40; round++) {
            Target target = target("demo;tokens=20;fault=truncate:" + (1 + random.nextInt(15)));
            Dispatch dispatch = dispatch(target);
            List<FakeCaller> callers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                FakeCaller caller = FakeCaller.streamed();
                callers.add(caller);
                loops.get(random.nextInt(LOOPS)).runOnContext(go -> caller.calls(stage, dispatch, target));
            }
            await("all", () -> callers.stream().allMatch(caller -> caller.ended.isDone()));
            callers.forEach(caller -> assertTrue(caller.ended.join() != null));
            assertTrue(memory.kept.isEmpty());
        }
    }

    private void assertAllHaveTheSame(List<FakeCaller> callers) {
        await("all", () -> callers.stream().allMatch(caller -> caller.ended.isDone()));
        callers.forEach(caller -> {
            assertNull(caller.ended.join());
            assertNull(caller.trespass);
            assertTrue(caller.reply.join() instanceof Answer);
        });
        Set<String> texts = callers.stream().map(caller -> caller.text.toString()).collect(Collectors.toCollection(HashSet::new));
        assertEquals(1, texts.size());
        assertTrue(texts.iterator().next().endsWith("data: [DONE]\n\n"));
    }

    private Target target(String model) {
        return new Target("m", "blue", "p", model);
    }

    private Dispatch dispatch(Target target) {
        String yaml = "providers: { p: { dialect: openai, base-url: 'http://127.0.0.1:" + provider.port() + "/v1' } }\n"
                + "models: { m: { targets: { blue: { provider: p, model: '" + target.upstreamModel() + "' } } } }\n";
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Providers providers = new Providers(vertx);
        // A target without a breaker: SmallRye's needs a container.
        try {
            providers.apply(GatewayYaml.read("gateway.yaml", yaml, name -> null), () -> null);
        } catch (InvalidConfig mistake) {
            throw new IllegalStateException(mistake);
        }
        return new Dispatch(providers, new Breakers(meters), new Random(1), vertx, InstantSource.system(), new TokenCounter(), meters, Duration.ofSeconds(15));
    }

    private List<FakeCaller> crowd(String tenant, boolean stream, Target target, Dispatch dispatch) {
        List<FakeCaller> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            FakeCaller caller = new FakeCaller(tenant, stream, "", true);
            callers.add(caller);
            loops.get(i % LOOPS).runOnContext(go -> caller.calls(stage, dispatch, target));
        }
        return callers;
    }

    private void on(List<FakeCaller> callers, FakeCaller caller, Runnable step) {
        loops.get(callers.indexOf(caller) % LOOPS).runOnContext(go -> step.run());
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "waited in vain for: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
