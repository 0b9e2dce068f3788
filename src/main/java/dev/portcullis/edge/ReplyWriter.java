package dev.portcullis.edge;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Inbound;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Outcome.Ending;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import dev.portcullis.pipeline.Reply;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/** Writes one call's reply and completes its {@code over}, once, whatever happens first. One event loop. */
final class ReplyWriter {

    private static final Logger LOG = Logger.getLogger(ReplyWriter.class);

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final boolean multiplexed;
    /** HTTP/1.0 knows no chunks: of a body whose length is not told the end of the connection is the end, whatever was said of keeping it. */
    private final boolean unchunked;
    private final HttpConnection connection;
    private final Inbound inbound;
    private final CompletableFuture<Outcome> over;
    private final Duration keepAlive;
    private Optional<Reply> reply = Optional.empty();
    private Optional<StreamWriter> stream = Optional.empty();
    private Optional<Duration> firstByte = Optional.empty();

    /** Registers for the caller's leaving, so it must be made before the call's way begins. A caller who has left already ends it here. */
    ReplyWriter(Vertx vertx, HttpServerRequest request, Inbound inbound, CompletableFuture<Outcome> over, Duration keepAlive) {
        this.vertx = vertx;
        this.response = request.response();
        this.multiplexed = request.version() == HttpVersion.HTTP_2;
        this.unchunked = request.version() == HttpVersion.HTTP_1_0;
        this.connection = request.connection();
        this.inbound = inbound;
        this.over = over;
        this.keepAlive = keepAlive;
        // On HTTP/2 this fires after a normal end as well.
        response.closeHandler(closed -> {
            if (!response.ended()) {
                over(Ending.ABANDONED);
            }
        });
        response.exceptionHandler(broken -> over(Ending.ABANDONED));
        if (response.closed()) {
            over(Ending.ABANDONED);
        }
    }

