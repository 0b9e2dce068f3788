package dev.portcullis.edge;

import dev.portcullis.Gateway;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.RequestIds;
import dev.portcullis.pipeline.Responder;
import dev.portcullis.tenant.Tenants;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns an HTTP request into an {@link Inbound} and sees it through the gateway. */
@Singleton
final class CallReader {

    /** Bytes of all headers; the server itself reads up to four times as much, so that the refusal can be in the contract's words. */
    private static final int MAX_HEADERS = 32 * 1024;
    private static final String MODEL_PREFIX = "/v1/models/";

    private final Gateway gateway;
    private final Tenants tenants;
    private final BodyReader bodies;
    private final Drain drain;
    private final Vertx vertx;
    private final RandomGenerator random;
    private final Duration keepAlive;

    CallReader(Gateway gateway, Tenants tenants, BodyReader bodies, Drain drain, Vertx vertx, RandomGenerator random,
            @ConfigProperty(name = "portcullis.stream.keep-alive", defaultValue = "15s") Duration keepAlive) {
        this.gateway = gateway;
        this.tenants = tenants;
        this.bodies = bodies;
        this.drain = drain;
        this.vertx = vertx;
        this.random = random;
        this.keepAlive = keepAlive;
    }

    /** @param request paused, as Quarkus hands it over */
    void read(HttpServerRequest request) {
        String path = request.path();
        Headers headers = Headers.of(request.headers());
        Endpoint endpoint = endpoint(path);
        String resource = endpoint == Endpoint.MODEL ? decode(path.substring(MODEL_PREFIX.length())) : "";
        send(way(request, endpoint, headers), request, headers, endpoint, resource);
    }

    /** For what never gets as far as a call: it is answered, logged and counted like one all the same. */
    void refuse(HttpServerRequest request, Refusal refusal) {
        send(gateway.refusing(refusal), request, Headers.of(request.headers()), Endpoint.UNKNOWN, "");
    }

    private void send(Responder<Inbound> way, HttpServerRequest request, Headers headers, Endpoint endpoint, String resource) {
        CompletableFuture<Outcome> over = new CompletableFuture<>();
        Inbound inbound = new Inbound(RequestIds.of(headers.first(RequestIds.HEADER), random), endpoint, resource, headers, tenants.identify(headers),
                bodies.read(request, over), System.nanoTime(), over);
        ReplyWriter writer = new ReplyWriter(vertx, request, inbound, over, keepAlive);
        over.whenComplete((outcome, never) -> bodies.discardRest(request));
        way.respond(inbound).subscribe().with(writer::write, writer::broken);
    }

    private Responder<Inbound> way(HttpServerRequest request, Endpoint endpoint, Headers headers) {
        Optional<Refusal> closing = drain.refusal();
        if (closing.isPresent()) {
            return gateway.refusing(closing.get());
        }
        if (headers.size() > MAX_HEADERS) {
            return gateway.refusing(new Refusal.HeadersTooLarge(MAX_HEADERS));
        }
        Optional<String> unprintable = headers.withControlCharacters();
        if (unprintable.isPresent()) {
            return gateway.refusing(new Refusal.InvalidValue(unprintable.get(), "a header's value has no control characters"));
        }
        // What a proxy before us may have read otherwise is not read at all.
        List<String> encodings = request.headers().getAll("transfer-encoding");
        if (encodings.size() > 1 || encodings.size() == 1 && !encodings.getFirst().strip().equalsIgnoreCase("chunked")) {
            return gateway.refusing(new Refusal.InvalidValue("transfer-encoding", "chunked is expected, or none"));
        }
        if (endpoint == Endpoint.UNKNOWN) {
            return gateway.refusing(new Refusal.UnknownPath(request.method().name(), request.path()));
        }
        HttpMethod expected = endpoint == Endpoint.MODELS || endpoint == Endpoint.MODEL ? HttpMethod.GET : HttpMethod.POST;
        if (!request.method().equals(expected)) {
            return gateway.refusing(new Refusal.MethodNotAllowed(request.method().name(), expected.name()));
        }
        return gateway.wayOf(endpoint);
    }

    private static Endpoint endpoint(String path) {
        return switch (path) {
            case "/v1/chat/completions" -> Endpoint.CHAT;
            case "/v1/completions" -> Endpoint.COMPLETIONS;
            case "/v1/embeddings" -> Endpoint.EMBEDDINGS;
            case "/v1/models" -> Endpoint.MODELS;
            default -> path.startsWith(MODEL_PREFIX) && path.length() > MODEL_PREFIX.length() ? Endpoint.MODEL : Endpoint.UNKNOWN;
        };
    }

    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return path;
        }
    }
}
