package dev.portcullis.admin;

import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.RequestIds;
import dev.portcullis.store.StoreAway;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * What every request below {@code /admin} passes before and after its resource: it gets its id, its body is read within bounds
 * once its sender has shown to be an admin, and what Quarkus' own handlers refuse is refused in the contract's words.
 */
@Singleton
final class AdminRoutes {

    static final int MAX_BODY = 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(AdminRoutes.class);
    /** As much as the permission policy covers, whatever is written behind the word. */
    private static final String BELOW = "/admin.*";
    private static final Duration MAX_READING = Duration.ofSeconds(30);
    /** Before authentication (-200) and authorization (-100). */
    private static final int FIRST = -1_000;
    /** After them, before the resources. */
    private static final int BODIES = -50;
    private static final String ID = AdminRoutes.class.getName() + ".id";
    private static final String BODY = AdminRoutes.class.getName() + ".body";

    private final Vertx vertx;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final TurnedAway turnedAway;

    AdminRoutes(Vertx vertx, RandomGenerator random, InstantSource clock, TurnedAway turnedAway) {
        this.vertx = vertx;
        this.random = random;
        this.clock = clock;
        this.turnedAway = turnedAway;
    }

    void register(@Observes Router router) {
        router.routeWithRegex(BELOW).order(FIRST).handler(this::name).failureHandler(this::refuse);
        router.routeWithRegex(BELOW).order(BODIES).handler(this::read);
    }

    static String id(RoutingContext context) {
        return context.get(ID);
    }

    /** What {@link #read} has read. */
    static Buffer body(RoutingContext context) {
        return context.get(BODY);
    }

    private void name(RoutingContext context) {
        String id = RequestIds.of(Optional.ofNullable(context.request().getHeader(RequestIds.HEADER)), random, clock);
        context.put(ID, id);
        context.response().putHeader(RequestIds.HEADER, id).putHeader("cache-control", "no-store");
        context.addHeadersEndHandler(sent -> turnedAway.answered(context.response().getStatusCode(),
                context.request().connection().remoteAddress().hostAddress()));
        context.next();
    }

    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<String> allowed = AllowedMethods.of(context.normalizedPath());
        if (request.method().equals(HttpMethod.OPTIONS) && allowed.isPresent()) {
            context.response().setStatusCode(204).putHeader("allow", allowed.get()).end();
            return;
        }
        String encoding = request.getHeader("content-encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            write(context, Problem.of(415, "unsupported_content_encoding", null, "Request bodies are read without content-encoding only."));
            return;
        }
        Buffer body = Buffer.buffer();
        long timer = vertx.setTimer(MAX_READING.toMillis(), late -> {
            write(context, Problem.of(408, "request_timeout", null,
                    "The request's body was not complete within " + MAX_READING.toSeconds() + " seconds."));
            cutOff(request);
        });
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        // What comes after a refusal is dropped, so that its sender gets to read it; the time limit still holds.
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= MAX_BODY) {
                body.appendBuffer(chunk);
            } else {
                write(context, Problem.of(413, "request_too_large", null, "The request's body is larger than " + MAX_BODY + " bytes."));
            }
        });
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            if (!context.response().ended()) {
                context.put(BODY, body);
                context.next();
            }
        });
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            context.response().writeContinue();
        }
        request.resume();
    }

    /** An HTTP/2 connection carries other requests as well: only this one's stream is reset. */
    private static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private void refuse(RoutingContext context) {
        Throwable failure = context.failure();
        switch (failure) {
            case null -> write(context, context.statusCode() == 404
                    ? Problem.unknownPath(context.request().method().name(), context.request().path())
                    : Problem.of(context.statusCode(), "invalid_request", null, "The request could not be read."));
            case Problem problem -> write(context, problem);
            case StoreAway away -> write(context, Problem.storeUnavailable());
            case Refused refused when refused.refusal() instanceof Refusal.IssuerAway away -> write(context, Problem.issuerUnavailable());
            case AuthenticationFailedException wrong -> write(context, Problem.unauthenticated(AdminMechanism.refusal(context)));
            case UnauthorizedException nobody -> write(context, Problem.unauthenticated(AdminMechanism.NONE));
            case ForbiddenException no -> write(context, Problem.forbidden());
            default -> {
                LOG.errorf(failure, "admin request %s broke", id(context));
                write(context, Problem.broken());
            }
        }
    }

    static void write(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.status()).putHeader("content-type", "application/json");
        if (problem.status() == 401) {
            response.putHeader("www-authenticate", "Bearer");
        }
        if (problem.passes()) {
            response.putHeader("retry-after", Problem.retryAfter());
        }
        response.end(problem.json());
    }
}
