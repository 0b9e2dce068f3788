package dev.portcullis.admission;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import io.smallrye.mutiny.Uni;
import java.util.function.Predicate;

/** Keeps a tenant to its models. Depends on nothing that can be down. */
public final class Admit implements Stage<Call, Call> {

    private final Predicate<String> exists;

    /** @param exists whether a model is served here: one that is not has no permission to lack, and is refused as unknown later */
    public Admit(Predicate<String> exists) {
        this.exists = exists;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        String model = call.payload().model();
        if (!call.tenant().mayUse().test(model) && exists.test(model)) {
            return Uni.createFrom().item(new Refusal.ModelNotAllowed(model));
        }
        return next.respond(call);
    }
}
