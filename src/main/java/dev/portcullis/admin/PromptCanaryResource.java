package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.release.Subject;
import dev.portcullis.release.experiment.run.ExperimentStore;
import dev.portcullis.store.Transactions;
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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A new version of a prompt that goes out to a few callers, to more while its numbers hold, and back by itself when they do not. */
@Path("/v1/prompts/{id}/canary")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "canaries", description = "New versions of prompts, and targets of models, that grow, or go back, by themselves.")
public final class PromptCanaryResource {

    private static final String EXAMPLE = "{\"version\":\"2.1.0\",\"start\":5,\"step\":\"double\",\"interval\":\"60s\",\"min_requests\":50,"
            + "\"criteria\":{\"error_rate\":0.01,\"response_time\":5.0,\"quality_score\":0.8}}";

    /** @param version exact */
    private record Wanted(Semver version, OperatedCanaries.Wanted plan) {
    }

    private final OperatedCanaries canaries;
    private final ExperimentStore experiments;
    private final ShownPrompts prompts;
    private final PromptStore store;
    private final Transactions transactions;

    PromptCanaryResource(OperatedCanaries canaries, ExperimentStore experiments, ShownPrompts prompts, PromptStore store, Transactions transactions) {
        this.canaries = canaries;
        this.experiments = experiments;
        this.prompts = prompts;
        this.store = store;
        this.transactions = transactions;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Start a canary", description = "Of an exact version that is not blue; one at a time. 'step' is 'double', up to one "
            + "half of all callers, or a list of percentages; behind the last one come all. The answer says how long it needs at today's traffic.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = EXAMPLE)))
    @APIResponseSchema(value = ShownCanary.class, responseCode = "201", responseDescription = "It runs")
    public Uni<ShownCanary> start(@PathParam("id") String id, JsonNode body, @Context RoutingContext context) {
        Admin admin = Admin.of(context);
        prompts.mayChange(id);
        return wanted(id, body).flatMap(wanted -> canaries.start(Subject.prompt(id), wanted.version.toString(), wanted.plan,
                () -> existing(id).call(there -> experiments.refuseWhileRunning(id)), admin));
    }

    @POST
    @Path("/forecast")
    @Operation(summary = "How long a canary would need", description = "The same body as to start one. Nothing is changed.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = EXAMPLE)))
    public Uni<ShownForecast> forecast(@PathParam("id") String id, JsonNode body) {
        return wanted(id, body).flatMap(wanted -> transactions.run(() -> existing(id)).map(versions -> {
            if (!versions.contains(wanted.version)) {
                throw Problem.invalid("version", "The prompt '" + id + "' has no version " + wanted.version + ".");
            }
            return wanted.plan.forecast();
        }));
    }

    @GET
    @Operation(summary = "The canary", description = "The one that began last: where it is, what both sides have told, with intervals, and what "
            + "was decided last and why.")
    public Uni<ShownCanary> get(@PathParam("id") String id) {
        return canaries.get(known(id));
    }

    @DELETE
    @Operation(summary = "Stop it", description = "All callers get what they had before. Why may be said: {\"reason\":\"…\"}.")
    public Uni<ShownCanary> stop(@PathParam("id") String id, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return canaries.stop(known(id), wanted, Admin.of(context));
    }

    @POST
    @Path("/resume")
    @Operation(summary = "Let one that is paused go on", description = "At the same share, with all the time again.")
    public Uni<ShownCanary> resume(@PathParam("id") String id, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return canaries.resume(known(id), wanted, Admin.of(context));
    }

    private Uni<Wanted> wanted(String id, JsonNode body) {
        Subject subject = known(id);
        if (body == null || !body.isObject()) {
            throw Problem.malformed("Expected a JSON object with 'version', and what is not to be as usual: " + EXAMPLE);
        }
        ObjectNode fields = body.deepCopy();
        JsonNode version = fields.remove("version");
        Semver exact = Semver.parse(version == null || !version.isTextual() ? "" : version.textValue())
                .orElseThrow(() -> Problem.invalid("version", "'version' is to be an exact version such as 2.1.0."));
        return canaries.wanted(subject, fields).map(plan -> new Wanted(exact, plan));
    }

    private Uni<List<Semver>> existing(String id) {
        return store.versions(id).invoke(versions -> {
            if (versions.isEmpty()) {
                throw Problem.unknown("prompt_not_found", "id", "There is no prompt '" + id + "'.");
            }
        });
    }

    /** PostgreSQL's texts have no zeros, so nothing can be called so. */
    private static Subject known(String id) {
        if (id.indexOf('\0') >= 0) {
            throw Problem.unknown("prompt_not_found", "id", "There is no prompt of this name.");
        }
        return Subject.prompt(id);
    }
}
