package dev.portcullis;

import dev.portcullis.store.Notifications;
import dev.portcullis.store.Schema;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Ready once what the database knows was read for the first time: before that a caller with an issued key would be a stranger.
 * Never again not ready because of the database: calls do not need it.
 */
@org.eclipse.microprofile.health.Readiness
@Singleton
final class Readiness implements HealthCheck {

    private final Schema schema;
    private final Notifications notifications;

    Readiness(Schema schema, Notifications notifications) {
        this.schema = schema;
        this.notifications = notifications;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("store").status(schema.isReady())
                .withData("database", notifications.isConnected() ? "up" : "away").build();
    }
}
