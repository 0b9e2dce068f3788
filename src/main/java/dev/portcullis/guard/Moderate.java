package dev.portcullis.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.config.guard.HarmCategory;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.model.Weighed;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Set;

/** Answers {@code /v1/moderations} as OpenAI does, from what is known here: no text leaves the process, and whichever model is asked for. */
public final class Moderate implements Responder<Call> {

    /** Which model answers, whatever name is asked for. */
    static final String MODEL = "portcullis-moderation-1";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Headers JSON = Headers.of("content-type", "application/json");

    private final Moderator harm;
    private final TextWorker worker;

    public Moderate(Detectors detectors, TextWorker worker) {
        this.harm = detectors.harm();
        this.worker = worker;
    }

    @Override
    public Uni<Reply> respond(Call call) {
        Buffer body = call.payload().bytes();
        return worker.run(body.length(), () -> answer(call.id(), InputTexts.messages(body)))
                .onFailure(Refused.class).recoverWithItem(refused -> ((Refused) refused).refusal());
    }

    private Reply answer(String id, List<String> texts) {
        ObjectNode body = NODES.objectNode().put("id", "modr-" + id).put("model", MODEL);
        ArrayNode results = body.putArray("results");
        texts.forEach(text -> result(harm.judge(Weighed.of(text), 0), results.addObject()));
        return new Answer(200, JSON, new Body.Whole(Buffer.buffer(body.toString())), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }

    private static void result(Verdict harm, ObjectNode to) {
        write(harm, to);
        ObjectNode appliedTo = to.putObject("category_applied_input_types");
        for (HarmCategory category : HarmCategory.values()) {
            appliedTo.putArray(category.toString()).add("text");
        }
    }

    /** As OpenAI writes it. */
    static void write(Verdict harm, ObjectNode to) {
        Set<HarmCategory> flagged = harm.categories();
        to.put("flagged", !flagged.isEmpty());
        ObjectNode categories = to.putObject("categories");
        ObjectNode scores = to.putObject("category_scores");
        for (HarmCategory category : HarmCategory.values()) {
            categories.put(category.toString(), flagged.contains(category));
            scores.put(category.toString(), harm.scores().getOrDefault(category, 0.0));
        }
    }
}
