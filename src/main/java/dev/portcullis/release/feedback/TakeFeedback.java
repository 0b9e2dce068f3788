package dev.portcullis.release.feedback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.RequestIds;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.Signals;
import dev.portcullis.store.StoreAway;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Answers {@code /v1/feedback}: with 202 once what was said is in the database, so nothing is lost that somebody was thanked for. The same
 * said again changes nothing. While the database is away nothing can be said.
 */
public final class TakeFeedback implements Responder<Call> {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Headers JSON = Headers.of("content-type", "application/json");
    private static final int ACCEPTED = 202;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final FindCalls calls;
    private final WriteFeedback feedback;

    TakeFeedback(FindCalls calls, WriteFeedback feedback) {
        this.calls = calls;
        this.feedback = feedback;
    }

    @Override
    public Uni<Reply> respond(Call call) {
        return Uni.createFrom().deferred(() -> take(FeedbackBody.read(call.payload().bytes()), call.tenant().name()))
                .emitOn(here())
                .onFailure(Refused.class).recoverWithItem(refused -> ((Refused) refused).refusal())
                .onFailure(StoreAway.class).recoverWithItem(() -> new Refusal.StoreUnavailable(SOON));
    }

    private Uni<Reply> take(FeedbackBody said, String tenant) {
        // An id that no call can have is looked for by nobody.
        Uni<Optional<KnownCall>> found = RequestIds.isSane(said.requestId()) ? calls.find(new KnownCall.Name(tenant, said.requestId()))
                : Uni.createFrom().item(Optional.empty());
        return found.chain(call -> call.isEmpty() ? Uni.createFrom().item(new Refusal.UnknownRequest())
                : feedback.write(new Remark(call.get(), new Signals(said.rating(), said.actions(), call.get().output()), said.comments()))
                        // What was said was of a call whose id another one has had since, and nothing was written.
                        .map(written -> written.call().isSame(call.get()) ? accepted(written) : new Refusal.UnknownRequest()));
    }

    private static Reply accepted(FeedbackStore.Written written) {
        ObjectNode body = NODES.objectNode().put("object", "feedback").put("request_id", written.call().name().requestId());
        written.signals().rating().ifPresent(rating -> body.put("rating", rating));
        ArrayNode actions = body.putArray("actions");
        written.signals().actions().stream().sorted().map(Action::word).forEach(actions::add);
        return new Answer(ACCEPTED, JSON, new Body.Whole(Buffer.buffer(body.toString())), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }

    /** A call's reply is written on its own event loop. */
    private static Executor here() {
        Context eventLoop = Vertx.currentContext();
        return eventLoop == null ? Runnable::run : step -> eventLoop.runOnContext(ready -> step.run());
    }
}
