package dev.portcullis.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portcullis.release.Subject;
import dev.portcullis.release.canary.run.Canaries;
import dev.portcullis.release.canary.run.Canary;
import dev.portcullis.release.canary.run.CanaryEvents;
import dev.portcullis.release.canary.run.Plan;
import dev.portcullis.release.canary.run.PlanJson;
import dev.portcullis.release.canary.run.PlanReader;
import dev.portcullis.release.canary.run.PlanReading;
import dev.portcullis.release.canary.run.RunCanaries;
import dev.portcullis.routing.WeightOverrides;
import dev.portcullis.store.Transactions;
import dev.portcullis.usage.ledger.UsageSpan;
import dev.portcullis.usage.ledger.UsageSums;
import dev.portcullis.usage.ledger.UsageSums.By;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What operators do with canaries, whosever they are. */
@Singleton
final class OperatedCanaries {

    private static final Duration TRAFFIC = Duration.ofHours(24);

    /** What is asked for, and how long it needs. */
    record Wanted(Plan plan, ShownForecast forecast) {
    }

    private final Canaries canaries;
    private final RunCanaries running;
    private final ShownPrompts prompts;
    private final WeightOverrides weights;
    private final UsageSums sums;
    private final Transactions transactions;
    private final InstantSource clock;

    OperatedCanaries(Canaries canaries, RunCanaries running, ShownPrompts prompts, WeightOverrides weights, UsageSums sums, Transactions transactions,
            InstantSource clock) {
        this.canaries = canaries;
        this.running = running;
        this.prompts = prompts;
        this.weights = weights;
        this.sums = sums;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws Problem for what is no plan */
    Uni<Wanted> wanted(Subject subject, ObjectNode fields) {
        Plan plan = switch (PlanReader.read(fields)) {
            case PlanReading.Read read -> read.plan();
            case PlanReading.Wrong wrong -> throw Problem.invalid(wrong.field(), "Invalid value for '" + wrong.field() + "': " + wrong.expected());
        };
        return perHour(subject).map(perHour -> new Wanted(plan, ShownForecast.of(plan, perHour)));
    }

    /** @param green an exact version, or a target. @param allowed fails where it may not begin; in the transaction in which it does */
    Uni<ShownCanary> start(Subject subject, String green, Wanted wanted, Supplier<Uni<?>> allowed, Admin admin) {
        return transactions.run(() -> allowed.get().chain(may -> canaries.start(subject, green, wanted.plan, admin.who()))
                .call(canary -> admin.wrote(clock.instant(), "canary.start", subject.name(), null, note(canary), null)))
                .invoke(canary -> CanaryEvents.say(canary, "start", canary.share(), "started by " + admin.who()))
                .call(running::refreshed).call(() -> inForce(subject)).flatMap(canary -> shown(subject, wanted.forecast));
    }

    /** The one that began last. */
    Uni<ShownCanary> get(Subject subject) {
        return transactions.run(() -> canaries.latest(subject)).flatMap(latest -> latest.map(found -> found.canary().isOver() || !found.canary().plan().isRead()
                ? Uni.createFrom().item(ShownCanary.of(found, null))
                : perHour(subject).map(perHour -> ShownCanary.of(found, ShownForecast.of(found.canary().plan(), perHour))))
                .orElseThrow(() -> Problem.unknown("canary_not_found", subject.kind() == Subject.Kind.PROMPT ? "id" : "model",
                        "There has been no canary of '" + subject.name() + "'.")));
    }

    Uni<ShownCanary> stop(Subject subject, ReleaseMove.WantedReason wanted, Admin admin) {
        String given = ReleaseMove.reason(wanted);
        String reason = given == null ? "stopped by " + admin.who() : given;
        return Canaries.inTurn(() -> transactions.run(() -> canaries.stop(subject, reason)
                .call(canary -> admin.wrote(clock.instant(), "canary.stop", subject.name(), note(canary), null, given))))
                .invoke(canary -> CanaryEvents.say(canary, "stopped", 0, reason)).call(running::refreshed).call(() -> inForce(subject))
                .flatMap(canary -> shown(subject, null));
    }

    Uni<ShownCanary> resume(Subject subject, ReleaseMove.WantedReason wanted, Admin admin) {
        String given = ReleaseMove.reason(wanted);
        String reason = given == null ? "resumed by " + admin.who() : given;
        return Canaries.inTurn(() -> transactions.run(() -> canaries.resume(subject, reason)
                .call(canary -> admin.wrote(clock.instant(), "canary.resume", subject.name(), null, note(canary), given))))
                .invoke(canary -> CanaryEvents.say(canary, "resume", canary.share(), reason)).call(running::refreshed)
                .flatMap(canary -> get(subject));
    }

    /** Here; on other replicas it is within a second. */
    private Uni<Void> inForce(Subject subject) {
        return switch (subject.kind()) {
            case PROMPT -> prompts.refreshed().replaceWithVoid();
            case MODEL -> weights.refreshed();
        };
    }

    private Uni<ShownCanary> shown(Subject subject, ShownForecast forecast) {
        return transactions.run(() -> canaries.latest(subject)).map(latest -> ShownCanary.of(latest.orElseThrow(), forecast));
    }

    private Uni<Double> perHour(Subject subject) {
        Instant now = clock.instant();
        UsageSpan span = UsageSpan.touching(now.minus(TRAFFIC), now);
        double hours = Duration.between(span.from(), now).toSeconds() / 3_600.0;
        By by = switch (subject.kind()) {
            case PROMPT -> By.PROMPT;
            case MODEL -> By.MODEL;
        };
        return sums.of(new UsageSums.Question(span, List.of(), Map.of(by, subject.name()), 1))
                .map(rows -> rows.stream().mapToLong(UsageSums.Sum::answered).sum() / hours);
    }

    private static ObjectNode note(Canary canary) {
        String tried = switch (canary.subject().kind()) {
            case PROMPT -> "version";
            case MODEL -> "green";
        };
        ObjectNode note = JsonNodeFactory.instance.objectNode().put(tried, canary.version()).put("share", canary.share());
        note.set("plan", PlanJson.of(canary.plan()));
        return note;
    }
}
