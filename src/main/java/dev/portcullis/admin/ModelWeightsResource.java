package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.config.TargetSettings;
import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.routing.WeightOverrides;
import dev.portcullis.routing.Weights;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How a model's calls are shared out between its targets: blue and green, and whatever lies between them. */
@Path("/v1/models/{model:.+}/weights")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "weights", description = "Moves a model's traffic between its targets at run time, on every replica.")
public final class ModelWeightsResource {

    /** @param source {@code override} if they were set here, else {@code file} */
    public record ModelWeights(String model, Map<String, Integer> weights, String source) {
    }

    private final RouteTable routes;
    private final WeightOverrides overrides;
    private final Canaries canaries;
    private final Transactions transactions;
    private final InstantSource clock;

    ModelWeightsResource(RouteTable routes, WeightOverrides overrides, Canaries canaries, Transactions transactions, InstantSource clock) {
        this.routes = routes;
        this.overrides = overrides;
        this.canaries = canaries;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The weights in force")
    public ModelWeights get(@PathParam("model") String model) {
        return shown(routes, model);
    }

    @PUT
    @Operation(summary = "Set other weights", description = "All targets are named, so that none is drained by being forgotten. "
            + "In force on every replica within a second, and after restarts.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = "{\"blue\":50,\"green\":50}")))
    public Uni<ModelWeights> set(@PathParam("model") String model, JsonNode body, @Context RoutingContext context) {
        Map<String, Integer> weights = read(body, known(routes, model).byTarget());
        Admin admin = Admin.of(context);
        return transactions.run(() -> overrides.change(model, was -> weights).call(made -> canaries.refuseWhileOpen(Subject.model(model)))
                .flatMap(made -> admin.wrote(clock.instant(), "weights.set", model, json(made.was()), json(weights))))
                .call(overrides::refreshed).map(set -> shown(routes, model));
    }

    @DELETE
    @Operation(summary = "Back to the weights of the file")
    public Uni<ModelWeights> reset(@PathParam("model") String model, @Context RoutingContext context) {
        known(routes, model);
        Admin admin = Admin.of(context);
        return transactions.run(() -> overrides.remove(model).call(made -> canaries.refuseWhileOpen(Subject.model(model)))
                .flatMap(made -> admin.wrote(clock.instant(), "weights.reset", model, json(made.was()), null)))
                .call(overrides::refreshed).map(gone -> shown(routes, model));
    }

    static Weights known(RouteTable routes, String model) {
        return routes.weights(model).orElseThrow(() -> Problem.unknown("model_not_found", "model", "The model '" + model
                + "' is not in the configuration. Known here: " + String.join(", ", routes.models()) + "."));
    }

    static ModelWeights shown(RouteTable routes, String model) {
        Weights weights = known(routes, model);
        return new ModelWeights(model, weights.byTarget(), weights.overridden() ? "override" : "file");
    }

    /** @param targets those of the model, all of which must be there */
    static Map<String, Integer> read(JsonNode body, Map<String, Integer> targets) {
        if (body == null || !body.isObject()) {
            throw Problem.malformed("Expected a JSON object: a weight for each of " + String.join(", ", targets.keySet()) + ".");
        }
        body.fieldNames().forEachRemaining(name -> {
            if (!targets.containsKey(name)) {
                throw Problem.invalid(name, "'" + name + "' is not a target of this model. Its targets: " + String.join(", ", targets.keySet()) + ".");
            }
        });
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String target : targets.keySet()) {
            JsonNode weight = body.get(target);
            if (weight == null) {
                throw Problem.invalid(target, "The target '" + target + "' is not named. Name all of " + String.join(", ", targets.keySet())
                        + "; 0 takes a target's traffic away.");
            }
            if (!weight.isIntegralNumber() || !weight.canConvertToInt() || weight.intValue() < 0 || weight.intValue() > TargetSettings.MOST_WEIGHT) {
                throw Problem.invalid(target, "Invalid value for '" + target + "': a whole number from 0 to " + TargetSettings.MOST_WEIGHT + " is expected.");
            }
            weights.put(target, weight.intValue());
        }
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            throw Problem.invalid(targets.keySet().iterator().next(), "Every weight is 0; at least one must be above 0.");
        }
        return weights;
    }

    static ObjectNode json(Map<String, Integer> weights) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        weights.forEach(json::put);
        return json;
    }
}
