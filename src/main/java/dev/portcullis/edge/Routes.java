package dev.portcullis.edge;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Takes everything below {@code /v1} for the data plane. */
@Singleton
final class Routes {

    void register(@Observes Router router, CallReader reader) {
        router.route("/v1/*").handler(context -> reader.read(context.request()));
    }
}
