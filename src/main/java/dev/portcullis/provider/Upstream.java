package dev.portcullis.provider;

import dev.portcullis.config.Dialect;
import dev.portcullis.config.ProviderSettings;
import dev.portcullis.config.Secret;
import dev.portcullis.provider.azure.AzureOpenAi;
import dev.portcullis.provider.openai.OpenAi;
import dev.portcullis.wire.SharedFlush;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One provider in force: its settings, how it is spoken to, and its pool of connections. */
final class Upstream {

    /** Seconds an unused connection is kept; below the 60 s at which common load balancers close theirs without a word. */
    private static final int KEEP_ALIVE_SECONDS = 30;
    /** Calls that may wait for a free connection; they wait no longer than the time limit for the first byte. */
    private static final int MAX_WAITING = 10_000;
    /** HTTP/2 connections carry about this many streams each. */
    private static final int STREAMS_PER_CONNECTION = 100;
    /** Bytes a provider may send ahead of one stream's reader: HTTP/2's default (RFC 9113, section 6.9.2). */
    private static final int STREAM_WINDOW = 65_535;
    /** Far enough below zero that no number of attempts lifts it above. */
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final ProviderSettings settings;
    private final dev.portcullis.provider.Dialect dialect;
    private final Lanes lanes;
    /** Connections that have carried a request before. */
    private final Set<HttpConnection> used = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));
    private final String basePath;
    private final Optional<Map.Entry<String, String>> credential;
    private final AtomicInteger inUse = new AtomicInteger();
    private volatile boolean retired;

    /** @param simulator where the built-in simulator listens, for a provider of that dialect without a base URL */
    Upstream(Vertx vertx, ProviderSettings settings, URI simulator) {
        this.settings = settings;
        this.dialect = settings.dialect() == Dialect.AZURE_OPENAI
                ? new AzureOpenAi(settings.apiVersion().orElseThrow()) : new OpenAi();
        URI base = settings.baseUrl().orElse(simulator);
        this.basePath = base.getRawPath() == null ? "" : base.getRawPath();
        this.credential = settings.apiKey().map(Secret::reveal).map(dialect::credential);
        this.lanes = new Lanes(settings.maxConnections(), loops(vertx), MAX_WAITING,
                connections -> vertx.createHttpClient(options(settings, base, connections)).connectionHandler(SharedFlush::on));
    }

    private static int loops(Vertx vertx) {
        int count = 0;
        for (EventExecutor loop : vertx.nettyEventLoopGroup()) {
            count++;
        }
        return count;
    }

    private static HttpClientOptions options(ProviderSettings settings, URI base, int connections) {
        boolean tls = base.getScheme().equalsIgnoreCase("https");
        int port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        return new HttpClientOptions()
                .setDefaultHost(base.getHost())
                .setDefaultPort(port)
                .setSsl(tls)
                .setUseAlpn(tls)
                .setProtocolVersion(tls ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
                .setMaxPoolSize(connections)
                .setHttp2MaxPoolSize(Math.ceilDiv(connections, STREAMS_PER_CONNECTION))
                // A caller who reads slowly fills its stream's window; the connection's must have room for all the others.
                .setHttp2MultiplexingLimit(STREAMS_PER_CONNECTION)
                .setHttp2ConnectionWindowSize((STREAMS_PER_CONNECTION + 1) * STREAM_WINDOW)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout((int) settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeout(settings.timeouts().connect().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(32 * 1024);
    }

    ProviderSettings settings() {
        return settings;
    }

    dev.portcullis.provider.Dialect dialect() {
        return dialect;
    }

    /** For one attempt, which leaves it when it is over: see {@link Lanes#turn}. */
    Lanes.Turn turn(Supplier<Executor> thread, Consumer<HttpClient> ready) {
        return lanes.turn(thread, ready);
    }

    String basePath() {
        return basePath;
    }

    Optional<Map.Entry<String, String>> credential() {
        return credential;
    }

    /**
     * Whether a connection has carried a request before. The provider may have closed such a one while it was idle, which shows
     * only when the next request is sent.
     */
    boolean reused(HttpConnection connection) {
        return !used.add(connection);
    }

    /** For one attempt. @return false if this provider is retired and has closed its connections: look it up again */
    boolean take() {
        if (inUse.incrementAndGet() > 0) {
            return true;
        }
        inUse.decrementAndGet();
        return false;
    }

    /** Gives back what {@link #take} took; the last attempt out of a retired provider closes its connections. */
    void release() {
        if (inUse.decrementAndGet() == 0 && retired) {
            closeIfUnused();
        }
    }

    /** No new calls will come; those that are under way finish. */
    void retire() {
        retired = true;
        closeIfUnused();
    }

    private void closeIfUnused() {
        if (inUse.compareAndSet(0, CLOSED)) {
            lanes.close();
        }
    }
}
