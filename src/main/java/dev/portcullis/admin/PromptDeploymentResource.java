package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.CanaryEvents;
import dev.portcullis.release.canary.run.Plan;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What callers of a prompt get who name no version. */
@Path("/v1/prompts/{id}/deployment")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "prompts")
public final class PromptDeploymentResource {

    /**
     * @param blue            an exact version
     * @param green           another one that some callers get in place of it; may be left out
     * @param greenPercentage how many of a hundred get it: a whole number from 0 to 100; 0, if left out
     * @param reason          for the audit; may be left out
     */
    public record WantedDeployment(String blue, String green, @JsonProperty("green_percentage") Integer greenPercentage, String reason) {
    }

    /**
     * @param source   {@code set} if it was set here, else {@code newest}: then blue is the newest version, and moves with it
     * @param release  names this pair of blue and green, if there is a green
     * @param previous what blue was before it changed last, where a rollback would lead there once there is no green
     */
    public record ShownDeployment(String prompt, String blue, String green, @JsonProperty("green_percentage") int greenPercentage, String source,
            @JsonInclude(JsonInclude.Include.NON_NULL) String release, @JsonInclude(JsonInclude.Include.NON_NULL) String previous) {

        static ShownDeployment of(Prompt prompt) {
            return prompt.deployment().map(deployment -> new ShownDeployment(prompt.id(), deployment.blue().toString(),
                    deployment.green().map(Semver::toString).orElse(null), deployment.greenPercentage(), prompt.deployed().isPresent() ? "set" : "newest",
                    deployment.release(prompt.id()).orElse(null), deployment.previous().map(Semver::toString).orElse(null)))
                    .orElseThrow(() -> Problem.unknown("prompt_not_found", "id", "There is no prompt '" + prompt.id() + "'."));
        }
    }

    private static final String PROMOTE = "prompt.promote";
    private static final String ROLLBACK = "prompt.rollback";

    private final ShownPrompts prompts;
    private final PromptStore store;
    private final Canaries canaries;
    private final Transactions transactions;
    private final InstantSource clock;

    PromptDeploymentResource(ShownPrompts prompts, PromptStore store, Canaries canaries, Transactions transactions, InstantSource clock) {
        this.prompts = prompts;
        this.store = store;
        this.canaries = canaries;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "What is deployed", description = "Until something was deployed, that is the newest release.")
    public ShownDeployment get(@PathParam("id") String id) {
        return shown(id);
    }

    @PUT
    @Operation(summary = "Deploy versions", description = "By their exact numbers. In force on every replica within a second, and after restarts.")
    public Uni<ShownDeployment> set(@PathParam("id") String id, WantedDeployment wanted, @Context RoutingContext context) {
        Deployment deployment = read(wanted);
        String reason = ReleaseMove.reason(wanted.reason);
        return move("prompt.deploy", id, reason, versions -> {
            known(id, versions, "blue", Optional.of(deployment.blue()));
            known(id, versions, "green", deployment.green());
            return was -> was.map(deployment::after).orElse(deployment);
        }, context);
    }

    @POST
    @Path("/switch")
    @Operation(summary = "Give green another share", description = "Who has green keeps it while the share grows.")
    public Uni<ShownDeployment> share(@PathParam("id") String id, ReleaseMove.WantedShare wanted, @Context RoutingContext context) {
        int percentage = ReleaseMove.percentage(wanted);
        return move("prompt.switch", id, ReleaseMove.reason(wanted.reason()), versions -> was -> was.flatMap(before -> before.switched(percentage))
                .orElseThrow(() -> noGreen(id)), context);
    }

    @POST
    @Path("/promote")
    @Operation(summary = "Make green blue")
    public Uni<ShownDeployment> promote(@PathParam("id") String id, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return move(PROMOTE, id, ReleaseMove.reason(wanted), versions -> was -> was.flatMap(Deployment::promoted)
                .orElseThrow(() -> noGreen(id)), context);
    }

    @POST
    @Path("/rollback")
    @Operation(summary = "Take green away", description =
            "Where there is no green: back to what blue was before it changed last. Once: what was rolled back is forgotten.")
    public Uni<ShownDeployment> rollback(@PathParam("id") String id, ReleaseMove.WantedReason wanted, @Context RoutingContext context) {
        return move(ROLLBACK, id, ReleaseMove.neededReason(wanted), versions -> was -> was.flatMap(Deployment::rolledBack)
                .orElseThrow(() -> Problem.of(409, ReleaseMove.NOTHING_TO_ROLL_BACK, "green", "The prompt '" + id
                        + "' has no green version, and no earlier blue one that it could go back to. Deploy a version.")), context);
    }

