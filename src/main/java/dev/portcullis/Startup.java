package dev.portcullis;

import dev.portcullis.admission.Limits;
import dev.portcullis.config.ConfigFile;
import dev.portcullis.config.ConfigWatch;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.InvalidConfig;
import dev.portcullis.config.RunningConfig;
import dev.portcullis.pipeline.tokens.TokenCounter;
import dev.portcullis.pipeline.tokens.TokenEncoding;
import dev.portcullis.provider.Breakers;
import dev.portcullis.provider.Providers;
import dev.portcullis.routing.RouteTable;
import dev.portcullis.simulator.Simulator;
import dev.portcullis.simulator.SimulatorSettings;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.tenant.Tenants;
import dev.portcullis.usage.Prices;
import dev.portcullis.usage.ledger.Ledger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Brings the configuration to the rooms, at the start and at every reload, and says how to make a first call. */
@Singleton
final class Startup {

    private static final Logger LOG = Logger.getLogger("dev.portcullis");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final Providers providers;
    private final Breakers breakers;
    private final RouteTable routes;
    private final Tenants tenants;
    private final Prices prices;
    private final TokenCounter tokens;
    private final Limits limits;
    private final SharedRedis redis;
    private final Ledger ledger;
    private final String host;
    private ConfigWatch watch;
    private Simulator simulator;

    Startup(Vertx vertx, Providers providers, Breakers breakers, RouteTable routes, Tenants tenants, Prices prices, TokenCounter tokens,
            Limits limits, SharedRedis redis, Ledger ledger, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.vertx = vertx;
        this.providers = providers;
        this.breakers = breakers;
        this.routes = routes;
        this.tenants = tenants;
        this.prices = prices;
        this.tokens = tokens;
        this.limits = limits;
        this.redis = redis;
        this.ledger = ledger;
        this.host = host;
    }

    /** @throws InvalidConfig where the file cannot be used; the process then stops with its message */
    void start(@Observes StartupEvent event, @ConfigProperty(name = "quarkus.http.port") int port) throws InvalidConfig {
        ConfigFile file = ConfigFile.of(System::getenv);
        RunningConfig running = new RunningConfig(file);
        running.onChange(this::apply);
        apply(running.current());
        watch = new ConfigWatch(file, running, LOOK_EVERY);
        watch.start();
        redis.start();
        vertx.setPeriodic(Limits.RENEW_EVERY.toMillis(), again -> limits.renew());
        vertx.setPeriodic(Limits.WATCH_EVERY.toMillis(), again -> limits.watch());
        greet(running.current(), file.path(), port);
    }

    /** Late, so that the calls which end while the gateway stops are in the ledger. */
    void stop(@Observes @Priority(Integer.MAX_VALUE - 1) ShutdownEvent event) {
        if (watch != null) {
            watch.close();
        }
        ledger.close();
    }

    /** Routes change only when all they lead to is there, and what they led to goes only after they have changed. */
    private synchronized void apply(GatewayConfig config) {
        Runnable letGo = providers.apply(config, this::simulator);
        breakers.apply(config);
        prices.apply(config);
        tokens.prepare(config.targets().stream().map(target -> TokenEncoding.of(target.upstreamModel(), target.model())).toList());
        limits.apply(config);
        routes.apply(config);
        tenants.apply(config);
        letGo.run();
    }

    private URI simulator() {
        if (simulator == null) {
            simulator = Simulator.start(vertx, SimulatorSettings.DEFAULTS, LOOPBACK, 0).toCompletionStage().toCompletableFuture().join();
        }
        return URI.create("http://" + LOOPBACK + ":" + simulator.port() + "/v1");
    }

    private void greet(GatewayConfig config, Path path, int port) {
        if (!Files.exists(path)) {
            LOG.info("no " + path + " and no " + ConfigFile.SETTING + ": the built-in demo is served");
        }
        if (config.tenants().isEmpty()) {
            LOG.info("no tenants in the configuration: every caller is served, with or without a key");
        }
        String model = config.models().keySet().iterator().next();
        String key = config.tenants().isEmpty() ? "" : " -H 'authorization: Bearer <key>'";
        LOG.info("try: curl http://" + host + ":" + port + "/v1/chat/completions" + key
                + " -H 'content-type: application/json' -d '{\"model\":\"" + model
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'");
    }
}
