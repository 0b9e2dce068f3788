package dev.portcullis.provider;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.tokens.TextSample;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One attempt: a request to a provider and the way its answer begins. Ends in an {@link Answer}, of which a stream's first event
 * is known to be no error, or in an {@link UpstreamFailure}. Lets go of the connection when the call is over, or
 * a second after a stream's terminal event. One event loop.
 */
final class Exchange {

    /** Bytes of a whole answer; a batch of 2,048 embeddings of 3,072 floats has about 70 MB. */
    static final int MAX_ANSWER = 96 * 1024 * 1024;

    /** Bytes of an answer that are looked into on the event loop; reading more would keep its other calls waiting for too long. */
    private static final int READ_AT_ONCE = 256 * 1024;

    /** Times an attempt is sent again because a connection that had been idle turned out to be closed. */
    private static final int STALE_CONNECTIONS = 2;
    /** A connection that was closed already fails at once; one that fails later had taken the request, which may have been served. */
    private static final Duration STALE_SHOWS_WITHIN = Duration.ofSeconds(1);
    /** Bytes of an answer that is not one: error pages are not worth more. */
    private static final int MAX_REFUSAL = 1024 * 1024;
    private static final String FIRST_BYTE = "the first byte of its answer";
    private static final String NO_ROOM = "sent an answer for which the answers in memory leave no room";

    private final Upstream upstream;
    private final Lanes.Turn turn;
    private final Call call;
    private final Target target;
    private final Surroundings surroundings;
    private final UniEmitter<? super Answer> emitter;
    private final Deadline deadline;
    private HttpClientRequest request;
    private HttpClientResponse answer;
    private Optional<Duration> retryAfter = Optional.empty();
    private EventStream stream;
    private final EventRoom room;
    private long held;
    private int staleConnections;
    /** Whether the pool still looks for a connection, or makes one: that cannot be called off. */
    private boolean connecting;
    /** Whether anything may have come to the provider, also on a connection that turned out to be closed. */
    private boolean sent;
    private boolean settled;
    /** Whether the connection has nothing more to say and is fit for the next call. */
    private boolean answerRead;
    private boolean released;

    private Exchange(Upstream upstream, Call call, Target target, Surroundings surroundings, UniEmitter<? super Answer> emitter) {
        this.upstream = upstream;
        this.turn = upstream.turn(this::nextTurn, client -> guarded(() -> turnCame(client)));
        this.call = call;
        this.target = target;
        this.surroundings = surroundings;
        this.emitter = emitter;
        this.room = new EventRoom(surroundings.answers());
        this.deadline = new Deadline(surroundings.vertx(), surroundings.nanoTime(), upstream.settings().timeouts(), this::expired);
    }

    /** @param upstream taken for this attempt, which releases it */
    static void begin(Upstream upstream, Call call, Target target, Surroundings surroundings, UniEmitter<? super Answer> emitter) {
        new Exchange(upstream, call, target, surroundings, emitter).send();
    }

    private void send() {
        deadline.within(upstream.settings().timeouts().firstByte(), FIRST_BYTE);
        call.over().whenComplete((outcome, never) -> callOver());
        if (!turn.take()) {
            fail(Attempt.Result.SATURATED, "could not be reached: all its connections are taken, and too many calls wait for one");
        }
    }

    /** In line it was we who kept the call waiting; the provider's time begins now. */
    private void turnCame(HttpClient client) {
        deadline.within(upstream.settings().timeouts().firstByte(), FIRST_BYTE);
        connect(client);
    }

