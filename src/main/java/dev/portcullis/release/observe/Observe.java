package dev.portcullis.release.observe;

import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Stage;
import dev.portcullis.pipeline.release.Assignment;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Notes what a call comes to that is on a side of a release which is judged, once its bill is made out; other calls pass as if this were
 * not there. The database may be away.
 */
public final class Observe implements Stage<Call, Call> {

    private final Predicate<String> judged;
    private final Observations observations;

    /** @param judged whether there is somebody who judges the release of this name */
    public Observe(Predicate<String> judged, Observations observations) {
        this.judged = judged;
        this.observations = observations;
    }

    @Override
    public Uni<Reply> handle(Call call, Responder<Call> next) {
        Optional<Assignment> assignment = call.prompt().assignment().filter(side -> judged.test(side.release()));
        if (assignment.isPresent()) {
            call.bill().thenAccept(bill -> observations.add(assignment.get(), Observation.of(bill, call.payload().model())));
        }
        return next.respond(call);
    }
}
