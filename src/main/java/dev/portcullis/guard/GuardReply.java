package dev.portcullis.guard;

import dev.portcullis.config.guard.Direction;
import dev.portcullis.guard.stream.GuardedStream;
import dev.portcullis.guard.stream.PauseTimer;
import dev.portcullis.guard.wire.BodyTexts;
import dev.portcullis.guard.wire.Rewrite;
import dev.portcullis.guard.wire.TextPart;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Origin;
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

    private final Guards guards;
    private final TextWorker worker;
    private final PauseTimer timer;
    private final GuardMeters meters;

    public GuardReply(Guards guards, TextWorker worker, PauseTimer timer, GuardMeters meters) {
        this.guards = guards;
        this.worker = worker;
        this.timer = timer;
        this.meters = meters;
    }

    @Override
    public Uni<Reply> handle(RoutedCall routed, Responder<RoutedCall> next) {
        Policy policy = routed.call().guard().isEmpty() ? null : guards.named(routed.call().guard()).orElse(null);
        if (policy == null && !routed.call().guard().isEmpty()) {
            return Uni.createFrom().item(new Refusal.UpstreamFailed(Origin.GATEWAY, "the guard that this call has passed is no longer known"));
        }
        Uni<Reply> reply = next.respond(routed);
        if (policy == null || !policy.looksAtReplies() || !routed.call().endpoint().generates()) {
            return reply;
        }
        return reply.chain(come -> come instanceof Answer answer ? guarded(routed.call(), answer, policy) : Uni.createFrom().item(come));
    }

    private Uni<Reply> guarded(Call call, Answer answer, Policy policy) {
        return switch (answer.body()) {
            case Body.Whole whole -> worker.run(whole.bytes().length(), () -> look(call, answer, whole.bytes(), policy));
            case Body.Stream stream -> Uni.createFrom().item(passing(call, answer, stream, policy));
        };
    }

    /** What is found in it after its head is told by a comment before its end, and in the log. */
    private Answer passing(Call call, Answer answer, Body.Stream stream, Policy policy) {
        Found found = new Found();
        GuardedStream passed = new GuardedStream(stream.chunks(), new GuardedStream.Rules(channel -> policy.gate(channel.isJson(call.payload().asksForJson()), found), policy.keepsReplies(),
                found::toString, policy.pause(), timer, new GuardedStream.Watch() {

                    @Override
                    public void holds(int more) {
                        meters.holds(more);
                    }

                    @Override
                    public void over(long nanos) {
                        meters.looked(Direction.RESPONSE, found, nanos);
                    }
                }, worker::run));
        // Where several calls read one stream, nobody cancels it when the last of them leaves.
        call.over().thenRun(passed::abandon);
        return answer.as(answer.headers(), new Body.Stream(passed), found::toString);
    }

    private Reply look(Call call, Answer answer, Buffer body, Policy policy) {
        long begin = System.nanoTime();
        BodyTexts texts = BodyTexts.ofAnswer(body);
        Found found = new Found();
        List<Rewrite.Edit> edits = new ArrayList<>();
        for (TextPart part : texts.parts()) {
            String text = policy.reply(part, call.payload().asksForJson(), found);
            if (!text.equals(part.text())) {
                edits.add(new Rewrite.Edit(part, text));
            }
        }
        meters.looked(Direction.RESPONSE, found, System.nanoTime() - begin);
        if (policy.keepsReplies() && (texts.isTooMuch() || texts.isMalformed())) {
            return new Refusal.UpstreamFailed(answer.origin(), "its answer could not be read by this tenant's guard", answer.usageSoFar().get());
        }
        if (found.stop().isPresent()) {
            Found.Stop stop = found.stop().get();
            return new Refusal.Blocked(stop.what(), stop.rules(), false, answer.usageSoFar().get(), answer.origin()).with(found.headers());
        }
        return answer.as(answer.headers().and(found.headers()), new Body.Whole(Rewrite.apply(body, texts, edits)), answer.found());
    }
}
