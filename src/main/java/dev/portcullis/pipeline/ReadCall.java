package dev.portcullis.pipeline;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Reads the body and finds the fields the gateway acts on. A body that cannot be read is refused in the words of its fault. */
@Singleton
public final class ReadCall implements Stage<KnownCaller, Call> {

    @Override
    public Uni<Reply> handle(KnownCaller caller, Responder<Call> next) {
        Inbound inbound = caller.inbound();
        return inbound.body()
                .map(bytes -> new Call(inbound.id(), caller.tenant(), caller.keyId(), inbound.endpoint(), inbound.headers(),
                        Payload.read(bytes, inbound.endpoint()), inbound.over()))
                .chain(next::respond)
                .onFailure(Refused.class).recoverWithItem(refused -> ((Refused) refused).refusal());
    }
}
