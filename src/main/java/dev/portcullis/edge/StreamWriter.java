package dev.portcullis.edge;

import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Outcome.Ending;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.jboss.logging.Logger;

/**
 * Writes a stream to its caller, one chunk at a time and no faster than it reads: the next chunk is asked for only when the
 * connection takes more. After a silence it sends a comment, which every reader of server-sent events skips, so that nothing
 * between here and the caller takes the connection for dead.
 */
final class StreamWriter implements MultiSubscriber<Buffer> {

    private static final Logger LOG = Logger.getLogger(StreamWriter.class);
    private static final String COMMENT = ": keep-alive\n\n";

    private final Vertx vertx;
    private final ReplyWriter reply;
    private final HttpServerResponse response;
    private final long keepAliveNanos;
    private Flow.Subscription upstream;
    private long lastWrite;
    private boolean betweenEvents = true;
    private long timer;

    StreamWriter(Vertx vertx, ReplyWriter reply, Duration keepAlive) {
        this.vertx = vertx;
        this.reply = reply;
        this.response = reply.response();
        this.keepAliveNanos = keepAlive.toNanos();
        this.lastWrite = System.nanoTime() - reply.sinceArrival().toNanos();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        upstream = subscription;
        // A timer that outlived its call would keep all of it in memory.
        reply.whenOver(() -> vertx.cancelTimer(timer));
        keepAlive();
        upstream.request(1);
    }

    @Override
    public void onItem(Buffer events) {
        if (reply.isOver()) {
            return;
        }
        reply.bodyBegins();
        write(events);
        betweenEvents = endsWithBlankLine(events);
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                upstream.request(1);
            });
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onCompletion() {
        finish(Buffer.buffer(), Ending.COMPLETED);
    }

    @Override
    public void onFailure(Throwable failure) {
        if (!(failure instanceof BrokenStream broken)) {
            LOG.errorf(failure, "stream of call %s broke", reply.id());
            finish(error("internal_error", "The gateway failed in a way it should not."), Ending.FAILED);
            return;
        }
        switch (broken.why()) {
            case TOLD -> finish(Buffer.buffer(), Ending.FAILED);
            case TRUNCATED -> finish(error("upstream_error", broken.getMessage()), Ending.TRUNCATED);
            case RESET -> finish(error("upstream_error", broken.getMessage()), Ending.TRUNCATED);
            case LEFT_BEHIND, NO_ROOM -> finish(error("overloaded", broken.getMessage()), Ending.FAILED);
            case BLOCKED -> finish(error(ErrorBody.blocked(broken.code(), broken.getMessage())), Ending.REFUSED);
            case TIMEOUT -> finish(error("upstream_timeout", broken.getMessage()), Ending.FAILED);
        }
    }

    /** What is still to come has no time. A caller who does not read cannot be told. */
    void cutOff() {
        if (!response.writeQueueFull()) {
            ErrorBody why = ErrorBody.of(Drain.SHUTTING_DOWN);
            finish(error(why.code(), why.message()), Ending.FAILED);
        }
    }

    private Buffer error(String code, String message) {
        return error(ErrorBody.event(code, message));
    }

    /** An unfinished event is ended first: its reader must not take the error for a part of it. */
    private Buffer error(Buffer event) {
        return betweenEvents ? event : Buffer.buffer("\n\n").appendBuffer(event);
    }

    private void finish(Buffer last, Ending ending) {
        vertx.cancelTimer(timer);
        if (!reply.isOver()) {
            reply.end(last, ending);
        }
    }

    /** Writes a comment if it is time, and looks again when it may be time next. */
    private void keepAlive() {
        if (reply.isOver()) {
            return;
        }
        boolean due = System.nanoTime() - lastWrite >= keepAliveNanos;
        if (due && betweenEvents && !response.writeQueueFull()) {
            write(Buffer.buffer(COMMENT));
            due = false;
        }
        // A caller who does not read now, or an unfinished event: another look after another interval.
        long left = due ? keepAliveNanos : keepAliveNanos - (System.nanoTime() - lastWrite);
        timer = vertx.setTimer(Math.max(left / 1_000_000, 1) + 1, again -> keepAlive());
    }

    private void write(Buffer bytes) {
        lastWrite = System.nanoTime();
        response.write(bytes);
    }

    private static boolean endsWithBlankLine(Buffer events) {
        int length = events.length();
        if (length < 2) {
            return false;
        }
        byte last = events.getByte(length - 1);
        byte before = events.getByte(length - 2);
        return last == '\n' && (before == '\n' || length >= 4 && before == '\r' && events.getByte(length - 3) == '\n')
                || last == '\r' && before == '\r';
    }
}
