package dev.portcullis.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.config.guard.InjectionSettings;
import dev.portcullis.guard.harm.Verdict;
import dev.portcullis.guard.model.Weighed;
import dev.portcullis.guard.pii.Entity;
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

/**
 * Answers {@code /v1/guard/check} with all that the guards find in texts. Whatever the caller's own policy does about it is not in it.
 */
public final class CheckTexts implements Responder<Call> {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Headers JSON = Headers.of("content-type", "application/json");

    private final Detectors detectors;
    private final TextWorker worker;

    public CheckTexts(Detectors detectors, TextWorker worker) {
        this.detectors = detectors;
        this.worker = worker;
    }

    @Override
    public Uni<Reply> respond(Call call) {
        return worker.run(call.payload().bytes().length(), () -> answer(InputTexts.each(call.payload().bytes())))
                .onFailure(Refused.class).recoverWithItem(refused -> ((Refused) refused).refusal());
    }

    private Reply answer(List<String> texts) {
        ObjectNode body = NODES.objectNode();
        ArrayNode results = body.putArray("results");
        for (String text : texts) {
            results.add(check(text));
        }
        return new Answer(200, JSON, new Body.Whole(Buffer.buffer(body.toString())), Origin.GATEWAY, () -> Usage.UNKNOWN);
    }

    private ObjectNode check(String text) {
        ObjectNode result = NODES.objectNode();
        Weighed weighed = Weighed.of(text);
        Injection injection = detectors.injection().apply(weighed);
        ArrayNode rules = result.putObject("injection").put("flagged", injection.score() >= InjectionSettings.FLAG_FROM).put("score", injection.score()).putArray("rules");
        injection.rules().forEach(rules::add);
        ArrayNode entities = result.putArray("pii");
        CodePoints codePoints = new CodePoints(text);
        for (Entity entity : detectors.personalData().find(text)) {
            entities.addObject().put("type", entity.type()).put("start", codePoints.at(entity.span().start())).put("end", codePoints.at(entity.span().end()))
                    .put("score", entity.score());
        }
        Verdict harm = detectors.harm().judge(weighed, 0);
        Moderate.write(harm, result.putObject("harm").put("score", harm.score()));
        return result;
    }

    /** Offsets as the contract counts them; asked for from left to right. */
    private static final class CodePoints {

        private final String text;
        private int unit;
        private int point;

        CodePoints(String text) {
            this.text = text;
        }

        int at(int offset) {
            if (offset < unit) {
                unit = 0;
                point = 0;
            }
            point += text.codePointCount(unit, offset);
            unit = offset;
            return point;
        }
    }
}
