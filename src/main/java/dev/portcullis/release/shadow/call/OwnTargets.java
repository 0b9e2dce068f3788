package dev.portcullis.release.shadow.call;

import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.pipeline.Route;
import dev.portcullis.pipeline.RoutedCall;
import dev.portcullis.pipeline.Stage;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Leaves a candidate its own targets, one attempt and no fallback: another model's answer would say nothing of it, and either would cost more than
 * was reserved.
 */
public final class OwnTargets implements Stage<RoutedCall, RoutedCall> {

    @Override
    public Uni<Reply> handle(RoutedCall routed, Responder<RoutedCall> next) {
        Route.Leg own = routed.route().legs().getFirst();
        return next.respond(new RoutedCall(routed.call(), new Route(List.of(new Route.Leg(own.model(), own.targets(), 0)))));
    }
}
