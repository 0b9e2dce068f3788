package dev.portcullis.store.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.vertx.redis.client.RedisOptions;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What the Quarkus settings ({@code quarkus.redis.*}) say about the default Redis, seen as Quarkus makes its own client. Each event
 * loop gets a client of its own from it, with one connection, since a shared pool would keep a hung connection and hand it out again.
 */
@Singleton
final class RedisOptionsSeen implements RedisOptionsCustomizer {

    private volatile Optional<RedisOptions> seen = Optional.empty();

    @Override
    public void customize(String clientName, RedisOptions options) {
        if (clientName.equals(RedisConfig.DEFAULT_CLIENT_NAME)) {
            seen = Optional.of(new RedisOptions(options));
        }
    }

    /** Empty where no Redis is configured. */
    Optional<RedisOptions> options() {
        return seen;
    }
}
