package dev.portcullis.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Hands what a connection has written to the operating system not at once but together with what the other connections of its event
 * loop write in the same {@link FlushRound}.
 *
 * <p>Each such handing over wakes whoever reads at the other end, who then runs, where there are few processors, in place of this event
 * loop, for one answer; then it sleeps again. Eight at a time wake it once. A loop with one connection that has something to say is at
 * its round's end at once.
 */
public final class SharedFlush extends ChannelDuplexHandler {

    private static final String NAME = "shared-flush";

    private final FlushRound round;
    private ChannelHandlerContext socketSide;
    private boolean due;

    SharedFlush(FlushRound round) {
        this.round = round;
    }

    /** On the connection's event loop; a second time changes nothing. Vert.x 4 shows the channel only through its connection class. */
    public static void on(HttpConnection connection) {
        if (connection instanceof ConnectionBase base && base.channel().pipeline().get(NAME) == null) {
            install(base.channel(), FlushRound.ofThisEventLoop());
        }
    }

    /** Next to the socket: what encrypts has done its work before. */
    static void install(Channel channel, FlushRound round) {
        channel.pipeline().addFirst(NAME, new SharedFlush(round));
        // Else a caller who says at once that it sends no more has its connection closed before the answer's round has ended.
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        socketSide = added;
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        if (!due) {
            due = true;
            round.add(this, context.executor());
        }
    }

    void flushNow() {
        if (due) {
            due = false;
            socketSide.flush();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        round.hasRead();
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        flushNow();
        context.close(promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            flushNow();
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        flushNow();
    }
}
