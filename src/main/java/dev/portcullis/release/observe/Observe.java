package dev.portcullis.release.observe;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.ModelReleases;
import dev.portcullis.pipeline.release.ModelSide;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds whether a canary of the call's model runs and what of it the call gets, and notes what a call comes to that is on a side of a release
 * which is judged, of its prompt's, of its model's or of both, once its bill is made out; other calls pass as if this were not there. The
 * database may be away.
 */
public final class Observe implements Stage<Call, Call> {

    private final ModelReleases models;
    private final Predicate<String> judged;
    private final Observations observations;

    /** @param judged whether there is somebody who judges the release of this name */
    public Observe(ModelReleases models, Predicate<String> judged, Observations observations) {
        this.models = models;
        this.judged = judged;
        this.observations = observations;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        String model = call.payload().model();
        // Who may not use the model is refused whatever the canary is, and must not be able to speak against it.
        Call placed = models.side(model, call::stickyKey).filter(side -> call.tenant().mayUse().test(model)).map(call::on).orElse(call);
        observe(call.prompt().assignment(), call, target -> target.model().equals(model));
        observe(placed.side().flatMap(ModelSide::assignment), call, placed::isOwn);
        return next.respond(placed);
    }

    private void observe(Optional<Assignment> side, Call call, Predicate<Target> own) {
        side.filter(one -> judged.test(one.release())).ifPresent(
                one -> call.bill().thenAccept(bill -> observations.add(one, Observation.of(bill, own))));
    }
}
