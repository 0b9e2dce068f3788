package dev.portcullis.guard;

import dev.portcullis.guard.pii.Restoration;
import dev.portcullis.config.guard.Direction;
import dev.portcullis.guard.stream.GuardedStream;
import dev.portcullis.guard.wire.BodyTexts;
import dev.portcullis.guard.wire.Rewrite;
import dev.portcullis.guard.wire.TextPart;
import dev.portcullis.guard.wire.TextPart.Source;
import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at all that a model would read: refuses, rewrites, and puts back into the answer what it took out, for this caller alone.
 * What it saw in a text it remembers, see {@link KnownTexts}. Depends on nothing that can be down.
 */
public final class GuardPrompt implements Stage<Call, Call> {

    private record Looked(Found found, Restoration restoration, Payload payload, boolean tooMuch, boolean malformed, boolean unread) {
    }

    private final Guards guards;
    private final TextWorker worker;
    private final GuardMeters meters;
    private final KnownTexts known;

    public GuardPrompt(Guards guards, TextWorker worker, GuardMeters meters, SecureRandom random) {
        this.guards = guards;
        this.worker = worker;
        this.meters = meters;
        this.known = new KnownTexts(meters, random);
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        Policy policy = guards.of(call.tenant().name(), call.prompt()).orElse(null);
        if (policy == null) {
            return next.respond(call);
        }
        return worker.run(call.payload().bytes().length(), () -> look(call, policy)).chain(looked -> {
            if (looked.tooMuch) {
                return Uni.createFrom().item(new Refusal.TooMuchText(BodyTexts.MOST_CHARACTERS));
            }
            if (looked.malformed) {
                return Uni.createFrom().item(new Refusal.InvalidJson("a text that this tenant's guard has to read is not in UTF-8"));
            }
            if (looked.unread) {
                return Uni.createFrom().item(new Refusal.InvalidValue(call.endpoint().input(),
                        "a text is expected: this gateway's guard cannot read tokens"));
            }
            Headers found = looked.found.headers();
            if (looked.found.stop().isPresent()) {
                Found.Stop stop = looked.found.stop().get();
                return Uni.createFrom().item(new Refusal.Blocked(stop.what(), stop.rules()).with(found));
            }
            Uni<Reply> reply = next.respond(call.guarded(policy.fingerprint(), looked.payload));
            return looked.found.isNothing() ? reply
                    : reply.chain(come -> restored(come, looked.restoration, call.payload().asksForJson())).map(come -> told(come, found));
        });
    }

    /** What was found in the answer is told together with what was in the request. */
    private static Reply told(Reply reply, Headers inRequest) {
        String request = inRequest.first(Found.HEADER).orElse("");
        if (reply instanceof Answer answer) {
            String head = together(request, answer.headers().first(Found.HEADER).orElse(""));
            return answer.as(answer.headers().without(Found.HEADER).with(Found.HEADER, head), answer.body(), () -> together(head, answer.found().get()));
        }
        String both = together(request, reply.headers().first(Found.HEADER).orElse(""));
        return both.equals(request) ? reply.with(inRequest) : reply.with(Headers.of(Found.HEADER, both));
    }

    private static String together(String request, String answer) {
        return answer.isEmpty() ? request : new Found().and(request).and(answer).toString();
    }

    private Looked look(Call call, Policy policy) {
        long begin = System.nanoTime();
        Buffer body = call.payload().bytes();
        BodyTexts texts = BodyTexts.ofRequest(call.endpoint(), body);
        Found found = new Found();
        Restoration restoration = new Restoration(texts.texts());
        List<Rewrite.Edit> edits = new ArrayList<>();
        if (!texts.isTooMuch() && !texts.isMalformed()) {
            call.prompt().untrusted().forEach(value -> policy.untrusted(value, found));
            Function<TextPart, Policy.Sight> sights = part -> known.sight(call.tenant().name(), policy, part);
            List<TextPart> parts = texts.parts();
            if (!texts.parted().isEmpty()) {
                PartedText parted = new PartedText(policy, sights);
                parts = together(texts, parted, found);
                sights = parted::sight;
            }
            for (int i = 0; i < parts.size(); i++) {
                String text = policy.act(sights.apply(parts.get(i)), parts.get(i), found, restoration);
                if (!text.equals(texts.parts().get(i).text())) {
                    edits.add(new Rewrite.Edit(parts.get(i), text));
                }
            }
        }
        meters.looked(Direction.REQUEST, found, System.nanoTime() - begin);
        Payload payload = edits.isEmpty() || found.stop().isPresent() ? call.payload()
                : call.payload().with(Rewrite.apply(body, texts, edits), call.endpoint());
        return new Looked(found, restoration, payload, texts.isTooMuch(), texts.isMalformed(), texts.hasTokens() && policy.keepsRequests());
    }

    /** Looks at the texts that are given in parts. @return all parts, as they are to be looked at one by one */
    private static List<TextPart> together(BodyTexts texts, PartedText parted, Found found) {
        List<TextPart> parts = new ArrayList<>(texts.parts());
        for (List<Integer> places : texts.parted()) {
            List<TextPart> mended = parted.mended(places.stream().map(parts::get).toList());
            for (int i = 0; i < mended.size(); i++) {
                parts.set(places.get(i), mended.get(i));
            }
            parted.tell(mended, found);
        }
        return parts;
    }

    /** @param json whether the answer was to be JSON */
    private Uni<Reply> restored(Reply reply, Restoration restoration, boolean json) {
        if (restoration.isEmpty() || !(reply instanceof Answer answer)) {
            return Uni.createFrom().item(reply);
        }
        return switch (answer.body()) {
            case Body.Whole whole -> worker.run(restoration.most(whole.bytes().length()),
                    () -> answer.as(answer.headers(), new Body.Whole(restored(whole.bytes(), restoration, json)), answer.found()));
            case Body.Stream stream -> Uni.createFrom().item(answer.as(answer.headers(), new Body.Stream(new GuardedStream(stream.chunks(),
                    GuardedStream.Rules.plain(channel -> new RestoringGate(restoration, channel.isJson(json)),
                            (bytes, work, then) -> worker.run(restoration.most(bytes), work, then)))), answer.found()));
        };
    }

    private static Buffer restored(Buffer body, Restoration restoration, boolean json) {
        if (!Restoration.mayBeIn(body.getBytes())) {
            return body;
        }
        BodyTexts texts = BodyTexts.ofAnswer(body);
        List<Rewrite.Edit> edits = new ArrayList<>();
        for (TextPart part : texts.parts()) {
            boolean within = part.source() == Source.ARGUMENTS || json && part.text().stripLeading().startsWith("{");
            String text = within ? restoration.restoreJson(part.text()) : restoration.restore(part.text());
            if (!text.equals(part.text())) {
                edits.add(new Rewrite.Edit(part, text));
            }
        }
        return Rewrite.apply(body, texts, edits);
    }
}
