package dev.portcullis;

import dev.portcullis.prompt.registry.PromptRegistry;
import dev.portcullis.release.experiment.run.RunningExperiments;
import dev.portcullis.routing.WeightOverrides;
import dev.portcullis.store.Notifications;
import dev.portcullis.store.redis.SharedRedis;
import dev.portcullis.tenant.IssuedKeys;
import dev.portcullis.usage.ledger.Ledger;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Ready once what the database knows was read for the first time: before that a caller with an issued key would be a stranger,
 * a target that was drained would get calls, a prompt or an experiment would not be there, and a budget that is spent would be open; and once it is
 * known whether Redis can be used. Never again not ready because of either: calls do not need them.
 */
@org.eclipse.microprofile.health.Readiness
@Singleton
final class Readiness implements HealthCheck {

    private final IssuedKeys keys;
    private final WeightOverrides weights;
    private final PromptRegistry prompts;
    private final RunningExperiments experiments;
    private final Notifications notifications;
    private final Ledger ledger;
    private final SharedRedis redis;

    Readiness(IssuedKeys keys, WeightOverrides weights, PromptRegistry prompts, RunningExperiments experiments,
            Notifications notifications, Ledger ledger, SharedRedis redis) {
        this.keys = keys;
        this.weights = weights;
        this.prompts = prompts;
        this.experiments = experiments;
        this.notifications = notifications;
        this.ledger = ledger;
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("store").status(keys.isLoaded() && weights.isLoaded() && prompts.isLoaded()
                        && experiments.isLoaded() && ledger.isSummedUp() && redis.tried().isComplete())
                .withData("database", notifications.isConnected() ? "up" : "away")
                .withData("redis", redis.state().name().toLowerCase(Locale.ROOT)).build();
    }
}
