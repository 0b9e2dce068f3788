package dev.portcullis.guard;

import dev.portcullis.guard.wire.BodyTexts;
import dev.portcullis.guard.wire.Rewrite;
import dev.portcullis.guard.wire.TextPart;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Stage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a provider answers, whole or as it comes, before anybody sees or keeps it. Depends on nothing that can be down. */
public final class GuardReply implements Stage<RoutedCall, RoutedCall> {

    private static final int FIRST_ERROR = 400;

    private final Guards guards;
    private final TextWorker worker;

    public GuardReply(Guards guards, TextWorker worker) {
        this.guards = guards;
        this.worker = worker;
    }

    @Override
    public Uni<Reply> handle(RoutedCall routed, Responder<RoutedCall> next) {
        Policy policy = routed.call().guard().isEmpty() ? null : guards.named(routed.call().guard()).orElse(null);
        Uni<Reply> reply = next.respond(routed);
        if (policy == null || !policy.looksAtReplies() || !routed.call().endpoint().generates()) {
            return reply;
        }
        return reply.chain(come -> come instanceof Answer answer && answer.status() < FIRST_ERROR ? guarded(answer, policy) : Uni.createFrom().item(come));
    }

    private Uni<Reply> guarded(Answer answer, Policy policy) {
        return switch (answer.body()) {
            case Body.Whole whole -> worker.run(whole.bytes().length(), () -> look(answer, whole.bytes(), policy));
            case Body.Stream stream -> Uni.createFrom().item(with(answer, new Body.Stream(new GuardedStream(stream.chunks(),
                    new Deltas(channel -> policy.gate())))));
        };
    }

    private static Reply look(Answer answer, Buffer body, Policy policy) {
        BodyTexts texts = BodyTexts.ofAnswer(body);
        Found found = new Found();
        List<Rewrite.Edit> edits = new ArrayList<>();
        for (TextPart part : texts.parts()) {
            String text = policy.reply(part, found);
            if (!text.equals(part.text())) {
                edits.add(new Rewrite.Edit(part, text));
            }
        }
        if (texts.isTooMuch() || texts.isMalformed()) {
            return new Refusal.UpstreamFailed(answer.origin(), "its answer could not be read by this tenant's guard");
        }
        if (found.stop().isPresent()) {
            Found.Stop stop = found.stop().get();
            return new Refusal.Blocked(stop.what(), stop.rules(), false, answer.usageSoFar().get(), answer.origin()).with(found.headers());
        }
        return with(answer, new Body.Whole(Rewrite.apply(body, texts, edits))).with(found.headers());
    }

    private static Answer with(Answer answer, Body body) {
        return new Answer(answer.status(), answer.headers(), body, answer.origin(), answer.usageSoFar(), answer.settlement());
    }
}