    /** @param change of a prompt that has some versions: throws where it cannot be made, and then nothing is */
    private Uni<ShownDeployment> move(String action, String id, String reason,
            Function<List<Semver>, Function<Optional<Deployment>, Deployment>> change, RoutingContext context) {
        Admin admin = Admin.of(context);
        String why = "by " + admin.who() + (reason == null ? "" : ": " + reason);
        if (id.indexOf('\0') >= 0) {
            throw Problem.unknown("prompt_not_found", "id", "There is no prompt of this name.");
        }
        prompts.mayChange(id);
        return Canaries.inTurn(() -> transactions.run(() -> store.versions(id).flatMap(versions -> {
            if (versions.isEmpty()) {
                throw Problem.unknown("prompt_not_found", "id", "There is no prompt '" + id + "'.");
            }
            return store.deploy(id, change.apply(versions), admin.who()).call(made -> admin.wrote(clock.instant(), action, id,
                    made.was().map(PromptDeploymentResource::json).orElse(null), json(made.becomes()), reason)).flatMap(made -> ended(action, id, why));
        }))).invoke(ended -> ended.ifPresent(canary -> CanaryEvents.say(canary, action.equals(PROMOTE) ? "promoted" : "rolled_back",
                action.equals(PROMOTE) ? Plan.ALL : 0, why))).call(prompts::refreshed).map(done -> shown(id));
    }

    /**
     * A canary ends with what anybody would do to end it; under its hands nothing else is deployed.
     *
     * @return the canary that has ended, if there was one
     */
    private Uni<Optional<Canary>> ended(String action, String id, String why) {
        return switch (action) {
            case PROMOTE -> canaries.moved(Subject.prompt(id), true, why);
            case ROLLBACK -> canaries.moved(Subject.prompt(id), false, why);
            default -> canaries.refuseWhileOpen(Subject.prompt(id)).replaceWith(Optional.empty());
        };
    }

    private static Problem noGreen(String id) {
        return Problem.of(409, "no_green", "green", "The prompt '" + id + "' has no green version. Deploy one beside blue first.");
    }

    private ShownDeployment shown(String id) {
        return ShownDeployment.of(prompts.prompt(id));
    }

    private static void known(String id, List<Semver> versions, String field, Optional<Semver> version) {
        if (version.isPresent() && !versions.contains(version.get())) {
            throw Problem.invalid(field, "The prompt '" + id + "' has no version " + version.get() + ".");
        }
    }

    static Deployment read(WantedDeployment wanted) {
        if (wanted == null) {
            throw Problem.malformed("Expected a JSON object with 'blue' and, if some callers are to get another version, 'green' and 'green_percentage'.");
        }
        if (wanted.blue == null) {
            throw Problem.invalid("blue", "'blue' is missing: name an exact version.");
        }
        int percentage = wanted.greenPercentage == null ? 0 : wanted.greenPercentage;
        if (percentage < 0 || percentage > 100) {
            throw Problem.invalid("green_percentage", "Invalid value for 'green_percentage': a whole number from 0 to 100 is expected.");
        }
        if (wanted.green == null && percentage > 0) {
            throw Problem.invalid("green", "'green' is missing: 'green_percentage' of the callers are to get it.");
        }
        Deployment deployment = new Deployment(exact("blue", wanted.blue), Optional.ofNullable(wanted.green).map(green -> exact("green", green)), percentage);
        if (deployment.green().equals(Optional.of(deployment.blue()))) {
            throw Problem.invalid("green", "Invalid value for 'green': " + deployment.blue() + " is already blue.");
        }
        return deployment;
    }

    private static Semver exact(String field, String written) {
        return Semver.parse(written).orElseThrow(() -> Problem.invalid(field, "Invalid value for '" + field
                + "': an exact version such as 2.1.0 is expected, since what is deployed must not change by itself."));
    }

    private static ObjectNode json(Deployment deployment) {
        return JsonNodeFactory.instance.objectNode().put("blue", deployment.blue().toString())
                .put("green", deployment.green().map(Semver::toString).orElse(null)).put("green_percentage", deployment.greenPercentage());
    }
}
