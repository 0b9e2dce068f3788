package dev.portcullis.edge;

import dev.portcullis.pipeline.Refusal;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Takes everything below {@code /v1}, and where clients of other registries read prompts, for the data plane, before Quarkus' handlers for bodies and security, which are the control
 * plane's; and what nobody serves, which Quarkus would refuse in words of its own.
 */
@Singleton
final class Routes {

    private static final int BEFORE_QUARKUS = Integer.MIN_VALUE;
    /** After what an operator may turn on for every path (headers, access log, CORS at -300), before authentication (-200). */
    private static final int BEFORE_SECURITY = -250;

    void register(@Observes Router router, CallReader reader) {
        router.route("/v1/*").order(BEFORE_SECURITY).handler(context -> reader.read(context.request()));
        for (String path : CallReader.OTHERS) {
            router.route(path).order(BEFORE_SECURITY).handler(context -> reader.read(context.request()));
        }
        router.errorHandler(404, context -> {
            HttpServerRequest request = context.request();
            reader.refuse(request, new Refusal.UnknownPath(request.method().name(), request.path()));
        });
        // A request whose host is missing or no host fails before it is routed.
        router.route().order(BEFORE_QUARKUS).failureHandler(context -> {
            if (context.statusCode() == 400 && context.request().authority() == null) {
                reader.refuse(context.request(), new Refusal.InvalidValue("host", "every request names one"));
            } else {
                context.next();
            }
        });
    }
}
