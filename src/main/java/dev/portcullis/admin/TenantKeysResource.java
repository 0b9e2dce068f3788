package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.config.KeyHash;
import dev.portcullis.config.RunningConfig;
import dev.portcullis.config.TenantSettings;
import dev.portcullis.store.Transactions;
import dev.portcullis.tenant.IssuedKey;
import dev.portcullis.tenant.IssuedKeys;
import dev.portcullis.tenant.NewKey;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** A tenant's keys: issued and revoked here, beside those of the file. */
@Path("/v1/tenants/{tenant:.+}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "keys", description = "Keys of tenants. A key is shown once and kept as its SHA-256.")
public final class TenantKeysResource {

    private static final int MOST_NAME = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

    /**
     * @param name      what its holder is called; at most 200 characters
     * @param expiresAt from when it is refused; never, if left out
     */
    public record WantedKey(String name, @JsonProperty("expires_at") Instant expiresAt) {
    }

    /** @param key the key itself: shown in this answer and never again */
    public record FreshKey(String id, String tenant, String key, String prefix, String name, @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("expires_at") Instant expiresAt) {
    }

    /**
     * @param prefix names the key in lists and logs; of a key of the file it is the start of its SHA-256
     * @param source {@code issued} here, or {@code file}
     */
    public record ListedKey(String id, String prefix, String name, @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("expires_at") Instant expiresAt, @JsonProperty("revoked_at") Instant revokedAt, String source) {
    }

    /** @param next what to give as {@code before} for the rest; left out at the end */
    public record KeyPage(List<ListedKey> data, @JsonInclude(JsonInclude.Include.NON_NULL) String next) {
    }

    private final RunningConfig running;
    private final IssuedKeys keys;
    private final Transactions transactions;
    private final InstantSource clock;

    TenantKeysResource(RunningConfig running, IssuedKeys keys, Transactions transactions, InstantSource clock) {
        this.running = running;
        this.keys = keys;
        this.transactions = transactions;
        this.clock = clock;
    }

    @POST
    @ResponseStatus(201)
    @Operation(summary = "Issue a key", description = "Good on every replica within a second.")
    @APIResponseSchema(value = FreshKey.class, responseCode = "201", responseDescription = "The key, shown this once")
    public Uni<FreshKey> issue(@PathParam("tenant") String tenant, WantedKey wanted, @Context RoutingContext context) {
        known(tenant);
        String name = wanted == null ? null : named(wanted.name());
        Instant expiresAt = wanted == null ? null : future(wanted.expiresAt());
        Admin admin = Admin.of(context);
        return transactions.run(() -> keys.issue(tenant, name, expiresAt).flatMap(issued -> issued
                .map(key -> admin.wrote(clock.instant(), "key.issue", tenant, null, note(key.row())).replaceWith(key))
                .orElseThrow(() -> Problem.of(422, "too_many_keys", null, "The tenant '" + tenant + "' has " + IssuedKeys.MOST
                        + " keys, which is the most; revoke some."))))
                .call(keys::refreshed)
                .map(key -> new FreshKey(key.row().id, tenant, key.text(), NewKey.prefix(key.row().id), name, key.row().createdAt, expiresAt));
    }

    @GET
    @Operation(summary = "List the keys", description = "Those of the file, then those issued here, the newest first, revoked ones too. Never a secret. "
            + "Also of a tenant that is not in the file any more.")
    public Uni<KeyPage> list(@PathParam("tenant") String tenant, @QueryParam("limit") String limit, @QueryParam("before") String before) {
        int most = Limits.read(limit);
        if (!storable(tenant) || before != null && !NewKey.mayBeId(before)) {
            known(tenant);
            return Uni.createFrom().item(new KeyPage(List.of(), null));
        }
        return transactions.run(() -> keys.list(tenant, before, most)).map(issued -> {
            List<KeyHash> ofFile = ofFile(tenant);
            if (issued.isEmpty() && ofFile.isEmpty()) {
                known(tenant);
            }
            List<ListedKey> data = new ArrayList<>();
            if (before == null) {
                ofFile.stream().map(TenantKeysResource::ofFile).forEach(data::add);
            }
            issued.stream().map(TenantKeysResource::shown).forEach(data::add);
            return new KeyPage(data, issued.size() < most ? null : issued.getLast().id);
        });
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revoke a key", description = "Refused on every replica within a second. It stays in the list.")
    @APIResponse(responseCode = "204", description = "It is revoked, or was before")
    public Uni<Void> revoke(@PathParam("tenant") String tenant, @PathParam("id") String id, @Context RoutingContext context) {
        if (ofFile(tenant).stream().map(KeyHash::prefix).anyMatch(id::equals)) {
            throw Problem.conflict("key_of_file", "The key " + id + " is in the configuration file: take it out there, and the file is reloaded.");
        }
        if (!storable(tenant) || !NewKey.mayBeId(id)) {
            throw unknown(tenant, id);
        }
        Admin admin = Admin.of(context);
        return transactions.run(() -> keys.revoke(tenant, id).flatMap(there -> {
            if (!there) {
                throw unknown(tenant, id);
            }
            ObjectNode key = JsonNodeFactory.instance.objectNode().put("id", id);
            return admin.wrote(clock.instant(), "key.revoke", tenant, key, null);
        })).call(keys::refreshed);
    }

    private Problem unknown(String tenant, String id) {
        known(tenant);
        return Problem.unknown("key_not_found", "id", "The tenant '" + tenant + "' has no key '" + id + "'.");
    }

    /** PostgreSQL's texts have no zeros. */
    private static boolean storable(String text) {
        return text.indexOf('\0') < 0;
    }

    /** None, where the tenant is not in the file: it may have been, and its keys would be back with it, so they can be seen and revoked. */
    private List<KeyHash> ofFile(String tenant) {
        TenantSettings settings = running.current().tenants().get(tenant);
        return settings == null ? List.of() : settings.keys();
    }

    private void known(String tenant) {
        var tenants = running.current().tenants();
        if (tenants.isEmpty()) {
            throw Problem.conflict("no_tenants", "No tenants are configured, so every caller is served and keys mean nothing. "
                    + "Name tenants in the configuration file first.");
        }
        if (!tenants.containsKey(tenant)) {
            throw Problem.unknown("tenant_not_found", "tenant", "The tenant '" + tenant + "' is not in the configuration.");
        }
    }

    static String named(String name) {
        if (name != null && (name.isBlank() || name.codePointCount(0, name.length()) > MOST_NAME || UNPRINTABLE.matcher(name).find())) {
            throw Problem.invalid("name", "Invalid value for 'name': 1 to " + MOST_NAME + " characters are expected, none of them a control character.");
        }
        return name;
    }

    private Instant future(Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Problem.invalid("expires_at", "Invalid value for 'expires_at': a time in the future is expected.");
        }
        return expiresAt;
    }

    private static ObjectNode note(IssuedKey key) {
        ObjectNode note = JsonNodeFactory.instance.objectNode().put("id", key.id).put("name", key.name);
        return note.put("expires_at", key.expiresAt == null ? null : key.expiresAt.toString());
    }

    private static ListedKey shown(IssuedKey key) {
        return new ListedKey(key.id, NewKey.prefix(key.id), key.name, key.createdAt, key.expiresAt, key.revokedAt, "issued");
    }

    private static ListedKey ofFile(KeyHash key) {
        return new ListedKey(key.prefix(), key.prefix(), null, null, null, null, "file");
    }
}
