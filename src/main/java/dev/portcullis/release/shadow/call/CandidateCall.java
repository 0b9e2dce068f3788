package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks a candidate by the gateway's own way, in the edge's place: it alone says when the call is over. It is never cancelled, only told so
 * after {@link #PATIENCE}, which cuts it, and its bill is made out.
 */
final class CandidateCall {

    /** What one call may take. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    record Came(Reply reply, Bill bill) {

        /** From the choice of a target to the answer. */
        Duration took() {
            return bill.outcome().took();
        }

        /** Whether it was cut. */
        boolean late() {
            return bill.outcome().ending() == Ending.ABANDONED;
        }
    }

    private final Surroundings surroundings;
    private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();

    CandidateCall(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @param home the event loop of this call, on which this is called. Comes on any thread; fails only by a bug */
    Uni<Came> ask(Call guarded, Executor home) {
        CompletableFuture<Outcome> over = new CompletableFuture<>();
        CompletableFuture<Reply> replied = new CompletableFuture<>();
        Call call = new Call(guarded.id(), guarded.tenant(), guarded.keyId(), guarded.endpoint(), guarded.headers(), guarded.payload(), PromptUse.NONE,
                guarded.guard(), over, new CompletableFuture<>());
        long begin = surroundings.nanos().getAsLong();
        Runnable cut = () -> home.execute(() -> over.complete(outcome(Ending.ABANDONED, Optional.empty(), begin)));
        underWay.add(cut);
        // Until it is called off it holds all that this call came to.
        Runnable inTime = surroundings.later().apply(PATIENCE, cut);
        surroundings.way().respond(call).subscribe().with(reply -> {
            over.complete(outcome(reply instanceof Refusal ? Ending.REFUSED : Ending.COMPLETED, Optional.of(reply), begin));
            replied.complete(reply);
        }, bug -> {
            over.complete(outcome(Ending.FAILED, Optional.empty(), begin));
            replied.completeExceptionally(bug);
        });
        return Uni.createFrom().completionStage(replied.thenCombine(call.bill(), (reply, bill) ->
                new Came(reply, bill)).orTimeout(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .onTermination().invoke(() -> {
                    underWay.remove(cut);
                    inTime.run();
                });
    }

    /** Cuts all that are under way. */
    void close() {
        underWay.forEach(Runnable::run);
    }

    private Outcome outcome(Ending ending, Optional<Reply> reply, long begin) {
        Optional<Answer> answer = reply.filter(Answer.class::isInstance).map(Answer.class::cast);
        return new Outcome(ending, reply, answer.map(Answer::status).orElse(0), reply.map(Reply::used).orElse(Usage.UNKNOWN),
                Optional.empty(), Duration.ofNanos(surroundings.nanos().getAsLong() - begin));
    }
}
