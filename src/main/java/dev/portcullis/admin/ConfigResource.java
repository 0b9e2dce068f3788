package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.config.RunningConfig;
import dev.portcullis.store.StoreAway;
import dev.portcullis.store.Transactions;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The configuration in force. It is the file's; here it is shown, and read anew without waiting for the watch. */
@Path("/v1/config")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "config", description = "gateway.yaml as it is in force on the replica that answers.")
public final class ConfigResource {

    private static final Logger LOG = Logger.getLogger(ConfigResource.class);
    private static final String NOT_IN_THE_AUDIT = "The database is away: this reload is not in the audit.";

    /**
     * @param changed  false where the file says what was in force already
     * @param warnings what the file says that may not be meant, a line each, and where this reload is not in the audit, that
     */
    public record Reloaded(boolean changed, List<String> warnings) {
    }

    private record Change(boolean changed, GatewayConfig was, GatewayConfig becomes, List<String> warnings) {
    }

    private final RunningConfig running;
    private final Transactions transactions;
    private final InstantSource clock;

    ConfigResource(RunningConfig running, Transactions transactions, InstantSource clock) {
        this.running = running;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "The configuration in force, its secrets masked", description = "With the keys of gateway.yaml.")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
    public JsonNode get() {
        return ShownConfig.of(running.current());
    }

    @POST
    @Path("/reload")
    @Operation(summary = "Read the file anew", description = "A file that is wrong is refused with all that is wrong in it, and the configuration in force stays.")
    public Uni<Reloaded> reload(@Context RoutingContext context) {
        Admin admin = Admin.of(context);
        return Uni.createFrom().item(() -> read(admin)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool()).flatMap(change -> wrote(admin, change)
                .replaceWith(new Reloaded(change.changed(), change.warnings()))
                // The file is watched as well, so a reload must not depend on the database.
                .onFailure(StoreAway.class).recoverWithItem(new Reloaded(change.changed(),
                        Stream.concat(change.warnings().stream(), Stream.of(NOT_IN_THE_AUDIT)).toList())));
    }

    private Change read(Admin admin) {
        GatewayConfig was = running.current();
        try {
            Change change = new Change(running.reload(), was, running.current(), running.warnings());
            if (change.changed()) {
                LOG.infof("the configuration was reloaded by %s, request %s", admin.who(), admin.requestId());
            }
            return change;
        } catch (InvalidConfig refused) {
            throw Problem.invalidConfig(refused.problems());
        }
    }

    private Uni<Void> wrote(Admin admin, Change change) {
        JsonNode unchanged = JsonNodeFactory.instance.objectNode().put("changed", false);
        return transactions.run(() -> admin.wrote(clock.instant(), "config.reload", "gateway.yaml",
                change.changed() ? ShownConfig.of(change.was()) : null, change.changed() ? ShownConfig.of(change.becomes()) : unchanged));
    }
}
