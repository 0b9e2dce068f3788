package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import java.time.Instant;

/**
 * Who asks for something, and in which request.
 *
 * @param who {@code admin key}, or {@code token:} and its bearer's name
 */
record Admin(String who, String requestId) {

    static Admin of(RoutingContext context) {
        Principal principal = ((QuarkusHttpUser) context.user()).getSecurityIdentity().getPrincipal();
        return new Admin(principal.getName(), AdminRoutes.id(context));
    }

    /** Without a reason. */
    Uni<Void> wrote(Instant at, String action, String subject, JsonNode was, JsonNode becomes) {
        return wrote(at, action, subject, was, becomes, null);
    }

    /**
     * Writes down what this admin changes, in the transaction that changes it.
     *
     * @param was     null for nothing
     * @param becomes null for nothing
     * @param reason  in the admin's words; null for none
     */
    Uni<Void> wrote(Instant at, String action, String subject, JsonNode was, JsonNode becomes, String reason) {
        AuditEntry entry = new AuditEntry();
        entry.at = at;
        entry.who = who;
        entry.action = action;
        entry.subject = subject;
        entry.was = was == null ? null : was.toString();
        entry.becomes = becomes == null ? null : becomes.toString();
        entry.reason = reason;
        entry.requestId = requestId;
        return entry.persist().replaceWithVoid();
    }
}
