package dev.portcullis.admin;

import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.CanaryEvents;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.routing.TwoTargets;
import dev.portcullis.routing.WeightOverrides;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Moves a model with two targets from one to the other, in the words in which prompts are moved. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "weights")
public final class ModelReleaseResource {

    private static final int ALL = 100;
    private static final String PROMOTE = "weights.promote";
    private static final String ROLLBACK = "weights.rollback";

    private final RouteTable routes;
    private final WeightOverrides overrides;
    private final Canaries canaries;
    private final Transactions transactions;
    private final InstantSource clock;

    ModelReleaseResource(RouteTable routes, WeightOverrides overrides, Canaries canaries, Transactions transactions, InstantSource clock) {
        this.routes = routes;
        this.overrides = overrides;
        this.canaries = canaries;
        this.transactions = transactions;
        this.clock = clock;
    }

    @POST
    @Path("/{model:.+}/switch")
    @Operation(summary = "Give green a share", description =
            "Of a model with two targets: green by its name, else the second. In force on every replica within a second.")
    public Uni<ModelWeightsResource.ModelWeights> share(@PathParam("model") String model, ReleaseMove.WantedShare wanted, @Context RoutingContext context) {
        TwoTargets two = two(routes, model);
        int percentage = ReleaseMove.percentage(wanted);
        String reason = ReleaseMove.reason(wanted.reason());
        return move("weights.switch", model, reason, () -> overrides.change(model, was -> weights(two, percentage)), context);
    }

    @POST
    @Path("/{model:.+}/promote")
    @Operation(summary = "Give green all of the traffic")
    public Uni<ModelWeightsResource.ModelWeights> promote(@PathParam("model") String model, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        TwoTargets two = two(routes, model);
        return move(PROMOTE, model, ReleaseMove.reason(wanted), () -> overrides.change(model, was -> {
            if (was.getOrDefault(two.blue(), 0) == 0) {
                throw Problem.of(409, "nothing_to_promote", "green",
                        "The target '" + two.green() + "' of the model '" + model + "' has all of the traffic already.");
            }
            return weights(two, ALL);
        }), context);
    }

    @POST
    @Path("/{model:.+}/rollback")
    @Operation(summary = "Back to the weights before the last change", description =
            "Once: what was rolled back from is forgotten. While a canary runs: to those before it, which ends it.")
    public Uni<ModelWeightsResource.ModelWeights> rollback(@PathParam("model") String model, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        two(routes, model);
        return move(ROLLBACK, model, ReleaseMove.neededReason(wanted), () -> overrides.rollBack(model).map(change -> change.orElseThrow(
                () -> Problem.of(409, ReleaseMove.NOTHING_TO_ROLL_BACK, "model", "No weights of the model '" + model
                        + "' are known from before the last change that fit its targets. 'switch' sets a share."))), context);
    }

    /** Once more where somebody has looked at the model's canary in between. */
    private Uni<ModelWeightsResource.ModelWeights> move(String action, String model, String reason, Supplier<Uni<WeightOverrides.Change>> change,
            RoutingContext context) {
        Admin admin = Admin.of(context);
        String why = "by " + admin.who() + (reason == null ? "" : ": " + reason);
        return Canaries.inTurn(() -> transactions.run(() -> change.get().call(made -> wrote(admin, action, model, made, reason))
                        .flatMap(made -> ended(action, Subject.model(model), why))))
                .invoke(ended -> ended.ifPresent(canary -> CanaryEvents.say(canary, action.equals(PROMOTE) ? "promoted" : "rolled_back",
                        action.equals(PROMOTE) ? ALL : 0, why)))
                .call(overrides::refreshed).map(done -> ModelWeightsResource.shown(routes, model));
    }

    /** As of a prompt's canary: with what anybody would do to end it. */
    private Uni<Optional<Canary>> ended(String action, Subject model, String why) {
        return switch (action) {
            case PROMOTE -> canaries.moved(model, true, why);
            case ROLLBACK -> canaries.moved(model, false, why);
            default -> canaries.refuseWhileOpen(model).replaceWith(Optional.empty());
        };
    }

    private Uni<Void> wrote(Admin admin, String action, String model, WeightOverrides.Change made, String reason) {
        return admin.wrote(clock.instant(), action, model, ModelWeightsResource.json(made.was()), ModelWeightsResource.json(made.becomes()), reason);
    }

    static TwoTargets two(RouteTable routes, String model) {
        ModelWeightsResource.known(routes, model);
        return routes.two(model).orElseThrow(() -> Problem.of(409, "not_two_targets", "model", "The model '" + model
                + "' has not two targets, of which one could be green. Set its weights."));
    }

    private static Map<String, Integer> weights(TwoTargets two, int green) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put(two.blue(), ALL - green);
        weights.put(two.green(), green);
        return weights;
    }
}
