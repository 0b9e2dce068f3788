package dev.portcullis.tenant;

import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.KnownCaller;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Turns strangers away before their body is read. Depends on nothing that can be down. */
@Singleton
public final class Authenticate implements Stage<Inbound, KnownCaller> {

    @Override
    public Uni<Reply> handle(Inbound inbound, Responder<KnownCaller> next) {
        return switch (inbound.caller()) {
            case Identity.Member member -> next.respond(new KnownCaller(inbound, member.tenant(), member.keyId()));
            case Identity.Rejected rejected -> Uni.createFrom().item(rejected.why());
            case Identity.Stranger stranger -> Uni.createFrom().item(new Refusal.Unauthenticated(stranger.reason()));
        };
    }
}
