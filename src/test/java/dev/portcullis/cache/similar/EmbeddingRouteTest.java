package dev.portcullis.cache.similar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EmbeddingRouteTest {

    private static final Call ASKING = Calls.chat("m");

    private final List<Call> asked = new ArrayList<>();
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final EmbeddingRoute route = new EmbeddingRoute("vectors", "v-1", call -> {
        asked.add(call);
        return Uni.createFrom().completionStage(reply);
    }, Runnable::run, () -> 0);

    private Outcome outcome() {
        return asked.getFirst().over().toCompletableFuture().getNow(null);
    }

    private String failure(Reply with) {
        reply.complete(with);
        return assertThrows(IllegalStateException.class, () -> route.ask(ASKING, "Why?").await().indefinitely()).getMessage();
    }

    @Test
    void itIsACallOfTheTenantWhoAsks() {
        CompletableFuture<float[]> vector = route.ask(ASKING, "Why \"x\"?\n").subscribeAsCompletionStage();
        Call call = asked.getFirst();
        assertEquals("{\"model\":\"vectors\",\"input\":\"Why \\\"x\\\"?\\n\"}", call.payload().bytes().toString());
        assertEquals(Endpoint.EMBEDDINGS, call.endpoint());
        assertEquals(ASKING.tenant(), call.tenant());
        assertEquals("key-1", call.keyId());
        assertFalse(call.over().toCompletableFuture().isDone());
        reply.complete(Comparing.vector("0.5,-1,2e-1"));
        assertArrayEquals(new float[] {0.5f, -1, 0.2f}, vector.join());
        assertEquals(Outcome.Ending.COMPLETED, outcome().ending());
        assertEquals(Usage.of(7, 0, 0, 0), outcome().usage());
    }

    @Test
    void whoLeavesHasItToldAndNotCancelled() {
        Cancellable leaves = route.ask(ASKING, "Why?").subscribe().with(vector -> { });
        leaves.cancel();
        assertEquals(Outcome.Ending.ABANDONED, outcome().ending());
        assertFalse(reply.isCancelled());
    }

    @Test
    void whatIsNoVectorOfThatModelFails() {
        assertTrue(failure(new Refusal.UnknownModel("vectors")).contains("UnknownModel"));
        assertEquals(Outcome.Ending.REFUSED, outcome().ending());
    }

    @Test
    void anErrorFails() {
        assertTrue(failure(Comparing.answer(429, "v-1", "{}")).contains("status 429"));
    }

    @Test
    void anotherModelsVectorFails() {
        assertTrue(failure(Comparing.answer(200, "v-2", "{\"data\":[{\"embedding\":[1]}]}")).contains("another model"));
    }

    /** As a target's breaker counts them; one that is open says so itself. */
    @Test
    void whatIsWrongWithTheProviderCountsAgainstTheModelAndWhatIsWrongWithTheCallDoesNot() {
        assertTrue(countsAgainstTheModel(new Refusal.UpstreamFailed(origin(Attempt.Result.SERVER_ERROR), "answered 500")));
        assertTrue(countsAgainstTheModel(new Refusal.UpstreamTimedOut(origin(Attempt.Result.TIMEOUT), "the first byte of its answer")));
        assertTrue(countsAgainstTheModel(Comparing.answer(200, "v-2", "{}").from(origin(Attempt.Result.CONNECTION, Attempt.Result.OK))));
        assertFalse(countsAgainstTheModel(Comparing.answer(400, "v-1", "{}").from(origin(Attempt.Result.CLIENT_ERROR))));
        assertFalse(countsAgainstTheModel(Comparing.answer(429, "v-1", "{}").from(origin(Attempt.Result.RATE_LIMITED, Attempt.Result.RATE_LIMITED))));
        assertFalse(countsAgainstTheModel(new Refusal.UpstreamFailed(origin(Attempt.Result.SATURATED), "had no free connection in time")));
        assertFalse(countsAgainstTheModel(new Refusal.NoHealthyTarget("vectors", Duration.ofSeconds(1))));
    }

    /** A fallback, or a body without a vector, was paid for by every miss for as long as it went on. */
    @Test
    void anAnswerThatIsPaidForInVainCountsAgainstTheModel() {
        assertTrue(countsAgainstTheModel(Comparing.answer(200, "v-2", "{\"data\":[{\"embedding\":[1]}]}")));
        assertTrue(countsAgainstTheModel(Comparing.answer(200, "v-1", "{}")));
        assertTrue(countsAgainstTheModel(Comparing.answer(200, "v-1", " ".repeat(300_000))));
    }

    private static boolean countsAgainstTheModel(Reply reply) {
        EmbeddingRoute route = new EmbeddingRoute("vectors", "v-1", call -> Uni.createFrom().item(reply), Runnable::run, () -> 0);
        return assertThrows(NoVector.class, () -> route.ask(ASKING, "Why?").await().indefinitely()).countsAgainstTheModel();
    }

    private static Origin origin(Attempt.Result... results) {
        return new Origin(Stream.of(results).map(result -> new Attempt(new Target("vectors", "blue", "simulator", "v-2"), result, Duration.ZERO)).toList());
    }

    @Test
    void aBugEndsTheCall() {
        reply.completeExceptionally(new IllegalStateException("a bug made for this test"));
        assertThrows(RuntimeException.class, () -> route.ask(ASKING, "Why?").await().indefinitely());
        assertEquals(Outcome.Ending.FAILED, outcome().ending());
    }

    @Test
    void nothingButAListOfNumbersIsAVector() {
        for (String json : List.of("", "{", "[]", "{\"data\":[]}", "{\"embedding\":[1]}", "{\"data\":[{\"embedding\":\"AAAA\"}]}",
                "{\"data\":[{\"embedding\":[]}]}", "{\"data\":[{\"embedding\":[1,null]}]}", "{\"data\":[{\"embedding\":[1,", "{\"data\":[{\"embedding\":[1,\"2\"]}]}",
                "{\"data\":[{\"embedding\":[" + "1,".repeat(8192) + "1]}]}", "a".repeat(100_000), "[".repeat(2_000))) {
            assertEquals(Optional.empty(), EmbeddingRoute.read(json.getBytes(StandardCharsets.UTF_8)), json);
        }
        assertEquals(3072, EmbeddingRoute.read(("{\"data\":[{\"embedding\":[" + "1,".repeat(3071) + "1]}]}").getBytes(StandardCharsets.UTF_8)).orElseThrow().length);
    }
}
