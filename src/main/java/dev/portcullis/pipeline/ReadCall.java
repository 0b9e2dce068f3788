package dev.portcullis.pipeline;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/** Reads the body and finds the fields the gateway acts on. A body that cannot be read is refused in the words of its fault. */
@Singleton
public final class ReadCall implements Stage<KnownCaller, Call> {

    /** Bytes that are read on the event loop, in well under a millisecond; a larger body is read by a worker. */
    private static final int READ_AT_ONCE = 256 * 1024;

    @Override
    public Uni<Reply> handle(KnownCaller caller, Responder<Call> next) {
        Inbound inbound = caller.inbound();
        return inbound.body()
                .chain(bytes -> read(bytes, inbound.endpoint()))
                .chain(payload -> next.respond(new Call(inbound.id(), caller.tenant(), caller.keyId(), inbound.endpoint(),
                        inbound.headers(), payload, inbound.over(), new CompletableFuture<>())))
                .onFailure(Refused.class).recoverWithItem(refused -> ((Refused) refused).refusal());
    }

    private static Uni<Payload> read(Buffer bytes, Endpoint endpoint) {
        Context eventLoop = Vertx.currentContext();
        return bytes.length() <= READ_AT_ONCE || eventLoop == null
                ? Uni.createFrom().item(() -> Payload.read(bytes, endpoint))
                : Uni.createFrom().completionStage(() -> eventLoop.executeBlocking(() -> Payload.read(bytes, endpoint), false).toCompletionStage());
    }
}
