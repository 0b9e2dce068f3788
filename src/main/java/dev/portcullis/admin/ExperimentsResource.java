package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.release.experiment.Experiment;
import dev.portcullis.release.experiment.Figures;
import dev.portcullis.release.experiment.Plan;
import dev.portcullis.release.experiment.PlanJson;
import dev.portcullis.release.experiment.run.ExperimentEvents;
import dev.portcullis.release.experiment.run.ExperimentRefused;
import dev.portcullis.release.experiment.run.ExperimentStore;
import dev.portcullis.release.experiment.run.Given;
import dev.portcullis.release.experiment.run.RunningExperiments;
import dev.portcullis.release.observe.WriteObservations;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Experiments: which of some variants of a prompt is better. */
@Path("/v1/experiments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "experiments")
public final class ExperimentsResource {

    /**
     * @param winner one of the variants; may be left out
     * @param reason for the decision and the audit
     */
    public record WantedStop(String winner, String reason) {
    }

    private static final int MOST_DIGITS = 18;
    private static final String EXAMPLE = """
            {"name":"warmth","prompt":"greet","variants":[{"name":"plain","weight":1},{"name":"warm","weight":1,"version":"1.1.0","settings":{"temperature":0.7}}],
             "outcome":{"source":"api","direction":"higher"},"stop":{"max_duration":"14d","significant":true}}""";

    private final ExperimentStore store;
    private final RunningExperiments running;
    private final WriteObservations observations;
    private final PromptStore prompts;
    private final RouteTable routes;
    private final Transactions transactions;
    private final InstantSource clock;
    private final ShownPrompts shown;

    ExperimentsResource(ExperimentStore store, RunningExperiments running, WriteObservations observations, PromptStore prompts, RouteTable routes,
            Transactions transactions, InstantSource clock, ShownPrompts shown) {
        this.store = store;
        this.running = running;
        this.observations = observations;
        this.prompts = prompts;
        this.routes = routes;
        this.transactions = transactions;
        this.clock = clock;
        this.shown = shown;
    }

    @GET
    @Operation(summary = "All experiments", description = "The newest first, without figures. 'next', where there are more, is the next question's 'before'.")
    @APIResponseSchema(value = Map.class, responseCode = "200")
    public Uni<ObjectNode> list(@QueryParam("limit") String limit, @QueryParam("before") String before) {
        int most = Limits.read(limit);
        return transactions.run(() -> store.list(before(before), most)).map(found -> {
            ObjectNode page = JsonNodeFactory.instance.objectNode();
            ArrayNode data = page.putArray("data");
            found.forEach(experiment -> data.add(ShownExperiment.listed(experiment)));
            return found.size() < most ? page : page.put("next", Long.toString(found.getLast().run()));
        });
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Begin an experiment", description = "In force on every replica within a second, and after restarts.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Map.class, examples = EXAMPLE)))
    @APIResponseSchema(value = Map.class, responseCode = "201", responseDescription = "It runs")
    public Uni<ObjectNode> create(JsonNode body, @Context RoutingContext context) {
        Plan plan = ExperimentPlan.read(body, routes.models());
        shown.mayChange(plan.prompt());
        Admin admin = Admin.of(context);
        return transactions.run(() -> prompts.versions(plan.prompt()).invoke(versions -> ExperimentPlan.compare(body, plan, versions))
                .flatMap(versions -> store.create(plan, admin.who()))
                .call(made -> admin.wrote(clock.instant(), "experiment.create", plan.name(), null, PlanJson.of(plan))))
                .invoke(ExperimentEvents::created).call(running::refreshed).map(ShownExperiment::listed);
    }

    @GET
    @Path("/{experiment}")
    @Operation(summary = "What an experiment says now", description = "Of one that has stopped, what it said when that was decided.")
    @APIResponseSchema(value = Map.class, responseCode = "200")
    public Uni<ObjectNode> get(@PathParam("experiment") String name) {
        return transactions.run(() -> store.find(name).flatMap(this::shown));
    }

    private Uni<ObjectNode> shown(Experiment experiment) {
        return experiment.isRunning() ? store.judge(experiment).map(judgement -> ShownExperiment.running(experiment, Figures.of(experiment.plan(), judgement)))
                : Uni.createFrom().item(ShownExperiment.stopped(experiment));
    }

    @POST
    @Path("/{experiment}/outcomes")
    @ResponseStatus(202)
    @RequestBody(content = @Content(schema = @Schema(examples = "{\"user\":\"ann\",\"outcome\":1.0}")))
    @APIResponseSchema(value = Map.class, responseCode = "202", responseDescription = "All of it is kept")
    @Operation(summary = "Say what users came to", description = "An object with 'user' and 'outcome', or a list of up to 1,000: all of it is kept, or nothing.")
    public Uni<ObjectNode> outcomes(@PathParam("experiment") String name, JsonNode body) {
        List<Given> given = OutcomeBody.read(body);
        return transactions.run(() -> store.keep(name, given)).onFailure(ExperimentsResource::isNeverAssigned).recoverWithUni(perhaps ->
                // Perhaps the call has just been made here, and is not written down.
                written().chain(() -> transactions.run(() -> store.keep(name, given))))
                .onFailure(ExperimentsResource::isNeverAssigned).transform(refused -> OutcomeBody.neverAssigned(body, (ExperimentRefused) refused))
                .map(kept -> JsonNodeFactory.instance.objectNode().put("accepted", given.size()));
    }

    @POST
    @Path("/{experiment}/stop")
    @Operation(summary = "End an experiment", description = "For good: the decision is kept with the figures of this moment. All callers get what is deployed.")
    @APIResponseSchema(value = Map.class, responseCode = "200")
    public Uni<ObjectNode> stop(@PathParam("experiment") String name, WantedStop wanted, @Context RoutingContext context) {
        Admin admin = Admin.of(context);
        String reason = ReleaseMove.neededReason(wanted == null ? null : new ReleaseMove.WantedReason(wanted.reason));
        Optional<String> winner = Optional.ofNullable(wanted.winner);
        return written().chain(() -> transactions.run(() -> store.stop(name, admin.who(), reason, winner)
                .call(ended -> admin.wrote(clock.instant(), "experiment.stop", name, null, ended.stopped().orElseThrow().decision(), reason))))
                .invoke(ExperimentEvents::stopped).call(running::refreshed).map(ShownExperiment::stopped);
    }

    private Uni<Void> written() {
        return Uni.createFrom().completionStage(() -> observations.now().toCompletionStage()).replaceWithVoid();
    }

    private static boolean isNeverAssigned(Throwable failure) {
        return failure instanceof ExperimentRefused refused && refused.why() == ExperimentRefused.Why.NEVER_ASSIGNED;
    }

    private static long before(String given) {
        if (given == null) {
            return Long.MAX_VALUE;
        }
        if (given.isEmpty() || given.length() > MOST_DIGITS || !given.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
            throw Problem.invalid("before", "Invalid value for 'before': 'next' of the answer before is expected.");
        }
        return Long.parseLong(given);
    }
}
