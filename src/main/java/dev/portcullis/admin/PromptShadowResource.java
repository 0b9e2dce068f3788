package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PublishedVersion;
import dev.portcullis.prompt.version.Selector;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Plan;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A version or a model that is tried on a share of a prompt's calls without their callers getting anything of it. */
@Path("/v1/prompts/{id}/shadow")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "shadows", description = "Candidates that are asked what callers ask, behind their backs and below a cap, and compared.")
public final class PromptShadowResource {

    private final Shadows shadows;
    private final ShownPrompts prompts;

    PromptShadowResource(Shadows shadows, ShownPrompts prompts) {
        this.shadows = shadows;
        this.prompts = prompts;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Start a shadow", description = "Of an exact 'version' that is not blue, of another 'model', or of both; one at a time. "
            + "'share' is the percentage of callers whose calls are mirrored, 'cap' what all of it may cost, in US dollars.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = Shadows.EXAMPLE)))
    @APIResponseSchema(value = ShownShadow.class, responseCode = "201", responseDescription = "It runs")
    public Uni<ShownShadow> start(@PathParam("id") String id, JsonNode body, @Context RoutingContext context) {
        Admin admin = Admin.of(context);
        Shadows.Wanted wanted = shadows.read(body);
        return prompts.refreshed().flatMap(fresh -> {
            Prompt prompt = prompts.prompt(id);
            Deployment deployed = prompt.deployment().orElseThrow(
                    () -> Problem.unknown("prompt_not_found", "id", "Nothing of the prompt '" + id + "' has been published yet."));
            check(prompt, deployed, wanted.plan());
            return shadows.start(Subject.prompt(id), deployed.blue().toString(), wanted, admin);
        });
    }

    private void check(Prompt prompt, Deployment deployed, Plan plan) {
        if (plan.version().isEmpty() && plan.model().isEmpty()) {
            throw Problem.invalid("version", "A candidate is missing: name a 'version', a 'model', or both.");
        }
        Semver version = plan.version().map(PromptShadowResource::exact).orElse(deployed.blue());
        PublishedVersion candidate = prompt.choose(new Selector.Exact(version)).orElseThrow(
                () -> Problem.invalid("version", "The prompt '" + prompt.id() + "' has no version " + version + "."));
        Optional<String> own = PromptNames.content(candidate).model();
        shadows.affordable(plan.model().or(() -> own));
        boolean blue = version.equals(deployed.blue());
        if (blue && plan.model().isEmpty()) {
            throw Problem.of(409, "already_blue", "version", "All callers of '" + prompt.id() + "' who name no version get " + version + " already.");
        }
        if (blue && plan.model().equals(own)) {
            throw Problem.of(409, "already_blue", "model", "The version that all callers of '" + prompt.id() + "' get is of this model already.");
        }
    }

    private static Semver exact(String written) {
        return Semver.parse(written).orElseThrow(() -> Problem.invalid("version", "'version' is to be an exact version such as 2.1.0."));
    }

    @GET
    @Operation(summary = "The shadow", description = "The one that began last: what it has cost, and what was compared, with intervals.")
    public Uni<ShownShadow> get(@PathParam("id") String id) {
        return shadows.get(known(id));
    }

    @DELETE
    @Operation(summary = "Stop it", description = "Nothing more is mirrored on any replica within a second. Why may be said: {\"reason\":\"…\"}.")
    public Uni<ShownShadow> stop(@PathParam("id") String id, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return shadows.stop(known(id), ReleaseMove.reason(wanted), Admin.of(context));
    }

    /** PostgreSQL's texts have no zeros, so nothing can be called so. */
    private static Subject known(String id) {
        if (id.indexOf('\0') >= 0) {
            throw Problem.unknown("prompt_not_found", "id", "There is no prompt of this name.");
        }
        return Subject.prompt(id);
    }
}
