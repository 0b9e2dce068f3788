package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.Subject;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.routing.TwoTargets;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A model's green target that gets a few callers, more while its numbers hold, and none by itself when they do not. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "canaries")
public final class ModelCanaryResource {

    private static final String EXAMPLE = "{\"start\":5,\"step\":\"double\",\"interval\":\"60s\",\"min_requests\":50,"
            + "\"criteria\":{\"error_rate\":0.01,\"response_time\":5.0}}";

    private final OperatedCanaries canaries;
    private final RouteTable routes;

    ModelCanaryResource(OperatedCanaries canaries, RouteTable routes) {
        this.canaries = canaries;
        this.routes = routes;
    }

    @POST
    @Path("/{model:.+}/canary")
    @ResponseStatus(201)
    @Operation(summary = "Start a canary", description = "Of a model with two targets, of which green (so by its name, else the second) has no traffic; one at a "
            + "time. 'step' is 'double', up to one half of all callers, or a list of percentages; behind the last one come all. The answer says how long "
            + "it needs at today's traffic.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = EXAMPLE)))
    @APIResponseSchema(value = ShownCanary.class, responseCode = "201", responseDescription = "It runs")
    public Uni<ShownCanary> start(@PathParam("model") String model, JsonNode body, @Context RoutingContext context) {
        Admin admin = Admin.of(context);
        TwoTargets two = ModelReleaseResource.two(routes, model);
        return wanted(model, body).flatMap(wanted -> canaries.start(Subject.model(model), two.green(), wanted, () -> Uni.createFrom().voidItem(), admin));
    }

    @POST
    @Path("/{model:.+}/canary/forecast")
    @Operation(summary = "How long a canary would need", description = "The same body as to start one. Nothing is changed.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = EXAMPLE)))
    public Uni<ShownForecast> forecast(@PathParam("model") String model, JsonNode body) {
        ModelReleaseResource.two(routes, model);
        return wanted(model, body).map(OperatedCanaries.Wanted::forecast);
    }

    @GET
    @Path("/{model:.+}/canary")
    @Operation(summary = "The canary", description = "The one that began last: where it is, what both sides have told, with intervals, and what "
            + "was decided last and why.")
    public Uni<ShownCanary> get(@PathParam("model") String model) {
        return canaries.get(named(model));
    }

    @DELETE
    @Path("/{model:.+}/canary")
    @Operation(summary = "Stop it", description = "All callers get what they had before. Why may be said: {\"reason\":\"…\"}.")
    public Uni<ShownCanary> stop(@PathParam("model") String model, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return canaries.stop(named(model), wanted, Admin.of(context));
    }

    @POST
    @Path("/{model:.+}/canary/resume")
    @Operation(summary = "Let one that is paused go on", description = "At the same share, with all the time again.")
    public Uni<ShownCanary> resume(@PathParam("model") String model, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return canaries.resume(named(model), wanted, Admin.of(context));
    }

    private Uni<OperatedCanaries.Wanted> wanted(String model, JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.malformed("Expected a JSON object with what is not to be as usual: " + EXAMPLE);
        }
        return canaries.wanted(Subject.model(model), (ObjectNode) body);
    }

    /** One that was taken out of the configuration may still have had a canary. PostgreSQL's texts have no zeros. */
    private Subject named(String model) {
        if (model.indexOf('\0') >= 0) {
            ModelWeightsResource.known(routes, model);
        }
        return Subject.model(model);
    }
}
