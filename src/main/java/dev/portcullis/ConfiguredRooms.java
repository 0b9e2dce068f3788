package dev.portcullis;

import dev.portcullis.admission.Limits;
import dev.portcullis.cache.CacheRules;
import dev.portcullis.cache.similar.ComparedQuestions;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.guard.Guards;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;
import dev.portcullis.prompt.directory.PromptDirectory;
import dev.portcullis.provider.Breakers;
import dev.portcullis.provider.Providers;
import dev.portcullis.release.feedback.Feedback;
import dev.portcullis.release.shadow.call.SpareConnections;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.simulator.Simulator;
import dev.portcullis.simulator.SimulatorSettings;
import dev.portcullis.tenant.Tenants;
import dev.portcullis.usage.Prices;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;

/** Brings a configuration to all rooms that go by it, in an order in which no call meets half of it. */
@Singleton
final class ConfiguredRooms {

    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final Providers providers;
    private final Breakers breakers;
    private final Prices prices;
    private final TokenCounter tokens;
    private final Limits limits;
    private final CacheRules cache;
    private final ComparedQuestions questions;
    private final Guards guards;
    private final RouteTable routes;
    private final Tenants tenants;
    private final PromptDirectory prompts;
    private final Feedback feedback;
    private final SpareConnections candidates;
    private Simulator simulator;

    ConfiguredRooms(Vertx vertx, Providers providers, Breakers breakers, Prices prices, TokenCounter tokens, Limits limits,
            CacheRules cache, ComparedQuestions questions, Guards guards, RouteTable routes, Tenants tenants, PromptDirectory prompts,
            Feedback feedback, SpareConnections candidates) {
        this.vertx = vertx;
        this.providers = providers;
        this.breakers = breakers;
        this.prices = prices;
        this.tokens = tokens;
        this.limits = limits;
        this.cache = cache;
        this.questions = questions;
        this.guards = guards;
        this.routes = routes;
        this.tenants = tenants;
        this.prompts = prompts;
        this.feedback = feedback;
        this.candidates = candidates;
    }

    /** Routes change only when all they lead to is there, and what they led to goes only after they have changed. */
    synchronized void apply(GatewayConfig config) {
        Runnable letGo = providers.apply(config, this::simulator);
        breakers.apply(config);
        prices.apply(config);
        tokens.prepare(config.targets().stream().map(target -> TokenEncoding.of(target.upstreamModel(), target.model())).toList());
        limits.apply(config);
        cache.apply(config);
        guards.apply(config);
        prompts.use(config.prompts().directory().map(Path::of));
        feedback.apply(config.feedback());
        candidates.apply(config);
        routes.apply(config);
        questions.apply(config);
        tenants.apply(config);
        letGo.run();
    }

    private URI simulator() {
        if (simulator == null) {
            simulator = Simulator.start(vertx, SimulatorSettings.DEFAULTS, LOOPBACK, 0).toCompletionStage().toCompletableFuture().join();
        }
        return URI.create("http://" + LOOPBACK + ":" + simulator.port() + "/v1");
    }
}
