package dev.portcullis.provider;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Attempt;
import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Call;
import dev.portcullis.pipeline.Headers;
import dev.portcullis.pipeline.Origin;
import dev.portcullis.pipeline.Target;
import dev.portcullis.pipeline.Usage;
import io.netty.channel.ConnectTimeoutException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/**
 * One attempt: a request to a provider and the way its answer begins. Ends in an {@link Answer}, of which a stream's first event
 * is known to be no error, or in an {@link UpstreamFailure}. Lets go of the connection when the call is over. One event loop.
 */
final class Exchange {

    /** Bytes of a whole answer; a batch of 2,048 embeddings of 3,072 floats has about 70 MB. */
    static final int MAX_ANSWER = 128 * 1024 * 1024;

    /** Bytes of an answer that are looked into on the event loop; reading more would keep its other calls waiting for too long. */
    private static final int READ_AT_ONCE = 256 * 1024;

    /** Times an attempt is sent again because a connection that had been idle turned out to be closed. */
    private static final int STALE_CONNECTIONS = 2;

    /** What a caller's request says to the provider beside its body. Anything else stays here: cookies, keys, organisations. */
    private static final String[] TO_PROVIDER = {"accept", "traceparent", "tracestate", "idempotency-key", "openai-beta"};
    /** What a provider's answer says to the caller. Its rate limits are the operator's, not the caller's. */
    private static final String[] TO_CALLER = {"content-type", "retry-after", "retry-after-ms", "x-should-retry",
        "openai-processing-ms", "openai-version", "openai-model"};

    private final Upstream upstream;
    private final Call call;
    private final Target target;
    private final Surroundings surroundings;
    private final UniEmitter<? super Answer> emitter;
    private final Deadline deadline;
    private HttpClientRequest request;
    private EventStream stream;
    private int staleConnections;
    private boolean settled;
    /** Whether the connection has nothing more to say and is fit for the next call. */
    private boolean answerRead;
    private boolean released;

    private Exchange(Upstream upstream, Call call, Target target, Surroundings surroundings, UniEmitter<? super Answer> emitter) {
        this.upstream = upstream;
        this.call = call;
        this.target = target;
        this.surroundings = surroundings;
        this.emitter = emitter;
        this.deadline = new Deadline(surroundings.vertx(), surroundings.nanoTime(), upstream.settings().timeouts(), this::expired);
    }

    /** @param upstream taken for this attempt, which releases it */
    static void begin(Upstream upstream, Call call, Target target, Surroundings surroundings, UniEmitter<? super Answer> emitter) {
        new Exchange(upstream, call, target, surroundings, emitter).send();
    }

    private void send() {
        deadline.within(upstream.settings().timeouts().firstByte(), "the first byte of its answer");
        call.over().whenComplete((outcome, never) -> callOver());
        connect();
    }

    private void connect() {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setURI(upstream.basePath() + upstream.dialect().path(call.endpoint(), target));
        upstream.client().request(options).onComplete(connected -> {
            if (released) {
                // The caller left, or the time was up, while a connection was being made.
                if (connected.succeeded()) {
                    connected.result().reset();
                }
            } else if (connected.succeeded()) {
                request = connected.result();
                write();
            } else if (closed(connected.cause()) && staleConnections++ < STALE_CONNECTIONS) {
                connect();
            } else {
                fail(Attempt.Result.CONNECTION, notConnected(connected.cause()));
            }
        });
    }

    private void write() {
        boolean askForUsage = call.payload().stream() && call.endpoint().streams() && upstream.settings().streamUsage();
        String model = upstream.dialect().modelInBody() ? target.upstreamModel() : call.payload().model();
        request.putHeader("content-type", "application/json").putHeader("x-request-id", call.id());
        for (String name : TO_PROVIDER) {
            call.headers().first(name).ifPresent(value -> request.putHeader(name, value));
        }
        upstream.credential().ifPresent(credential -> request.putHeader(credential.getKey(), credential.getValue()));
        boolean reused = upstream.reused(request.connection());
        request.send(call.payload().forProvider(model, askForUsage)).onComplete(answered -> {
            if (answered.succeeded()) {
                head(answered.result());
            } else if (reused && !released && closed(answered.cause()) && staleConnections++ < STALE_CONNECTIONS) {
                // Closed while it was idle: that says nothing about the provider, so it is no failed attempt.
                connect();
            } else {
                fail(Attempt.Result.CONNECTION, "closed the connection before it answered");
            }
        });
    }

    private void head(HttpClientResponse response) {
        if (released) {
            return;
        }
        Headers headers = Headers.NONE;
        for (String name : TO_CALLER) {
            String value = response.getHeader(name);
            if (value != null) {
                headers = headers.with(name, value);
            }
        }
        String type = response.getHeader("content-type");
        if (response.statusCode() == 200 && type != null && type.regionMatches(true, 0, "text/event-stream", 0, 17)) {
            stream(response, headers);
        } else {
            whole(response, headers);
        }
    }

