package dev.portcullis.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.Subject;
import dev.portcullis.release.shadow.Plan;
import dev.portcullis.release.shadow.PlanReader;
import dev.portcullis.release.shadow.PlanReading;
import dev.portcullis.release.shadow.run.EndShadows;
import dev.portcullis.release.shadow.run.PlanJson;
import dev.portcullis.release.shadow.run.RunningShadows;
import dev.portcullis.release.shadow.run.ShadowEvents;
import dev.portcullis.release.shadow.run.ShadowStore;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.store.Transactions;
import dev.portcullis.usage.Prices;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** What operators do with shadows, whosever they are. */
@Singleton
final class Shadows {

    static final String EXAMPLE = "{\"version\":\"2.1.0\",\"share\":5,\"cap\":20,\"max_calls\":5000,\"ends_at\":\"2026-12-31T18:00:00Z\"}";

    /** @param reason null for none */
    record Wanted(Plan plan, String reason) {
    }

    private final ShadowStore store;
    private final RunningShadows running;
    private final EndShadows ends;
    private final RouteTable routes;
    private final Prices prices;
    private final Transactions transactions;
    private final InstantSource clock;

    Shadows(ShadowStore store, RunningShadows running, EndShadows ends, RouteTable routes, Prices prices, Transactions transactions,
            InstantSource clock) {
        this.store = store;
        this.running = running;
        this.ends = ends;
        this.routes = routes;
        this.prices = prices;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws Problem for what is no plan */
    Wanted read(JsonNode body) {
        if (body == null || !body.isObject()) {
            throw Problem.malformed("Expected a JSON object with the candidate, 'share' and 'cap': " + EXAMPLE);
        }
        ObjectNode fields = body.deepCopy();
        JsonNode reason = fields.remove("reason");
        if (reason != null && !reason.isNull() && !reason.isTextual()) {
            throw Problem.invalid("reason", "Invalid value for 'reason': a text is expected.");
        }
        return switch (PlanReader.read(fields, clock.instant())) {
            case PlanReading.Read read -> new Wanted(read.plan(), ReleaseMove.reason(reason == null ? null : reason.textValue()));
            case PlanReading.Wrong wrong -> throw Problem.invalid(wrong.field(), "Invalid value for '" + wrong.field() + "': " + wrong.expected());
        };
    }

    /** @throws Problem for a model that is not served, or whose calls cost nobody knows what */
    void affordable(Optional<String> model) {
        model.ifPresent(name -> {
            if (!routes.knows(name)) {
                throw Problem.invalid("model", "There is no model of this name.");
            }
            if (!prices.isPriced(name)) {
                throw Problem.of(409, "model_unpriced", "model", "What the model '" + name + "' or one of its fallbacks costs is not known, so no cap "
                        + "would hold. Give it a 'price' in the configuration.");
            }
        });
    }

    Uni<ShownShadow> start(Subject subject, String baseline, Wanted wanted, Admin admin) {
        String reason = wanted.reason == null ? "started by " + admin.who() : wanted.reason;
        return transactions.run(() -> store.begin(subject, baseline, wanted.plan, admin.who(), reason)
                .call(shadow -> admin.wrote(clock.instant(), "shadow.start", subject.name(), null, PlanJson.of(shadow), wanted.reason)))
                .invoke(shadow -> ShadowEvents.say(shadow, "start", reason)).call(running::refreshed).flatMap(shadow -> get(subject));
    }

    Uni<ShownShadow> get(Subject subject) {
        return transactions.run(() -> store.latest(subject)).map(latest -> latest.map(ShownShadow::of).orElseThrow(
                () -> Problem.unknown("shadow_not_found", subject.kind() == Subject.Kind.PROMPT ? "id" : "model",
                        "There has been no shadow of '" + subject.name() + "'.")));
    }

    Uni<ShownShadow> stop(Subject subject, String given, Admin admin) {
        String reason = given == null ? "stopped by " + admin.who() : given;
        return transactions.run(() -> store.stop(subject, reason)
                .call(shadow -> admin.wrote(clock.instant(), "shadow.stop", subject.name(), PlanJson.of(shadow), null, given)))
                .invoke(shadow -> ends.stopped(shadow, reason)).call(running::refreshed).flatMap(shadow -> get(subject));
    }
}
