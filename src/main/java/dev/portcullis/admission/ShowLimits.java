package dev.portcullis.admission;

import dev.portcullis.pipeline.KnownCaller;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Tells callers where they stand where nobody else has: with a body that could not be read, with a list of models. Takes nothing
 * and asks no Redis: it says what this process knows.
 */
@Singleton
public final class ShowLimits implements Stage<KnownCaller, KnownCaller> {

    private final Limits limits;

    public ShowLimits(Limits limits) {
        this.limits = limits;
    }

    @Override
    public Uni<Reply> handle(KnownCaller caller, Responder<KnownCaller> next) {
        return next.respond(caller).map(reply -> Standing.isToldBy(reply.headers()) ? reply
                : limits.of(caller.tenant()).map(accounts -> reply.with(limits.standing(accounts, caller.keyId()).headers())).orElse(reply));
    }
}
