package dev.portcullis.store;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.CloseFuture;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.impl.NetClientImpl;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connects to PostgreSQL, at each of several places in turn, and hangs up where nothing moves any more, in the handshake as well as
 * later. The driver cannot: it has no limit for an answer, and its idle timeout only says goodbye and waits for the server to hang
 * up, which one that hangs never does. So this reaches below it, into classes of Vert.x 4.
 */
final class WatchedConnections extends PgConnectionFactory {

    private final Map<Object, NetClient> clients = new ConcurrentHashMap<>();

    /** @param silence after which a connection is closed, and what waits for its answer fails */
    WatchedConnections(Vertx vertx, List<PgConnectOptions> places, Duration silence) {
        this((VertxInternal) vertx, places.stream().map(place -> watched(place, silence)).toList(), new AtomicInteger());
    }

    private WatchedConnections(VertxInternal vertx, List<PgConnectOptions> places, AtomicInteger next) {
        super(vertx, () -> Future.succeededFuture(places.get(Math.floorMod(next.getAndIncrement(), places.size()))));
    }

    private static PgConnectOptions watched(PgConnectOptions place, Duration silence) {
        PgConnectOptions watched = new PgConnectOptions(place);
        watched.setIdleTimeout((int) silence.toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return watched;
    }

    /** On this context's event loop. */
    Future<SqlConnection> open(Context context) {
        return connect(context);
    }

    /** As the driver makes it, but for what it makes of silence. */
    @Override
    protected NetClient netClient(NetClientOptions options) {
        NetClientOptions own = new NetClientOptions(options).setReconnectAttempts(0);
        if (own.getHostnameVerificationAlgorithm() == null) {
            own.setHostnameVerificationAlgorithm("");
        }
        return clients.computeIfAbsent(own.toJson(), first -> {
            WatchedClient client = new WatchedClient(vertx, own, clientCloseFuture);
            clientCloseFuture.add(client);
            return client;
        });
    }

    private static final class WatchedClient extends NetClientImpl {

        WatchedClient(VertxInternal vertx, NetClientOptions options, CloseFuture closeFuture) {
            super(vertx, null, options, closeFuture);
        }

        /** The driver's handlers come after these, so that they have no say in it. */
        @Override
        protected void initChannel(ChannelPipeline pipeline) {
            super.initChannel(pipeline);
            pipeline.addLast("hang-up", HangUp.INSTANCE);
        }
    }

    @ChannelHandler.Sharable
    private static final class HangUp extends ChannelInboundHandlerAdapter {

        static final HangUp INSTANCE = new HangUp();

        @Override
        public void userEventTriggered(ChannelHandlerContext channel, Object event) {
            if (event instanceof IdleStateEvent) {
                channel.close();
            } else {
                channel.fireUserEventTriggered(event);
            }
        }
    }
}
