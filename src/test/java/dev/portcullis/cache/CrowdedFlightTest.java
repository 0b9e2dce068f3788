package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Settlement;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hundred identical calls on four event loops. Who touches what belongs to another loop is found out. */
class CrowdedFlightTest {

    private static final int CALLERS = 100;
    private static final int LOOPS = 4;
    private static final String[] CHUNKS = IntStream.range(0, 200).mapToObj(i -> "data: " + i + "\n\n").toArray(String[]::new);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
    private final List<Context> loops = IntStream.range(0, LOOPS).mapToObj(i -> vertx.getOrCreateContext()).toList();
    private final FakeMemory memory = new FakeMemory();
    private final FakeProvider provider = new FakeProvider();
    private final Flights flights = new Flights();
    private final AnswerFromCache stage = new AnswerFromCache(CacheRulesTest.rules(), payload -> new Question(true, true, true, 1),
            routed -> new CacheKey(routed.call().tenant().name(), "m", "", routed.call().tenant().name()), memory,
            UnaryOperator::identity, flights, Relay.NONE, InstantSource.system());

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void allHaveTheWholeStreamOfOneQuestionOnTheirOwnEventLoops() {
        List<FakeCaller> callers = crowd("acme");
        FakeProvider.Question question = theOnlyQuestion();
        streamSlowly(question, 0, CHUNKS.length);
        question.ends(null);
        assertAllHaveAll(callers, question);
        assertEquals(1, payers(callers));
    }

    @Test
    void soDoTheOthersWhenTheFirstLeavesHalfWay() {
        List<FakeCaller> callers = crowd("acme");
        FakeProvider.Question question = theOnlyQuestion();
        FakeCaller first = founder(callers, question);
        streamSlowly(question, 0, CHUNKS.length / 2);
        await(() -> first.chunks > 0);
        on(callers, first, first::leaves);
        await(() -> first.call.over().toCompletableFuture().isDone());
        streamSlowly(question, CHUNKS.length / 2, CHUNKS.length);
        question.ends(null);
        List<FakeCaller> others = new ArrayList<>(callers);
        others.remove(first);
        assertAllHaveAll(others, question);
        assertEquals(Settlement.NOTHING, first.settlement());
        assertEquals(1, payers(others));
    }

    @Test
    void whenAllLeaveAtRandomOneOfThemPaysForWhatPassedAndNothingIsHeld() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            int number = round;
            List<FakeCaller> callers = crowd("acme");
            await(() -> provider.asked.size() > number);
            FakeProvider.Question question = provider.asked.get(number);
            boolean ends = random.nextBoolean();
            Set<FakeCaller> stay = callers.stream().filter(caller -> ends && random.nextInt(10) == 0).collect(Collectors.toSet());
            callers.stream().filter(caller -> !stay.contains(caller) && random.nextInt(4) == 0).forEach(caller -> on(callers, caller, caller::leaves));
            question.streams(FakeProvider.BLUE, CHUNKS);
            callers.stream().filter(caller -> !stay.contains(caller)).forEach(caller -> on(callers, caller, caller::leaves));
            if (ends) {
                question.ends(null);
            }
            await(() -> callers.stream().allMatch(caller -> caller.call.over().toCompletableFuture().isDone() && caller.reply.isDone()));
            await(() -> question.givenUp.isDone() && flights.isEmpty());
            int expected = provider.asked.size() - number;
            assertEquals(1, expected, "round " + round);
            int bought = payers(callers);
            boolean refusedLast = callers.stream().anyMatch(caller -> !caller.reply.join().origin().attempts().isEmpty()
                    && !(caller.reply.join() instanceof Answer));
            assertEquals(1, bought + (refusedLast ? 1 : 0), "round " + round);
            for (FakeCaller caller : stay) {
                assertEquals(String.join("", CHUNKS), caller.text.toString());
            }
            assertNoTrespass(callers, question);
            memory.kept.clear();
        }
    }

    private List<FakeCaller> crowd(String tenant) {
        List<FakeCaller> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            FakeCaller caller = new FakeCaller(tenant, true, "", true);
            callers.add(caller);
            loops.get(i % LOOPS).runOnContext(go -> caller.calls(stage, provider));
        }
        return callers;
    }

    /** Waits until all are aboard, else some might come after the end and ask again, which is no fault. */
    private FakeProvider.Question theOnlyQuestion() {
        await(() -> provider.asked.size() == 1);
        barrier();
        return provider.asked.getFirst();
    }

    private void barrier() {
        Set<Context> passed = ConcurrentHashMap.newKeySet();
        loops.forEach(loop -> loop.runOnContext(go -> passed.add(loop)));
        await(() -> passed.size() == new HashSet<>(loops).size());
    }

    private void streamSlowly(FakeProvider.Question question, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i == 0) {
                question.streams(FakeProvider.BLUE, CHUNKS[0]);
            } else {
                question.more(CHUNKS[i]);
            }
        }
    }

    private static FakeCaller founder(List<FakeCaller> callers, FakeProvider.Question question) {
        return callers.stream().filter(caller -> caller.call.bill() == question.routed.call().bill()).findFirst().orElseThrow();
    }

    private void on(List<FakeCaller> callers, FakeCaller caller, Runnable step) {
        loops.get(callers.indexOf(caller) % LOOPS).runOnContext(go -> step.run());
    }

    private void assertAllHaveAll(List<FakeCaller> callers, FakeProvider.Question question) {
        await(() -> callers.stream().allMatch(caller -> caller.ended.isDone()));
        for (FakeCaller caller : callers) {
            assertNull(caller.ended.join());
            assertEquals(String.join("", CHUNKS), caller.text.toString());
        }
        assertEquals(1, provider.asked.size());
        assertEquals(1, callers.stream().filter(caller -> caller.cache().equals("miss")).count() + (callers.size() < CALLERS ? 1 : 0));
        await(() -> flights.isEmpty() && question.givenUp.isDone());
        assertNoTrespass(callers, question);
    }

    private static void assertNoTrespass(List<FakeCaller> callers, FakeProvider.Question question) {
        assertNull(question.trespass);
        callers.forEach(caller -> assertNull(caller.trespass));
    }

    private static int payers(List<FakeCaller> callers) {
        return (int) callers.stream().filter(caller -> caller.reply.join() instanceof Answer && caller.settlement().bought()).count();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
