package dev.portcullis.pipeline;

import dev.portcullis.pipeline.release.Assignment;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Reads the body and finds the fields the gateway acts on. A body that cannot be read is refused in the words of its fault. */
@Singleton
public final class ReadCall implements Stage<KnownCaller, Call> {

    /** Bytes that are read on the event loop: 0.7 ms where they are nothing but small values. A larger body is read by a worker. */
    private static final int READ_AT_ONCE = 128 * 1024;
    /** Bytes of a call whose prompt is rendered on the event loop: a list of single letters in as many makes some thousand rounds of a loop. */
    private static final int RENDER_AT_ONCE = 16 * 1024;
    private static final String EXPERIMENT = "x-portcullis-experiment";

    private record Read(Payload payload, PromptUse prompt) {
    }

    private final Prompts prompts;
    private final LongWork rendering;

    /** @param rendering of prompts that take long */
    public ReadCall(Prompts prompts, LongWork rendering) {
        this.prompts = prompts;
        this.rendering = rendering;
    }

    @Override
    public Uni<Reply> handle(KnownCaller caller, Responder<Call> next) {
        Inbound inbound = caller.inbound();
        return inbound.body()
                .chain(bytes -> readWhereItFits(bytes, caller))
                .chain(read -> {
                    Uni<Reply> reply = next.respond(new Call(inbound.id(), caller.tenant(), caller.keyId(), inbound.endpoint(),
                            inbound.headers(), read.payload, read.prompt, "", inbound.over(), new CompletableFuture<>()));
                    return read.prompt.isNone() ? reply : reply.map(come -> come.with(said(read.prompt)));
                })
                .onFailure(Refused.class).recoverWithItem(refused -> ((Refused) refused).refusal());
    }

    private static Headers said(PromptUse prompt) {
        Headers version = Headers.of(PromptUse.HEADER, prompt.address());
        return prompt.assignment().flatMap(Assignment::experiment).map(variant -> version.with(EXPERIMENT, variant)).orElse(version);
    }

    private Uni<Read> readWhereItFits(Buffer bytes, KnownCaller caller) {
        Endpoint endpoint = caller.inbound().endpoint();
        return where(bytes.length() <= READ_AT_ONCE, () -> Payload.read(bytes, endpoint)).chain(payload -> payload.namesPrompt()
                ? prompted(bytes, new Prompts.Asker(caller.tenant(), sticky(caller, payload)), endpoint) : Uni.createFrom().item(new Read(payload, PromptUse.NONE)));
    }

    /**
     * A version that nobody has asked for lately has to be compiled first, and a few bytes can be loops of a hundred thousand rounds: no
     * other call shall wait for that. So the event loop begins, and gives up after a millisecond; a worker compiles and begins, and gives up
     * after some more, so that large documents need not wait for what is long; that is done by few, for whom few may wait.
     */
    private Uni<Read> prompted(Buffer bytes, Prompts.Asker asker, Endpoint endpoint) {
        Optional<Prompts.Prompted> ready = bytes.length() <= RENDER_AT_ONCE ? prompts.expandIfReady(bytes, asker) : Optional.empty();
        if (ready.isPresent()) {
            return Uni.createFrom().item(read(ready.get(), endpoint));
        }
        return where(false, () -> prompts.expandIfBrief(bytes, asker).map(done -> read(done, endpoint)))
                .chain(brief -> brief.map(done -> Uni.createFrom().item(done))
                        .orElseGet(() -> rendering.run(asker.tenant(), () -> read(prompts.expand(bytes, asker), endpoint))));
    }

    private static Read read(Prompts.Prompted prompted, Endpoint endpoint) {
        try {
            return new Read(Payload.read(prompted.body(), endpoint), prompted.use());
        } catch (Refused refused) {
            throw new Refused(refused.refusal().with(said(prompted.use())));
        }
    }

    /** Where there is no event loop, here. */
    private static <T> Uni<T> where(boolean atOnce, Supplier<T> work) {
        Context eventLoop = Vertx.currentContext();
        return atOnce || eventLoop == null ? Uni.createFrom().item(work)
                : Uni.createFrom().completionStage(() -> eventLoop.executeBlocking(work::get, false).toCompletionStage());
    }

    private static String sticky(KnownCaller caller, Payload payload) {
        return StickyKey.of(caller.inbound().headers(), payload, caller.keyId(), caller.inbound().id());
    }
}
