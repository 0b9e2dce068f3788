package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.prompt.registry.Deployment;
import dev.portcullis.prompt.registry.Prompt;
import dev.portcullis.prompt.registry.PromptRegistry;
import dev.portcullis.prompt.registry.PromptStore;
import dev.portcullis.prompt.version.Semver;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
     */
    public record WantedDeployment(String blue, String green, @JsonProperty("green_percentage") Integer greenPercentage) {
    }

    /** @param source {@code set} if it was set here, else {@code newest}: then blue is the newest version, and moves with it */
    public record ShownDeployment(String prompt, String blue, String green, @JsonProperty("green_percentage") int greenPercentage, String source) {

        static ShownDeployment of(Prompt prompt) {
            return prompt.deployment().map(deployment -> new ShownDeployment(prompt.id(), deployment.blue().toString(),
                    deployment.green().map(Semver::toString).orElse(null), deployment.greenPercentage(), prompt.deployed().isPresent() ? "set" : "newest"))
                    .orElseThrow(() -> Problem.unknown("prompt_not_found", "id", "There is no prompt '" + prompt.id() + "'."));
        }
    }

    private final PromptRegistry registry;
    private final PromptStore store;
    private final Transactions transactions;
    private final InstantSource clock;

    PromptDeploymentResource(PromptRegistry registry, PromptStore store, Transactions transactions, InstantSource clock) {
        this.registry = registry;
        this.store = store;
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
        Admin admin = Admin.of(context);
        if (id.indexOf('\0') >= 0) {
            throw Problem.unknown("prompt_not_found", "id", "There is no prompt of this name.");
        }
        return transactions.run(() -> store.versions(id).flatMap(versions -> {
            if (versions.isEmpty()) {
                throw Problem.unknown("prompt_not_found", "id", "There is no prompt '" + id + "'.");
            }
            known(id, versions, "blue", Optional.of(deployment.blue()));
            known(id, versions, "green", deployment.green());
            return store.deploy(id, deployment, admin.who()).flatMap(made -> admin.wrote(clock.instant(), "prompt.deploy", id,
                    made.was().map(PromptDeploymentResource::json).orElse(null), json(deployment)));
        })).call(registry::refreshed).map(done -> shown(id));
    }

    private ShownDeployment shown(String id) {
        return ShownDeployment.of(PromptNames.prompt(registry, id));
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
        return new Deployment(exact("blue", wanted.blue), Optional.ofNullable(wanted.green).map(green -> exact("green", green)), percentage);
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
