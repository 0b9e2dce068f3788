package dev.portcullis;

import dev.portcullis.admin.AuditEntry;
import dev.portcullis.guard.GuardPrompt;
import dev.portcullis.pipeline.Payload;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.Variant;
import dev.portcullis.prompt.call.ExpandPrompt;
import dev.portcullis.prompt.call.Templates;
import dev.portcullis.prompt.directory.ServedPrompts;
import dev.portcullis.prompt.output.Contracts;
import dev.portcullis.prompt.output.Promised;
import dev.portcullis.prompt.render.Renderer;
import dev.portcullis.release.shadow.call.AskCandidate;
import dev.portcullis.release.shadow.call.AskCandidates;
import dev.portcullis.release.shadow.call.Mirror;
import dev.portcullis.release.shadow.call.ShadowMeters;
import dev.portcullis.release.shadow.call.ShadowWay;
import dev.portcullis.release.shadow.call.SpareConnections;
import dev.portcullis.release.shadow.call.Surroundings;
import dev.portcullis.release.shadow.run.CapTable;
import dev.portcullis.release.shadow.run.Diary;
import dev.portcullis.release.shadow.run.EndShadows;
import dev.portcullis.release.shadow.run.RunningShadows;
import dev.portcullis.release.shadow.run.ShadowStore;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.Transactions;
import dev.portcullis.usage.Prices;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** What shadows get of the other rooms, of the store and of time. */
final class ShadowSeams {

    /** Tokens of an answer that nobody has bounded: neither the call nor the table of models. */
    private static final long MOST_OUTPUT = 16_384;

    @Produces
    @Singleton
    ShadowStore shadowStore() {
        return new ShadowStore();
    }

    @Produces
    @Singleton
    RunningShadows runningShadows(Transactions transactions, Notifications notifications, ShadowStore store) {
        return new RunningShadows(transactions, notifications, store);
    }

    @Produces
    @Singleton
    EndShadows endShadows(Transactions transactions, RunningShadows running, ShadowStore store, InstantSource clock, MeterRegistry meters) {
        return new EndShadows(transactions, running, store, diary(clock), meters);
    }

    private static Diary diary(InstantSource clock) {
        return (action, subject, was, reason) -> {
            AuditEntry entry = new AuditEntry();
            entry.at = clock.instant();
            entry.who = EndShadows.WHO;
            entry.action = action;
            entry.subject = subject;
            entry.was = was.toString();
            entry.reason = reason;
            // Nobody has asked for it.
            entry.requestId = "";
            return entry.persist().replaceWithVoid();
        };
    }

    /** The gateway has the stage that asks by this way, so it is looked for only when that does. */
    @Produces
    @Singleton
    ShadowWay shadowWay(Instance<Gateway> gateway) {
        return call -> gateway.get().shadow(call);
    }

    @Produces
    @Singleton
    ShadowMeters shadowMeters(MeterRegistry meters) {
        return new ShadowMeters(meters);
    }

    @Produces
    @Singleton
    SpareConnections spareConnections() {
        return new SpareConnections();
    }

    @Produces
    @Singleton
    AskCandidate askCandidate(ServedPrompts served, Templates templates, Renderer renderer, GuardPrompt guard, ShadowWay way, Prices prices,
            Contracts contracts, Transactions transactions, SpareConnections spare, Vertx vertx, ShadowMeters meters) {
        Surroundings surroundings = new Surroundings((body, asker, version) -> expand(served, templates, renderer, version).expand(body, asker),
                guard, way, payload -> most(prices, payload), spare::take, new Promised(contracts)::of, Infrastructure.getDefaultWorkerPool(), () -> loop(vertx),
                (pause, then) -> later(vertx, pause, then), System::nanoTime);
        return new AskCandidate(surroundings, new CapTable(transactions, UUID::randomUUID), meters);
    }

    /** As if everybody got this version who names none. */
    private static ExpandPrompt expand(ServedPrompts served, Templates templates, Renderer renderer, String version) {
        Variant variant = new Variant(new Assignment("shadow", "candidate", ""), Optional.of(version), Optional.empty(), Map.of());
        return new ExpandPrompt(served::current, templates, renderer, (prompt, unit, says) -> Optional.of(variant), prompt -> false);
    }

    private static Optional<Usd> most(Prices prices, Payload payload) {
        if (!prices.isPriced(payload.model())) {
            return Optional.empty();
        }
        long output = payload.maxOutputTokens().isPresent() ? payload.maxOutputTokens().getAsInt()
                : prices.maxOutput(payload.model()).orElse(MOST_OUTPUT);
        return Optional.of(prices.estimate(payload.model(), Usage.estimate(payload.estimatedInputTokens(), output * payload.choices())));
    }

    private static Runnable later(Vertx vertx, Duration pause, Runnable then) {
        long timer = vertx.setTimer(pause.toMillis(), late -> then.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** Of nobody else: what another call has left in its context is none of this one's business. */
    private static Executor loop(Vertx vertx) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        return task -> context.runOnContext(here -> task.run());
    }

    @Produces
    @Singleton
    AskCandidates askCandidates(AskCandidate ask, RunningShadows running, ShadowMeters meters) {
        return AskCandidates.of(ask, running::runs, meters);
    }

    @Produces
    @Singleton
    Mirror mirror(RunningShadows running, AskCandidates candidates) {
        return new Mirror(running::of, candidates, System::nanoTime);
    }
}