    private void stream(HttpClientResponse response, Headers headers) {
        boolean hideUsage = upstream.settings().streamUsage() && !call.payload().usageAsked();
        stream = new EventStream(response, deadline, upstream.settings().timeouts(), new StreamWatch(hideUsage), this::release);
        stream.begin(surroundings.vertx(), surroundings.keepAlive(), new EventStream.Begun() {
            @Override
            public void well() {
                succeed(new Answer(200, headers, new Body.Stream(stream), Origin.GATEWAY, stream::usage));
            }

            @Override
            public void errorInFirstEvent(byte[] data, AnswerScan error) {
                errorInside(200, Headers.of("content-type", "application/json"), Buffer.buffer(data), error, Optional.empty());
            }

            @Override
            public void broken(String detail) {
                fail(Attempt.Result.CONNECTION, detail);
            }
        });
    }

    private void whole(HttpClientResponse response, Headers headers) {
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (settled) {
                return;
            }
            deadline.within(upstream.settings().timeouts().idle(), "the rest of its answer");
            body.appendBuffer(chunk);
            if (body.length() > MAX_ANSWER) {
                fail(Attempt.Result.SERVER_ERROR, "sent an answer of more than " + MAX_ANSWER + " bytes");
            }
        });
        response.exceptionHandler(broken -> fail(Attempt.Result.CONNECTION, "closed the connection in the middle of its answer"));
        response.endHandler(end -> {
            if (!settled) {
                answerRead = true;
                classify(response.statusCode(), headers, body, RetryAfter.read(response::getHeader, surroundings.clock().instant()));
            }
        });
    }

    /** What a whole answer means: an answer, somebody's mistake, or a reason to try again. */
    private void classify(int status, Headers headers, Buffer body, Optional<Duration> retryAfter) {
        if (status >= 200 && status < 300) {
            success(status, headers, body, retryAfter);
            return;
        }
        Answer words = new Answer(status, headers, new Body.Whole(body), Origin.GATEWAY, () -> Usage.UNKNOWN);
        if (status == 429) {
            fail(UpstreamFailure.inWords(Attempt.Result.RATE_LIMITED, "answered 429", retryAfter, words));
        } else if (status == 408 || status == 409) {
            fail(UpstreamFailure.inWords(Attempt.Result.SERVER_ERROR, "answered " + status, retryAfter, words));
        } else if (status >= 400 && status < 500) {
            succeed(words);
        } else {
            fail(UpstreamFailure.of(Attempt.Result.SERVER_ERROR, "answered " + status).after(retryAfter));
        }
    }

    private void success(int status, Headers headers, Buffer body, Optional<Duration> retryAfter) {
        if (body.length() <= READ_AT_ONCE) {
            success(status, headers, body, AnswerScan.of(body.getBytes()), retryAfter);
        } else {
            surroundings.vertx().executeBlocking(() -> AnswerScan.of(body.getBytes()), false)
                    .onSuccess(scan -> success(status, headers, body, scan, retryAfter))
                    .onFailure(emitter::fail);
        }
    }

    private void success(int status, Headers headers, Buffer body, Optional<AnswerScan> scan, Optional<Duration> retryAfter) {
        if (scan.isEmpty()) {
            fail(Attempt.Result.ERROR_IN_200, "answered " + status + " with a body that is not a JSON object");
        } else if (scan.get().error()) {
            errorInside(status, headers, body, scan.get(), retryAfter);
        } else {
            Usage usage = scan.get().usage().orElse(Usage.UNKNOWN);
            succeed(new Answer(status, headers, new Body.Whole(body), Origin.GATEWAY, () -> usage));
        }
    }

    private void errorInside(int status, Headers headers, Buffer body, AnswerScan error, Optional<Duration> retryAfter) {
        OptionalInt meant = error.errorStatus();
        if (meant.isPresent() && meant.getAsInt() >= 400 && meant.getAsInt() < 500) {
            classify(meant.getAsInt(), headers, body, retryAfter);
        } else {
            fail(UpstreamFailure.of(Attempt.Result.ERROR_IN_200, "answered " + status + " with an error in it").after(retryAfter));
        }
    }

    private void expired(String what) {
        if (stream != null && settled) {
            stream.expired(what);
        } else {
            fail(Attempt.Result.TIMEOUT, what);
        }
    }

    private void callOver() {
        if (!released) {
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
        fail(UpstreamFailure.of(result, detail));
    }

    /** Settles before it lets go: the reset fails whatever waits for the connection, and that is not why the attempt failed. */
    private void fail(UpstreamFailure failure) {
        boolean first = !settled;
        settled = true;
        release(!answerRead);
        if (first) {
            emitter.fail(failure);
        }
    }

    /** Gives everything back, once. @param cut whether the provider must be told to stop */
    private void release(boolean cut) {
        if (released) {
            return;
        }
        released = true;
        deadline.cancel();
        if (cut && request != null) {
            request.reset();
        }
        upstream.release();
    }

    /** Whether the connection had been closed, rather than could not be made. */
    private static boolean closed(Throwable cause) {
        return cause instanceof HttpClosedException
                || cause instanceof IOException && !(cause instanceof ConnectException || cause instanceof UnknownHostException || cause instanceof SSLException);
    }

    /** Says what kind of trouble it was; the exception's own message would tell callers the operator's addresses. */
    private static String notConnected(Throwable cause) {
        return "could not be reached" + switch (cause) {
            case ConnectTimeoutException slow -> ": no connection in time";
            case UnknownHostException unknown -> ": its host name is not known";
            case SSLException untrusted -> ": the TLS handshake failed";
            case ConnectionPoolTooBusyException busy -> ": all its connections are taken, and too many calls wait for one";
            case ConnectException refused -> ": the connection was refused";
            default -> "";
        };
    }
}