    /** What is thrown here reaches nobody: it would leave the call open for ever. */
    void write(Reply ready) {
        try {
            writeHead(ready);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "the reply of call %s could not be written", inbound.id());
            response.reset();
            over(Ending.FAILED);
        }
    }

    private void writeHead(Reply ready) {
        if (over.isDone() || response.closed()) {
            return;
        }
        reply = Optional.of(ready);
        response.putHeader(KnownNames.REQUEST_ID, inbound.id());
        ready.origin().target().ifPresent(target -> response.putHeader(KnownNames.TARGET, target.id()));
        response.putHeader(KnownNames.CACHE, ready.origin().cache().word());
        response.putHeader(KnownNames.SERVER_TIMING, serverTiming(ready));
        ready.headers().forEach((name, value) -> response.putHeader(KnownNames.of(name), value));
        switch (ready) {
            case Refusal refusal -> refuse(refusal.plain());
            case Answer answer -> {
                response.setStatusCode(answer.status());
                switch (answer.body()) {
                    case Body.Whole whole -> whole(whole);
                    case Body.Stream stream -> stream(stream);
                }
            }
        }
    }

    /** The call's way failed: a refusal from where none could be returned, or a bug. */
    void broken(Throwable failure) {
        if (failure instanceof Refused refused) {
            write(refused.refusal());
            return;
        }
        LOG.errorf(failure, "call %s broke", inbound.id());
        if (!response.headWritten()) {
            write(new Refusal.Broken());
        }
    }

    /**
     * The process ends in a moment. What has no reply is refused, what is streamed ends with an error; an answer that is being written is
     * left to its reader.
     */
    void cutOff() {
        if (reply.isEmpty()) {
            write(Drain.SHUTTING_DOWN);
        } else {
            stream.ifPresent(StreamWriter::cutOff);
        }
    }

    private void refuse(Refusal refusal) {
        ErrorBody error = ErrorBody.of(refusal);
        response.setStatusCode(error.status()).putHeader("content-type", "application/json");
        // OpenAI's SDKs read the milliseconds first.
        error.retryAfter().ifPresent(wait -> response.putHeader("retry-after", Long.toString(Math.max(1, Math.ceilDiv(wait.toMillis(), 1_000))))
                .putHeader("retry-after-ms", Long.toString(Math.max(1, wait.toMillis()))));
        if (refusal instanceof Refusal.MethodNotAllowed no) {
            response.putHeader("allow", no.allowed());
        } else if (refusal instanceof Refusal.Unauthenticated) {
            response.putHeader("www-authenticate", "Bearer");
        } else if (refusal instanceof Refusal.OverBudget spent && !spent.soon() || refusal instanceof Refusal.OverLimit over && over.never()
                || refusal instanceof Refusal.NotCached || refusal instanceof Refusal.OutputInvalid) {
            response.putHeader("x-should-retry", "false");
        } else if (refusal instanceof Refusal.InvalidToken) {
            response.putHeader("www-authenticate", "Bearer error=\"invalid_token\"");
        }
        end(error.json(), error.isCallersDoing() ? Ending.REFUSED : Ending.FAILED);
    }

    /**
     * What is behind the last answer of a connection that is not read waits, so that it can be over before its first byte leaves. On
     * HTTP/2 its head does not wait: a caller may let nothing more come before it has that.
     */
    private void whole(Body.Whole whole) {
        if (whole.isAtOnce() && response.writeQueueFull()) {
            if (multiplexed && !response.headWritten()) {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(whole.bytes().length())).write(Buffer.buffer());
            }
            response.drainHandler(drained -> {
                response.drainHandler(null);
                if (!over.isDone()) {
                    whole(whole);
                }
            });
        } else {
            end(whole.bytes(), Ending.COMPLETED);
        }
    }

    private void stream(Body.Stream stream) {
        response.putHeader("cache-control", "no-cache").putHeader("x-accel-buffering", "no");
        response.setChunked(true);
        if (unchunked) {
            response.endHandler(ended -> connection.close());
        }
        StreamWriter writer = new StreamWriter(vertx, this, keepAlive);
        this.stream = Optional.of(writer);
        stream.chunks().subscribe(writer);
    }

    HttpServerResponse response() {
        return response;
    }

    String id() {
        return inbound.id();
    }

    Duration sinceArrival() {
        return Duration.ofNanos(System.nanoTime() - inbound.startedAt());
    }

    boolean isOver() {
        return over.isDone();
    }

    void whenOver(Runnable action) {
        over.thenRun(action);
    }

    void bodyBegins() {
        if (firstByte.isEmpty()) {
            firstByte = Optional.of(sinceArrival());
        }
    }

    /**
     * Who has the last byte may call again at once, so by then everything that this call held is given back; only a caller who has to
     * be waited for keeps it until all is written.
     *
     * @param last empty for nothing more
     */
    void end(Buffer last, Ending ending) {
        bodyBegins();
        if (last.length() <= Body.Whole.AT_ONCE && !response.writeQueueFull()) {
            over(ending, response.getStatusCode());
            response.end(last);
        } else {
            response.end(last).onComplete(flushed -> over(flushed.succeeded() ? ending : Ending.ABANDONED));
        }
    }

    private void over(Ending ending) {
        over(ending, response.headWritten() ? response.getStatusCode() : 0);
    }

    private void over(Ending ending, int status) {
        if (!over.isDone()) {
            Usage usage = reply.map(Reply::used).orElse(Usage.UNKNOWN);
            over.complete(new Outcome(ending, reply, status, usage, firstByte, sinceArrival()));
        }
    }

    /** W3C Server Timing: milliseconds until the reply's head, ours and the provider's. */
    private String serverTiming(Reply ready) {
        Duration upstream = ready.origin().upstream();
        StringBuilder text = new StringBuilder(48).append("gateway;dur=");
        milliseconds(text, sinceArrival().minus(upstream)).append(", upstream;dur=");
        return milliseconds(text, upstream).toString();
    }

    private static StringBuilder milliseconds(StringBuilder text, Duration duration) {
        long micros = duration.toNanos() / 1_000;
        long rest = micros % 1_000;
        return text.append(micros / 1_000).append('.').append(rest < 100 ? "0" : "").append(rest < 10 ? "0" : "").append(rest);
    }
}
