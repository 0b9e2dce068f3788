package dev.portcullis.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has left, in order, of connections that share an event loop. */
class SharedFlushTest {

    private final List<Object> left = new ArrayList<>();
    private long now = -5;
    private final FlushRound round = new FlushRound(() -> now);

    /** Says when it flushes, which the channel itself does too, and when it closes. */
    private final class Socket extends ChannelOutboundHandlerAdapter {

        private final List<Object> written = new ArrayList<>();

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            written.add(message);
            promise.setSuccess();
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            left.addAll(written);
            written.clear();
        }

        @Override
        public void close(ChannelHandlerContext context, ChannelPromise promise) {
            left.add("closed");
            context.close(promise);
        }
    }

    private EmbeddedChannel connection() {
        EmbeddedChannel channel = new EmbeddedChannel();
        SharedFlush.install(channel, round);
        channel.pipeline().addFirst(new Socket());
        return channel;
    }

    private static void write(EmbeddedChannel connection, Object what) {
        connection.pipeline().write(what);
        connection.pipeline().flush();
    }

    /** The loop has done what there was to read. */
    private static void endOfRound(EmbeddedChannel... connections) {
        Stream.of(connections).forEach(EmbeddedChannel::runPendingTasks);
    }

    @Test
    void whatConnectionsWriteLeavesWhenTheLoopHasReadWhatThereWas() {
        EmbeddedChannel one = connection();
        EmbeddedChannel two = connection();
        write(one, "a");
        write(two, "b");
        write(one, "c");
        assertEquals(List.of(), left);
        endOfRound(one, two);
        assertEquals(List.of("a", "c", "b"), left);
        write(two, "d");
        assertEquals(List.of("a", "c", "b"), left);
        endOfRound(two);
        assertEquals(List.of("a", "c", "b", "d"), left);
    }

    @Test
    void eightConnectionsDoNotWaitForTheLoop() {
        List<EmbeddedChannel> connections = Stream.generate(this::connection).limit(FlushRound.MOST).toList();
        connections.subList(1, FlushRound.MOST).forEach(connection -> write(connection, "x"));
        assertEquals(0, left.size());
        write(connections.getFirst(), "x");
        assertEquals(FlushRound.MOST, left.size());
        write(connections.getFirst(), "y");
        assertEquals(FlushRound.MOST, left.size());
        endOfRound(connections.toArray(EmbeddedChannel[]::new));
        assertEquals(FlushRound.MOST + 1, left.size());
    }

    @Test
    void nothingWaitsLongerThanTheFirstMay() {
        EmbeddedChannel one = connection();
        EmbeddedChannel two = connection();
        write(one, "a");
        now += FlushRound.LONGEST - 1;
        write(two, "b");
        assertEquals(List.of(), left);
        now++;
        write(connection(), "c");
        assertEquals(List.of("a", "b", "c"), left);
        now += FlushRound.LONGEST;
        write(two, "d");
        assertEquals(3, left.size(), "the next round's first has just come");
        endOfRound(one, two);
        assertEquals(4, left.size());
    }

    /** An answer waited for half a second while a hundred callers sent long bodies: they were read and nothing was written. */
    @Test
    void whoOnlySendsDoesNotKeepTheAnswersOfOthers() {
        EmbeddedChannel one = connection();
        EmbeddedChannel sender = connection();
        List<String> seen = new ArrayList<>();
        sender.pipeline().addLast(new ChannelInboundHandlerAdapter() {

            @Override
            public void channelReadComplete(ChannelHandlerContext context) {
                seen.add("read");
            }
        });
        write(one, "answer");
        now += FlushRound.LONGEST - 1;
        sender.pipeline().fireChannelReadComplete();
        assertEquals(List.of(), left);
        now++;
        sender.pipeline().fireChannelReadComplete();
        assertEquals(List.of("answer"), left);
        assertEquals(List.of("read", "read"), seen);
        endOfRound(one, sender);
        assertEquals(List.of("answer"), left);
    }

    @Test
    void whatWasWrittenLeavesBeforeTheConnectionCloses() {
        EmbeddedChannel one = connection();
        write(one, "last");
        one.pipeline().close();
        assertEquals(List.of("last", "closed"), left);
        endOfRound(one);
        assertEquals(List.of("last", "closed"), left);
    }

    @Test
    void whoSaysAtOnceThatItSendsNoMoreGetsItsAnswerAndIsClosed() {
        EmbeddedChannel one = connection();
        write(one, "answer");
        one.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertEquals(List.of("answer", "closed"), left);
        assertFalse(one.isOpen());
    }

    @Test
    void otherEventsPassAndAConnectionThatLosesItsHandlerLosesNothing() {
        EmbeddedChannel one = connection();
        List<Object> events = new ArrayList<>();
        one.pipeline().addLast(new ChannelInboundHandlerAdapter() {

            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
                events.add(event);
            }
        });
        one.pipeline().fireUserEventTriggered(ChannelInputShutdownReadComplete.INSTANCE);
        assertEquals(List.of(ChannelInputShutdownReadComplete.INSTANCE), events);
        write(one, "a");
        one.pipeline().remove(SharedFlush.class);
        assertEquals(List.of("a"), left);
        write(one, "b");
        assertEquals(List.of("a", "b"), left);
    }

    /** Nothing of the loop's connections left at the end of a round again once a round's end could not be asked for. */
    @Test
    void aRoundWhoseEndCouldNotBeAskedForIsNotTheLast() {
        SharedFlush refused = new SharedFlush(round);
        assertThrows(OutOfMemoryError.class, () -> round.add(refused, end -> {
            throw new OutOfMemoryError();
        }));
        EmbeddedChannel one = connection();
        write(one, "a");
        endOfRound(one);
        assertEquals(List.of("a"), left);
    }

    @Test
    void whatIsWrittenBecauseSomethingLeftIsForTheNextRound() {
        EmbeddedChannel endless = connection();
        endless.pipeline().addBefore("shared-flush", "more", new ChannelOutboundHandlerAdapter() {

            private int more = 3;

            @Override
            public void flush(ChannelHandlerContext context) {
                context.flush();
                if (more-- > 0) {
                    SharedFlushTest.write(endless, "more");
                }
            }
        });
        EmbeddedChannel other = connection();
        write(endless, "first");
        write(other, "other");
        round.run();
        assertEquals(List.of("first", "other"), left);
        round.run();
        assertEquals(List.of("first", "other", "more"), left);
    }
}
