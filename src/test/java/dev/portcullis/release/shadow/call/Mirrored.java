package dev.portcullis.release.shadow.call;

import dev.portcullis.Calls;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Bill;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.PromptUse;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Plan;
import dev.portcullis.release.shadow.Shadow;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Calls that are mirrored, and what they come to. */
final class Mirrored {

    static final Shadow OF_MODEL = shadow(1, Subject.model("m"), "m", Optional.empty(), Optional.of("other"));
    static final Shadow OF_PROMPT = shadow(2, Subject.prompt("p"), "1.0.0", Optional.of("1.1.0"), Optional.empty());
    static final Buffer ASKED = Buffer.buffer("{\"prompt\":{\"id\":\"p\"},\"stream\":true}");

    private Mirrored() {
    }

    static Shadow shadow(long id, Subject subject, String baseline, Optional<String> version, Optional<String> model) {
        return new Shadow(id, subject, baseline, new Plan(version, model, 10_000, new Usd(1_000_000_000), OptionalLong.empty(), Optional.empty()));
    }

    /** @param more further fields of the body, beginning with a comma */
    static Call call(String more) {
        return Calls.chat("m", Calls.ANYBODY, Headers.NONE, more);
    }

    static Call ofPrompt(String guard) {
        Call plain = call("");
        return new Call(plain.id(), plain.tenant(), plain.keyId(), plain.endpoint(), plain.headers(), plain.payload(),
                new PromptUse("p", "1.0.0", "", List.of()).asked(ASKED), guard, plain.over(), plain.bill());
    }

    static Payload payload(String json) {
        return Payload.read(Buffer.buffer(json), Endpoint.CHAT);
    }

    static Answer answer(String model, String text) {
        return answer(200, model, new Body.Whole(Buffer.buffer("{\"choices\":[{\"message\":{\"content\":\"" + text + "\"},\"finish_reason\":\"stop\"}]}")));
    }

    static Answer answer(int status, String model, Body body) {
        return new Answer(status, Headers.NONE, body, origin(model, status < 400 ? Attempt.Result.OK : Attempt.Result.CLIENT_ERROR), () -> Usage.of(3, 0, 7, 0));
    }

    static Origin origin(String model, Attempt.Result result) {
        return new Origin(List.of(new Attempt(new Target(model, "only", "p", "x"), result, Duration.ZERO)));
    }

    static Bill bill(Outcome.Ending ending, Reply reply) {
        int status = reply instanceof Answer answer ? answer.status() : 500;
        Outcome outcome = new Outcome(ending, Optional.of(reply), status, Usage.of(3, 0, 7, 0), Optional.empty(), Duration.ofMillis(5));
        return new Bill(outcome, reply.origin(), Usage.of(3, 0, 7, 0), true, new Usd(10), Usd.ZERO);
    }

    static void complete(CompletableFuture<Bill> bill, Reply reply) {
        bill.complete(bill(Outcome.Ending.COMPLETED, reply));
    }
}
