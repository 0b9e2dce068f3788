package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.release.Subject;
import dev.portcullis.routing.RouteTable;
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

/** A model that is tried on a share of another one's calls without their callers getting anything of it. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "shadows")
public final class ModelShadowResource {

    private static final String EXAMPLE = "{\"model\":\"claude-sonnet\",\"share\":5,\"cap\":20,\"reason\":\"before we move\"}";

    private final Shadows shadows;
    private final RouteTable routes;

    ModelShadowResource(Shadows shadows, RouteTable routes) {
        this.shadows = shadows;
        this.routes = routes;
    }

    @POST
    @Path("/{model:.+}/shadow")
    @ResponseStatus(201)
    @Operation(summary = "Start a shadow", description = "Another 'model' is asked what callers of this one ask; one at a time. 'share' is the "
            + "percentage of callers whose calls are mirrored, 'cap' what all of it may cost, in US dollars.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = EXAMPLE)))
    @APIResponseSchema(value = ShownShadow.class, responseCode = "201", responseDescription = "It runs")
    public Uni<ShownShadow> start(@PathParam("model") String model, JsonNode body, @Context RoutingContext context) {
        Admin admin = Admin.of(context);
        ModelWeightsResource.known(routes, model);
        Shadows.Wanted wanted = shadows.read(body);
        if (wanted.plan().version().isPresent()) {
            throw Problem.invalid("version", "A model has no versions; it is prompts that have.");
        }
        String candidate = wanted.plan().model().orElseThrow(() -> Problem.invalid("model", "A candidate is missing: name a 'model'."));
        shadows.affordable(wanted.plan().model());
        if (candidate.equals(model)) {
            throw Problem.of(409, "same_model", "model", "A model cannot be compared with itself; its targets can, by their weights.");
        }
        return shadows.start(Subject.model(model), model, wanted, admin);
    }

    @GET
    @Path("/{model:.+}/shadow")
    @Operation(summary = "The shadow", description = "The one that began last: what it has cost, and what was compared, with intervals.")
    public Uni<ShownShadow> get(@PathParam("model") String model) {
        return shadows.get(named(model));
    }

    @DELETE
    @Path("/{model:.+}/shadow")
    @Operation(summary = "Stop it", description = "Nothing more is mirrored on any replica within a second. Why may be said: {\"reason\":\"…\"}.")
    public Uni<ShownShadow> stop(@PathParam("model") String model, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return shadows.stop(named(model), ReleaseMove.reason(wanted), Admin.of(context));
    }

    /** One that was taken out of the configuration may still have had a shadow. PostgreSQL's texts have no zeros. */
    private Subject named(String model) {
        if (model.indexOf('\0') >= 0) {
            ModelWeightsResource.known(routes, model);
        }
        return Subject.model(model);
    }
}
