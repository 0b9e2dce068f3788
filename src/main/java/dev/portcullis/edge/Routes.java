package dev.portcullis.edge;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.wire.SharedFlush;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Takes everything below {@code /v1}, and where clients of other registries read prompts, for the data plane, before Quarkus' handlers for bodies and security, which are the control
 * plane's; and what nobody serves, which Quarkus would refuse in words of its own.
 */
@Singleton
public final class Routes {

    /** The system property that keeps Quarkus from looking at addresses before anybody else does; set before it starts. */
    public static final String NOT_LOOKED_AT = "vertx.disableURIValidation";

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
        router.route().order(BEFORE_QUARKUS).handler(context -> {
            SharedFlush.on(context.request().connection());
            if (isUri(context.request().uri())) {
                context.next();
            } else {
                reader.refuse(context.request(), new Refusal.InvalidValue("url", "what is no letter, digit or one of -._~!$&'()*+,;=:@/? in it "
                        + "is written as % and two hexadecimal digits, as %5E for ^"));
            }
        }).failureHandler(context -> {
            // A request whose host is missing or no host fails before it is routed.
            if (context.statusCode() == 400 && context.request().authority() == null) {
                reader.refuse(context.request(), new Refusal.InvalidValue("host", "every request names one"));
            } else {
                context.next();
            }
        });
    }

    /** As Quarkus has it, which would answer with a status alone and is told not to look, see {@link #NOT_LOOKED_AT}. */
    private static boolean isUri(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException none) {
            return false;
        }
    }
}
