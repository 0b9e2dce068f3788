package dev.portcullis.edge;

import dev.portcullis.Gateway;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Identity;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.RequestIds;
import dev.portcullis.pipeline.Responder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
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
    private static final String LANGFUSE_PREFIX = "/api/public/v2/prompts/";
    private static final String LITELLM = "/beta/litellm_prompt_management";
    /** What is read that is not below {@code /v1}, as a router matches paths. */
    static final List<String> OTHERS = List.of(LANGFUSE_PREFIX + "*", LITELLM);

    private final Gateway gateway;
    private final Callers callers;
    private final BodyReader bodies;
    private final Drain drain;
    private final OpenReplies replies;
    private final Vertx vertx;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Duration keepAlive;

    CallReader(Gateway gateway, Callers callers, BodyReader bodies, Drain drain, OpenReplies replies, Vertx vertx, RandomGenerator random,
            InstantSource clock, @ConfigProperty(name = "portcullis.stream.keep-alive", defaultValue = "15s") Duration keepAlive) {
        this.gateway = gateway;
        this.callers = callers;
        this.bodies = bodies;
        this.drain = drain;
        this.replies = replies;
        this.vertx = vertx;
        this.random = random;
        this.clock = clock;
        this.keepAlive = keepAlive;
    }

    /** @param request paused, as Quarkus hands it over */
    void read(HttpServerRequest request) {
        long arrived = System.nanoTime();
        String path = request.path();
        Endpoint endpoint = endpoint(path);
        Headers sent = Headers.of(request.headers());
        Headers headers = endpoint == Endpoint.LANGFUSE_PROMPT ? BasicPassword.asBearer(sent) : sent;
        String resource = resource(request, endpoint);
        Optional<Refusal> refusal = refusal(request, endpoint, headers);
        if (refusal.isPresent()) {
            send(gateway.refusing(refusal.get()), request, arrived, headers, endpoint, resource, callers.atOnce(headers));
        } else {
            callers.identify(headers, caller -> send(gateway.wayOf(endpoint), request, arrived, headers, endpoint, resource, caller));
        }
    }

    /** For what never gets as far as a call: it is answered, logged and counted like one all the same. */
    void refuse(HttpServerRequest request, Refusal refusal) {
        Headers headers = Headers.of(request.headers());
        send(gateway.refusing(refusal), request, System.nanoTime(), headers, Endpoint.UNKNOWN, "", callers.atOnce(headers));
    }

    private void send(Responder<Inbound> way, HttpServerRequest request, long arrived, Headers headers, Endpoint endpoint, String resource,
            Identity caller) {
        CompletableFuture<Outcome> over = new CompletableFuture<>();
        Inbound inbound = new Inbound(RequestIds.of(headers.first(RequestIds.HEADER), random, clock), endpoint, resource, headers, caller,
                bodies.read(request, over), arrived, over);
        ReplyWriter writer = new ReplyWriter(vertx, request, inbound, over, keepAlive);
        replies.add(writer, over);
        over.whenComplete((outcome, never) -> bodies.discardRest(request));
        // Whoever left while a token's issuer was asked is counted, and goes no further.
        Responder<Inbound> open = over.isDone() ? gateway.refusing(new Refusal.CallerLeft(Origin.GATEWAY)) : way;
        try {
            open.respond(inbound).subscribe().with(writer::write, writer::broken);
        } catch (RuntimeException bug) {
            writer.broken(bug);
        }
    }

    /** Why a call is refused before anybody asks who calls. */
    private Optional<Refusal> refusal(HttpServerRequest request, Endpoint endpoint, Headers headers) {
        Optional<Refusal> closing = drain.refusal();
        if (closing.isPresent()) {
            return closing;
        }
        if (headers.size() > MAX_HEADERS) {
            return Optional.of(new Refusal.HeadersTooLarge(MAX_HEADERS));
        }
        Optional<String> unprintable = headers.withControlCharacters();
        if (unprintable.isPresent()) {
            return Optional.of(new Refusal.InvalidValue(unprintable.get(), "a header's value has no control characters"));
        }
        // What a proxy before us may have read otherwise is not read at all.
        List<String> encodings = request.headers().getAll("transfer-encoding");
        if (encodings.size() > 1 || encodings.size() == 1 && !encodings.getFirst().strip().equalsIgnoreCase("chunked")) {
            return Optional.of(new Refusal.InvalidValue("transfer-encoding", "chunked is expected, or none"));
        }
        if (endpoint == Endpoint.UNKNOWN) {
            return Optional.of(new Refusal.UnknownPath(request.method().name(), request.path()));
        }
        HttpMethod expected = switch (endpoint) {
            case MODELS, MODEL, LANGFUSE_PROMPT, LITELLM_PROMPT -> HttpMethod.GET;
            case CHAT, COMPLETIONS, EMBEDDINGS, MODERATIONS, GUARD_CHECK, FEEDBACK, UNKNOWN -> HttpMethod.POST;
        };
        if (!request.method().equals(expected)) {
            return Optional.of(new Refusal.MethodNotAllowed(request.method().name(), expected.name()));
        }
        return Optional.empty();
    }

    private static Endpoint endpoint(String path) {
        return switch (path) {
            case "/v1/chat/completions" -> Endpoint.CHAT;
            case "/v1/completions" -> Endpoint.COMPLETIONS;
            case "/v1/embeddings" -> Endpoint.EMBEDDINGS;
            case "/v1/moderations" -> Endpoint.MODERATIONS;
            case "/v1/guard/check" -> Endpoint.GUARD_CHECK;
            case "/v1/feedback" -> Endpoint.FEEDBACK;
            case "/v1/models" -> Endpoint.MODELS;
            case LITELLM -> Endpoint.LITELLM_PROMPT;
            default -> isBelow(path, MODEL_PREFIX) ? Endpoint.MODEL : isBelow(path, LANGFUSE_PREFIX) ? Endpoint.LANGFUSE_PROMPT : Endpoint.UNKNOWN;
        };
    }

    private static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix) && path.length() > prefix.length();
    }

    private static String resource(HttpServerRequest request, Endpoint endpoint) {
        String query = request.query() == null ? "" : "?" + request.query();
        return switch (endpoint) {
            case MODEL -> decode(request.path().substring(MODEL_PREFIX.length()));
            case LANGFUSE_PROMPT -> request.path().substring(LANGFUSE_PREFIX.length()) + query;
            case LITELLM_PROMPT -> query;
            case CHAT, COMPLETIONS, EMBEDDINGS, MODELS, MODERATIONS, GUARD_CHECK, FEEDBACK, UNKNOWN -> "";
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
