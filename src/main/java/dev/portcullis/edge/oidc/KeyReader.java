package dev.portcullis.edge.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.common.runtime.OidcCommonUtils;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads one issuer's discovery document (OpenID Connect Discovery 1.0) and its keys. Asks at the address that the settings name
 * and where that document says that the keys are; nothing that a caller sends has any part in it. Bounded in time and size.
 */
final class KeyReader implements Issuer.Reader {

    /** For the document and the keys together. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MAX_BYTES = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer that is no use. Its message is for the log and holds nothing that the issuer wrote. */
    private static final class Unusable extends RuntimeException {

        Unusable(String message) {
            super(message, null, false, false);
        }
    }

    private record Discovered(Optional<String> issuer, String keysUrl) {
    }

    private final Vertx vertx;
    private final HttpClient client;
    private final OidcTenantConfig settings;
    private final boolean alone;
    private final String url;
    /** Read again after a failure, in case the issuer has moved its keys. */
    private volatile Optional<Discovered> discovered = Optional.empty();

    /**
     * @param alone   whether there is no other issuer: with others, what one calls itself must be its address, or be in the settings, or
     *                it could speak for another
     * @param options with the proxy and the trust that the settings ask for
     */
    KeyReader(Vertx vertx, OidcTenantConfig settings, boolean alone, HttpClientOptions options) {
        this.vertx = vertx;
        this.settings = settings;
        this.alone = alone;
        this.url = OidcCommonUtils.getAuthServerUrl(settings);
        this.client = vertx.createHttpClient(options.setMaxPoolSize(2).setMaxWaitQueueSize(8)
                .setConnectTimeout((int) Math.min(options.getConnectTimeout(), PATIENCE.toMillis())));
    }

    /** @return fails after {@link #PATIENCE} at the latest */
    @Override
    public CompletableFuture<Keys> read(Optional<Keys> before) {
        Promise<Keys> read = Promise.promise();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        discover(deadline)
                .compose(where -> get(where.keysUrl, deadline).compose(published -> keys(where.issuer, published, before)))
                .onFailure(failed -> discovered = Optional.empty())
                .onComplete(read);
        return read.future().toCompletionStage().toCompletableFuture();
    }

    /** A failure in a few words that hold nothing that somebody else wrote. */
    static String reason(Throwable failure) {
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof Unusable ? cause.getMessage() : cause.getClass().getSimpleName();
    }

    private Future<Discovered> discover(long deadline) {
        if (discovered.isPresent()) {
            return Future.succeededFuture(discovered.get());
        }
        if (!settings.discoveryEnabled().orElse(true)) {
            return Future.succeededFuture(new Discovered(issuer(Optional.empty()),
                    OidcCommonUtils.getOidcEndpointUrl(url, settings.jwksPath())));
        }
        return get(OidcCommonUtils.getDiscoveryUri(url, settings.discoveryPath()), deadline).map(document -> {
            JsonNode json = json(document);
            Optional<String> keysUrl = Optional.ofNullable(OidcCommonUtils.getOidcEndpointUrl(url, settings.jwksPath()))
                    .or(() -> text(json, "jwks_uri"));
            Discovered found = new Discovered(issuer(text(json, "issuer")),
                    keysUrl.orElseThrow(() -> new Unusable("its discovery document does not say where its keys are")));
            discovered = Optional.of(found);
            return found;
        });
    }

    /** @param said by the discovery document; the settings know better */
    private Optional<String> issuer(Optional<String> said) {
        Optional<String> set = settings.token().issuer();
        if (set.isPresent()) {
            return set.filter(name -> !name.equals(Keys.ANY));
        }
        String issuer = said.orElseThrow(() -> new Unusable("its discovery document names no issuer"));
        if (!alone && !issuer.equals(url) && !issuer.equals(url + "/")) {
            throw new Unusable("it calls itself by another name than its address, which its setting token.issuer would have to allow");
        }
        return Optional.of(issuer);
    }

    /** Building keys loads many classes the first time, too many for an event loop. */
    private Future<Keys> keys(Optional<String> issuer, Buffer published, Optional<Keys> before) {
        String text = published.toString();
        if (before.filter(keys -> keys.published().equals(text) && keys.issuer().equals(issuer)).isPresent()) {
            return Future.succeededFuture(before.get());
        }
        return vertx.executeBlocking(() -> {
            if (!json(published).path("keys").isArray()) {
                throw new Unusable("what it gives in place of its keys is no key set");
            }
            try {
                return Keys.of(settings, issuer, text);
            } catch (OIDCException unreadable) {
                throw new Unusable("its key set has a key that cannot be read");
            }
        }, false);
    }

    private Future<Buffer> get(String address, long deadline) {
        long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
        RequestOptions where;
        try {
            where = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address).setFollowRedirects(settings.followRedirects())
                    .putHeader("accept", "application/json");
        } catch (IllegalArgumentException | VertxException noUrl) {
            return Future.failedFuture(new Unusable("it names an address that is no URL"));
        }
        Promise<Buffer> whole = Promise.promise();
        Promise<HttpClientRequest> begun = Promise.promise();
        long timer = vertx.setTimer(left, late -> {
            whole.tryFail(new Unusable("no answer within " + PATIENCE.toSeconds() + " s"));
            begun.future().onSuccess(HttpClientRequest::reset);
        });
        whole.future().onComplete(over -> vertx.cancelTimer(timer));
        client.request(where).onComplete(begun);
        begun.future().onFailure(whole::tryFail).onSuccess(request -> request.send().onFailure(whole::tryFail).onSuccess(response -> {
            response.exceptionHandler(whole::tryFail);
            if (response.statusCode() != 200) {
                whole.tryFail(new Unusable("it answers with status " + response.statusCode()));
                request.reset();
                return;
            }
            Buffer body = Buffer.buffer();
            response.endHandler(end -> whole.tryComplete(body));
            response.handler(chunk -> {
                if (body.length() + chunk.length() > MAX_BYTES) {
                    whole.tryFail(new Unusable("its answer is longer than " + MAX_BYTES + " bytes"));
                    request.reset();
                } else {
                    body.appendBuffer(chunk);
                }
            });
        }));
        return whole.future();
    }

    private static JsonNode json(Buffer bytes) {
        try {
            return JSON.readTree(bytes.getBytes());
        } catch (IOException unreadable) {
            throw new Unusable("its answer is not JSON");
        }
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
