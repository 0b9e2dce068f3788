package dev.portcullis.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.cache.CachePurges;
import dev.portcullis.cache.Purge;
import dev.portcullis.config.RunningConfig;
import dev.portcullis.store.Transactions;
import dev.portcullis.tenant.Tenants;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Answers that are kept to be given again, and how to be rid of them. */
@Path("/v1/cache")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "cache", description = "Answers that are kept to be given again.")
public final class CacheResource {

    private static final int MOST_NAME = 256;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");
    private static final Pattern DIGEST = Pattern.compile("[A-Za-z0-9_-]{43}");

    /**
     * @param tenant whose answers
     * @param model  only those to calls of this model; all, if left out
     * @param prompt only those to calls of this prompt; all, if left out
     * @param key    only the one of this key, as the call's log line shows it ({@code cache_key}); all, if left out
     */
    public record WantedPurge(String tenant, String model, String prompt, String key) {
    }

    private final RunningConfig running;
    private final CachePurges purges;
    private final Transactions transactions;
    private final InstantSource clock;

    CacheResource(RunningConfig running, CachePurges purges, Transactions transactions, InstantSource clock) {
        this.running = running;
        this.purges = purges;
        this.transactions = transactions;
        this.clock = clock;
    }

    @POST
    @Path("/purge")
    @Operation(summary = "Give kept answers no more", description = "Those of a tenant, or of them only those that fit 'model', 'prompt' and 'key', "
            + "which the log line of a call has as 'cache_key'. On every replica within a second, at Redis too; also what is made within the next five seconds.")
    @APIResponse(responseCode = "204", description = "They are given no more")
    public Uni<Void> purge(WantedPurge wanted, @Context RoutingContext context) {
        Purge purge = read(wanted);
        Admin admin = Admin.of(context);
        return transactions.run(() -> purges.purge(purge).flatMap(done -> {
            if (!done) {
                throw Problem.of(422, "too_many_purges", null, "The tenant '" + purge.tenant() + "' has " + CachePurges.MOST
                        + " purges that are remembered, which is the most; purge a whole model or the whole tenant, which takes their place.");
            }
            return admin.wrote(clock.instant(), "cache.purge", purge.tenant(), null, note(purge));
        })).call(purges::refreshed);
    }

    private Purge read(WantedPurge wanted) {
        if (wanted == null) {
            throw Problem.malformed("Expected a JSON object with 'tenant' and, if not all of its answers are meant, 'model', 'prompt' or 'key'.");
        }
        if (wanted.key() != null && !DIGEST.matcher(wanted.key()).matches()) {
            throw Problem.invalid("key", "Invalid value for 'key': expected are the 43 characters of a log line's 'cache_key'.");
        }
        return new Purge(known(wanted.tenant()), name("model", wanted.model()), name("prompt", wanted.prompt()),
                wanted.key() == null ? Purge.ANY : wanted.key());
    }

    private String known(String tenant) {
        if (tenant == null) {
            throw Problem.invalid("tenant", "'tenant' is missing: say whose answers are meant.");
        }
        Set<String> named = running.current().tenants().keySet();
        if (named.isEmpty() ? !tenant.equals(Tenants.OPEN) : !named.contains(tenant)) {
            throw Problem.unknown("tenant_not_found", "tenant", "The tenant '" + tenant + "' is not in the configuration."
                    + (named.isEmpty() ? " It names none, so every caller is of the tenant '" + Tenants.OPEN + "'." : ""));
        }
        return tenant;
    }

    private static String name(String field, String name) {
        if (name == null) {
            return Purge.ANY;
        }
        if (name.isBlank() || name.length() > MOST_NAME || UNPRINTABLE.matcher(name).find()) {
            throw Problem.invalid(field, "Invalid value for '" + field + "': 1 to " + MOST_NAME + " characters are expected, none of them a control character.");
        }
        return name;
    }

    private static ObjectNode note(Purge purge) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        put(note, "model", purge.model());
        put(note, "prompt", purge.prompt());
        put(note, "key", purge.digest());
        return note;
    }

    private static void put(ObjectNode note, String field, String value) {
        if (!value.equals(Purge.ANY)) {
            note.put(field, value);
        }
    }
}
