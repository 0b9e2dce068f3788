package dev.portcullis;

import dev.portcullis.admission.Limits;
import dev.portcullis.cache.SharedFlights;
import dev.portcullis.config.ConfigFile;
import dev.portcullis.config.ConfigWatch;
import dev.portcullis.config.GatewayConfig;
import dev.portcullis.config.RepeatedLook;
import dev.portcullis.config.RunningConfig;
import dev.portcullis.prompt.directory.PromptDirectory;
import dev.portcullis.release.feedback.Feedback;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.usage.ledger.Ledger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Sets everything going, in order, and stops it again; says how to make a first call. */
@Singleton
final class Startup {

    private static final Logger LOG = Logger.getLogger("dev.portcullis");
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration PROMPTS_EVERY = Duration.ofMillis(500);

    private final Vertx vertx;
    private final ConfigFile file;
    private final RunningConfig running;
    private final ConfiguredRooms rooms;
    private final Limits limits;
    private final SharedFlights flights;
    private final SharedRedis redis;
    private final Ledger ledger;
    private final Feedback feedback;
    private final RepeatedLook prompts;
    private ConfigWatch watch;

    Startup(Vertx vertx, ConfigFile file, RunningConfig running, ConfiguredRooms rooms, Limits limits, SharedFlights flights,
            SharedRedis redis, Ledger ledger, Feedback feedback, PromptDirectory prompts) {
        this.vertx = vertx;
        this.file = file;
        this.running = running;
        this.rooms = rooms;
        this.limits = limits;
        this.flights = flights;
        this.redis = redis;
        this.ledger = ledger;
        this.feedback = feedback;
        this.prompts = new RepeatedLook("prompt-watch", "the directory of prompts", PROMPTS_EVERY, prompts::look);
    }

    void start(@Observes StartupEvent event, @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        running.onChange(rooms::apply);
        rooms.apply(running.current());
        prompts.now();
        prompts.start();
        watch = new ConfigWatch(file, running, LOOK_EVERY);
        watch.start();
        flights.start();
        redis.start();
        vertx.setPeriodic(Limits.RENEW_EVERY.toMillis(), again -> limits.renew());
        vertx.setPeriodic(Limits.WATCH_EVERY.toMillis(), again -> limits.watch());
        greet(running.current(), file.path(), host, port);
    }

    /** Late, so that the calls which end while the gateway stops are in the ledger. */
    void stop(@Observes @Priority(Integer.MAX_VALUE - 1) ShutdownEvent event) {
        if (watch != null) {
            watch.close();
        }
        prompts.close();
        feedback.close();
        ledger.close();
    }

    private static void greet(GatewayConfig config, Path path, String host, int port) {
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