    private void connect(HttpClient client) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setURI(upstream.basePath() + upstream.dialect().path(call.endpoint(), target));
        Future<HttpClientRequest> connection = client.request(options);
        connecting = true;
        connection.onComplete(connected -> guarded(() -> {
            connecting = false;
            if (released) {
                // The caller left, or the time was up, while a connection was being made: until then it was nobody else's.
                turn.leave();
                if (connected.succeeded()) {
                    connected.result().exceptionHandler(reset -> { }).reset();
                }
            } else if (connected.succeeded()) {
                request = connected.result();
                write(client);
            } else if (Trouble.wasClosed(connected.cause()) && staleConnections++ < STALE_CONNECTIONS) {
                connect(client);
            } else {
                fail(Attempt.Result.CONNECTION, Trouble.connecting(connected.cause()));
            }
        }));
    }

    private void write(HttpClient client) {
        boolean askForUsage = call.payload().stream() && call.endpoint().streams() && upstream.settings().streamUsage();
        String model = upstream.dialect().modelInBody() ? target.upstreamModel() : call.payload().model();
        request.putHeader("content-type", "application/json").putHeader("x-request-id", call.id());
        PassedHeaders.toProvider(call.headers(), request);
        upstream.credential().ifPresent(credential -> request.putHeader(credential.getKey(), credential.getValue()));
        // Whatever breaks is told to those who wait for the answer; without a handler Vert.x would log it as an error as well.
        request.exceptionHandler(broken -> { });
        boolean reused = upstream.reused(request.connection());
        sent = true;
        long sentAt = surroundings.nanoTime().getAsLong();
        request.send(call.payload().forProvider(model, askForUsage)).onComplete(answered -> guarded(() -> {
            if (answered.succeeded()) {
                head(answered.result());
            } else if (reused && !released && Trouble.wasClosed(answered.cause()) && staleConnections++ < STALE_CONNECTIONS
                    && surroundings.nanoTime().getAsLong() - sentAt < STALE_SHOWS_WITHIN.toNanos()) {
                // Closed while it was idle: that says nothing about the provider, so it is no failed attempt.
                connect(client);
            } else {
                fail(Attempt.Result.CONNECTION, "closed the connection before it answered");
            }
        }));
    }

    /** What is thrown in a callback reaches nobody: it would leave the attempt, its connection and its caller hanging. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException bug) {
            broke(bug);
        }
    }

    private void broke(Throwable bug) {
        boolean first = !settled;
        settled = true;
        release(true);
        if (first) {
            emitter.fail(bug);
        }
    }

    private void head(HttpClientResponse response) {
        if (released) {
            return;
        }
        if (response.statusCode() < 200) {
            interim(response);
            return;
        }
        Headers headers = PassedHeaders.toCaller(response);
        retryAfter = RetryAfter.read(response::getHeader, surroundings.clock().instant());
        answer = response;
        String type = response.getHeader("content-type");
        if (response.statusCode() == 200 && type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17)) {
            stream(response, headers);
        } else {
            whole(response, headers);
        }
    }

    /**
     * Vert.x passes over 100 and 103, and takes any other interim answer for the answer. The one that follows would be given to the next
     * call of an HTTP/1 connection.
     */
    private void interim(HttpClientResponse response) {
        response.exceptionHandler(closed -> { });
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        }
        fail(Attempt.Result.SERVER_ERROR, "answered " + response.statusCode());
    }

    private void stream(HttpClientResponse response, Headers headers) {
        boolean hideUsage = upstream.settings().streamUsage() && !call.payload().usageAsked();
        stream = new EventStream(response, deadline, upstream.settings().timeouts(), new StreamWatch(hideUsage, tap(new TextSample())),
                room, this::release, nextTurn());
        stream.begin(surroundings.vertx(), surroundings.keepAlive(), new EventStream.Begun() {
            @Override
            public void well() {
                succeed(new Answer(200, headers, new Body.Stream(stream), Origin.GATEWAY, stream::usage));
            }

            @Override
            public void errorInFirstEvent(byte[] data, AnswerScan error) {
                errorInside(200, Headers.of("content-type", "application/json"), Buffer.buffer(data), error);
            }

            @Override
            public void broken(String detail) {
                fail(Attempt.Result.CONNECTION, detail);
            }

            @Override
            public void noRoom() {
                fail(Attempt.Result.SATURATED, NO_ROOM);
            }
        });
    }

    private Executor nextTurn() {
        Context loop = surroundings.vertx().getOrCreateContext();
        return task -> loop.runOnContext(turn -> task.run());
    }

    private void whole(HttpClientResponse response, Headers headers) {
        Buffer body = Buffer.buffer();
        int limit = response.statusCode() < 300 ? MAX_ANSWER : MAX_REFUSAL;
        response.handler(chunk -> {
            if (settled) {
                return;
            }
            deadline.within(upstream.settings().timeouts().idle(), "the rest of its answer");
            held += chunk.length();
            boolean fits = surroundings.answers().take(chunk.length());
            if (held > limit) {
                fail(Attempt.Result.SERVER_ERROR, "sent an answer of more than " + limit + " bytes");
            } else if (!fits) {
                fail(Attempt.Result.SATURATED, NO_ROOM);
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(broken -> fail(Attempt.Result.CONNECTION, "closed the connection in the middle of its answer"));
        response.endHandler(end -> guarded(() -> {
            if (!settled) {
                answerRead = true;
                classify(response.statusCode(), headers, body);
            }
        }));
    }

    /** What a whole answer means: an answer, somebody's mistake, or a reason to try again. */
    private void classify(int status, Headers headers, Buffer body) {
        if (status >= 200 && status < 300) {
            success(status, headers, body);
        } else if (ErrorAnswer.isCallersMistake(status)) {
            succeed(ErrorAnswer.words(status, headers, body));
        } else {
            fail(ErrorAnswer.failure(status, headers, body, retryAfter));
        }
    }

    private void success(int status, Headers headers, Buffer body) {
        if (body.length() <= READ_AT_ONCE) {
            success(status, headers, body, WholeAnswer.read(body.getBytes()));
        } else {
            surroundings.vertx().executeBlocking(() -> WholeAnswer.read(body.getBytes()), false)
                    .onSuccess(read -> guarded(() -> success(status, headers, body, read)))
                    .onFailure(this::broke);
        }
    }

    private void success(int status, Headers headers, Buffer body, Optional<WholeAnswer> read) {
        if (read.isEmpty()) {
            fail(Attempt.Result.ERROR_IN_200, "answered " + status + " with a body that is not a JSON object");
        } else if (read.get().scan().error()) {
            errorInside(status, headers, body, read.get().scan());
        } else {
            UsageTap usage = tap(read.get().written());
            usage.begins();
            read.get().scan().usage().ifPresent(usage::says);
            succeed(new Answer(status, headers, new Body.Whole(body), Origin.GATEWAY, usage::soFar));
        }
    }

    private UsageTap tap(TextSample written) {
        return new UsageTap(call.payload(), target, surroundings.tokens(), surroundings.corrections(), written);
    }

    private void errorInside(int status, Headers headers, Buffer body, AnswerScan error) {
        OptionalInt meant = error.errorStatus();
        if (meant.isPresent() && meant.getAsInt() >= 400 && meant.getAsInt() < 500) {
            classify(meant.getAsInt(), headers, body);
        } else {
            fail(UpstreamFailure.of(Attempt.Result.ERROR_IN_200, "answered " + status + " with an error in it").after(retryAfter));
        }
    }

    private void expired(String what) {
        if (stream != null && settled) {
            stream.expired(what);
        } else if (request == null) {
            fail(Attempt.Result.SATURATED, "had no free connection in time");
        } else {
            fail(Attempt.Result.TIMEOUT, what);
        }
    }

    private void callOver() {
        giveBack();
        if (!released && (stream == null || !stream.isComplete())) {
            fail(Attempt.Result.ABANDONED, "was let go because the caller left");
        }
    }

    private void succeed(Answer answer) {
        if (settled) {
            return;
        }
        settled = true;
        if (!(answer.body() instanceof Body.Stream)) {
            release(!answerRead);
        }
        emitter.complete(answer);
    }

    private void fail(Attempt.Result result, String detail) {
        fail(sent ? UpstreamFailure.of(result, detail) : UpstreamFailure.unsent(result, detail));
    }

    /** Settles before it lets go: the reset fails whatever waits for the connection, and that is not why the attempt failed. */
    private void fail(UpstreamFailure failure) {
        boolean first = !settled;
        settled = true;
        release(!answerRead);
        if (first) {
            if (failure.words().isEmpty()) {
                forgetAnswer();
            }
            emitter.fail(failure);
        }
    }

    /** What was read of an answer that was none is nobody's any more, and the next attempt needs the room for its own. */
    private void forgetAnswer() {
        giveBack();
        // Their handlers hold the bytes, and the call holds this exchange until it is over.
        request = null;
        answer = null;
    }

    private void giveBack() {
        surroundings.answers().giveBack(held);
        held = 0;
    }

    /** Gives everything back, once. @param cut whether the provider must be told to stop */
    private void release(boolean cut) {
        if (released) {
            return;
        }
        released = true;
        deadline.cancel();
        room.close();
        if (cut && request != null) {
            cut();
        }
        if (!connecting) {
            turn.leave();
        }
        upstream.release();
    }

    /**
     * An HTTP/1 connection serves the next call as soon as the last byte of this answer is on it, even if that byte still waits in
     * front of a caller who reads slowly; a reset would then cut the other call. So what waits is let run out first.
     */
    private void cut() {
        HttpClientRequest unfinished = request;
        if (answer == null || unfinished.version() == HttpVersion.HTTP_2) {
            unfinished.reset();
            return;
        }
        AtomicBoolean ended = new AtomicBoolean();
        answer.exceptionHandler(gone -> { }).handler(rest -> { }).endHandler(end -> ended.set(true)).resume();
        surroundings.vertx().runOnContext(later -> {
            if (!ended.get()) {
                unfinished.reset();
            }
        });
    }
}
