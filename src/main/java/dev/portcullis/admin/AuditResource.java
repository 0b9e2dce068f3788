package dev.portcullis.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.portcullis.store.Transactions;
import io.quarkus.panache.common.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who changed what, when, from what to what. */
@Path("/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(AdminMechanism.ROLE)
@Tag(name = "audit", description = "Every change, written in one transaction with itself.")
public final class AuditResource {

    /**
     * @param who    {@code admin key}, or {@code token:} and the token's subject, or the claim that the settings choose
     * @param action such as {@code weights.set}
     * @param from   what it was, or null
     * @param to     what it became, or null
     * @param reason why, where the one who did it said so
     */
    public record Change(long id, Instant at, String who, String action, String subject,
            @JsonRawValue @Schema(implementation = Object.class) String from, @JsonRawValue @Schema(implementation = Object.class) String to,
            @JsonInclude(JsonInclude.Include.NON_NULL) String reason, @JsonProperty("request_id") String requestId) {

        static Change of(AuditEntry row) {
            return new Change(row.id, row.at, row.who, row.action, row.subject, row.was, row.becomes, row.reason, row.requestId);
        }
    }

    /** @param next what to give as {@code before} for the rest; left out at the end */
    public record AuditPage(List<Change> data, @JsonInclude(JsonInclude.Include.NON_NULL) String next) {
    }

    private final Transactions transactions;

    AuditResource(Transactions transactions) {
        this.transactions = transactions;
    }

    @GET
    @Operation(summary = "The changes, the newest first")
    public Uni<AuditPage> list(@QueryParam("limit") String limit, @QueryParam("before") String before) {
        int most = Limits.read(limit);
        long end = before(before);
        return transactions.run(() -> AuditEntry.<AuditEntry>find("id < ?1 order by id desc", end).page(Page.ofSize(most)).list())
                .map(rows -> new AuditPage(rows.stream().map(Change::of).toList(), rows.size() < most ? null : Long.toString(rows.getLast().id)));
    }

    private static long before(String given) {
        if (given == null) {
            return Long.MAX_VALUE;
        }
        if (!given.matches("[0-9]{1,18}")) {
            throw Problem.invalid("before", "Invalid value for 'before': the id of an entry is expected.");
        }
        return Long.parseLong(given);
    }
}
