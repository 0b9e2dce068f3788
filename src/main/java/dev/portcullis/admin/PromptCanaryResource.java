package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.CanaryEvents;
import dev.portcullis.release.canary.run.Plan;
import dev.portcullis.release.canary.run.PlanJson;
import dev.portcullis.release.canary.run.PlanReader;
import dev.portcullis.release.canary.run.PlanReading;
import dev.portcullis.release.canary.run.RunCanaries;
import dev.portcullis.release.experiment.run.ExperimentStore;
import dev.portcullis.store.Transactions;
import dev.portcullis.usage.ledger.UsageSpan;
import dev.portcullis.usage.ledger.UsageSums;
import dev.portcullis.usage.ledger.UsageSums.By;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
@Tag(name = "canaries", description = "New versions of prompts that grow, or go back, by themselves.")
public final class PromptCanaryResource {

    private static final Duration TRAFFIC = Duration.ofHours(24);
    private static final String EXAMPLE = "{\"version\":\"2.1.0\",\"start\":5,\"step\":\"double\",\"interval\":\"60s\",\"min_requests\":50,"
            + "\"criteria\":{\"error_rate\":0.01,\"response_time\":5.0,\"quality_score\":0.8}}";

    /** What is asked for, and how long it needs. */
    private record Wanted(Semver version, Plan plan, ShownForecast forecast) {
    }

    private final Canaries canaries;
    private final ExperimentStore experiments;
    private final RunCanaries running;
    private final ShownPrompts prompts;
    private final PromptStore store;
    private final UsageSums sums;
    private final Transactions transactions;
    private final InstantSource clock;

    PromptCanaryResource(Canaries canaries, ExperimentStore experiments, RunCanaries running, ShownPrompts prompts, PromptStore store, UsageSums sums,
            Transactions transactions, InstantSource clock) {
        this.canaries = canaries;
        this.experiments = experiments;
        this.running = running;
        this.prompts = prompts;
        this.store = store;
        this.sums = sums;
        this.transactions = transactions;
        this.clock = clock;
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
        return wanted(id, body).flatMap(wanted -> transactions.run(() -> existing(id).call(there -> experiments.refuseWhileRunning(id))
                .flatMap(there -> canaries.start(id, wanted.version.toString(), wanted.plan, admin.who()))
                .call(canary -> admin.wrote(clock.instant(), "canary.start", id, null, note(canary), null)))
                .invoke(canary -> CanaryEvents.say(canary, "start", canary.share(), "started by " + admin.who()))
                .call(running::refreshed).call(prompts::refreshed)
                .flatMap(canary -> shown(id, wanted.forecast)));
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
            return wanted.forecast;
        }));
    }

    @GET
    @Operation(summary = "The canary", description = "The one that began last: where it is, what both sides have told, with intervals, and what "
            + "was decided last and why.")
    public Uni<ShownCanary> get(@PathParam("id") String id) {
        known(id);
        return now(id);
    }

    private Uni<ShownCanary> now(String id) {
        return transactions.run(() -> canaries.latest(id)).flatMap(latest -> latest.map(found -> found.canary().isOver() || !found.canary().plan().isRead()
                ? Uni.createFrom().item(ShownCanary.of(found, null))
                : perHour(id).map(perHour -> ShownCanary.of(found, ShownForecast.of(found.canary().plan(), perHour))))
                .orElseThrow(() -> Problem.unknown("canary_not_found", "id", "There has been no canary of '" + id + "'.")));
    }

    @DELETE
    @Operation(summary = "Stop it", description = "All callers get what they had before. Why may be said: {\"reason\":\"…\"}.")
    public Uni<ShownCanary> stop(@PathParam("id") String id, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        known(id);
        String given = ReleaseMove.reason(wanted);
        Admin admin = Admin.of(context);
        String reason = given == null ? "stopped by " + admin.who() : given;
        return Canaries.inTurn(() -> transactions.run(() -> canaries.stop(id, reason)
                .call(canary -> admin.wrote(clock.instant(), "canary.stop", id, note(canary), null, given))))
                .invoke(canary -> CanaryEvents.say(canary, "stopped", 0, reason)).call(running::refreshed).call(prompts::refreshed)
                .flatMap(canary -> shown(id, null));
    }

    @POST
    @Path("/resume")
    @Operation(summary = "Let one that is paused go on", description = "At the same share, with all the time again.")
    public Uni<ShownCanary> resume(@PathParam("id") String id, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        known(id);
        String given = ReleaseMove.reason(wanted);
        Admin admin = Admin.of(context);
        String reason = given == null ? "resumed by " + admin.who() : given;
        return Canaries.inTurn(() -> transactions.run(() -> canaries.resume(id, reason)
                .call(canary -> admin.wrote(clock.instant(), "canary.resume", id, null, note(canary), given))))
                .invoke(canary -> CanaryEvents.say(canary, "resume", canary.share(), reason)).call(running::refreshed)
                .flatMap(canary -> now(id));
    }

    private Uni<ShownCanary> shown(String id, ShownForecast forecast) {
        return transactions.run(() -> canaries.latest(id)).map(latest -> ShownCanary.of(latest.orElseThrow(), forecast));
    }

    private Uni<Wanted> wanted(String id, JsonNode body) {
        known(id);
        if (body == null || !body.isObject()) {
            throw Problem.malformed("Expected a JSON object with 'version', and what is not to be as usual: " + EXAMPLE);
        }
        ObjectNode fields = body.deepCopy();
        JsonNode version = fields.remove("version");
        Semver exact = Semver.parse(version == null || !version.isTextual() ? "" : version.textValue())
                .orElseThrow(() -> Problem.invalid("version", "'version' is to be an exact version such as 2.1.0."));
        Plan plan = switch (PlanReader.read(fields)) {
            case PlanReading.Read read -> read.plan();
            case PlanReading.Wrong wrong -> throw Problem.invalid(wrong.field(), "Invalid value for '" + wrong.field() + "': " + wrong.expected());
        };
        return perHour(id).map(perHour -> new Wanted(exact, plan, ShownForecast.of(plan, perHour)));
    }

    private Uni<List<Semver>> existing(String id) {
        return store.versions(id).invoke(versions -> {
            if (versions.isEmpty()) {
                throw Problem.unknown("prompt_not_found", "id", "There is no prompt '" + id + "'.");
            }
        });
    }

    /** PostgreSQL's texts have no zeros, so nothing can be called so. */
    private static void known(String id) {
        if (id.indexOf('\0') >= 0) {
            throw Problem.unknown("prompt_not_found", "id", "There is no prompt of this name.");
        }
    }

    private Uni<Double> perHour(String id) {
        Instant now = clock.instant();
        UsageSpan span = UsageSpan.touching(now.minus(TRAFFIC), now);
        double hours = Duration.between(span.from(), now).toSeconds() / 3_600.0;
        return sums.of(new UsageSums.Question(span, List.of(), Map.of(By.PROMPT, id), 1))
                .map(rows -> rows.stream().mapToLong(UsageSums.Sum::answered).sum() / hours);
    }

    private static ObjectNode note(Canary canary) {
        ObjectNode note = JsonNodeFactory.instance.objectNode().put("version", canary.version()).put("share", canary.share());
        note.set("plan", PlanJson.of(canary.plan()));
        return note;
    }
}
