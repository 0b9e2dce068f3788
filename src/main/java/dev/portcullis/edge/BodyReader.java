package dev.portcullis.edge;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Outcome;
import dev.portcullis.pipeline.Refusal;
import dev.portcullis.pipeline.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads request bodies within their bounds: bytes of one body, bytes of all bodies together, and time. What all bodies take is
 * counted from a body's first byte until its call is over.
 */
@Singleton
final class BodyReader {

    /** Share of the heap that request bodies may take together. Each is there several times while it is read and guards look at its texts. */
    private static final int HEAP_SHARE = 8;
    /** What is read of a refused body so that its sender gets to read the refusal; after that the connection is closed. */
    private static final long MAX_DISCARDED = 64L * 1024 * 1024;
    private static final Duration MAX_DISCARDING = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final long maxBody;
    private final Duration maxDuration;
    private final long maxTogether;
    private final AtomicLong together = new AtomicLong();

    BodyReader(Vertx vertx, MeterRegistry meters,
            @ConfigProperty(name = "portcullis.body.max-size", defaultValue = "20M") MemorySize maxBody,
            @ConfigProperty(name = "portcullis.body.timeout", defaultValue = "60s") Duration maxDuration) {
        this.vertx = vertx;
        this.maxBody = maxBody.asLongValue();
        this.maxDuration = maxDuration;
        this.maxTogether = Math.max(Runtime.getRuntime().maxMemory() / HEAP_SHARE, this.maxBody);
        meters.gauge(Metric.BODY_BYTES.meterName(), together);
    }

    /** @return fails with {@link Refused}; reads nothing until it is subscribed to */
    Uni<Buffer> read(HttpServerRequest request, CompletionStage<Outcome> over) {
        return Uni.createFrom().emitter(emitter -> new Reading(request, over, emitter).begin());
    }

    /** Lets the sender of a body that nobody wants finish, within bounds. */
    void discardRest(HttpServerRequest request) {
        if (request.isEnded() || request.response().closed()) {
            return;
        }
        AtomicLong left = new AtomicLong(MAX_DISCARDED);
        long timer = vertx.setTimer(MAX_DISCARDING.toMillis(), late -> cutOff(request));
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> vertx.cancelTimer(timer));
        request.handler(chunk -> {
            if (left.addAndGet(-chunk.length()) < 0) {
                cutOff(request);
            }
        });
        request.resume();
    }

    /** An HTTP/2 connection carries other calls as well: only this one's stream is reset. */
    private static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private final class Reading {

        private final HttpServerRequest request;
        private final CompletionStage<Outcome> over;
        private final UniEmitter<? super Buffer> emitter;
        private Buffer body;
        private long counted;
        private long timer = -1;
        private boolean refused;

        Reading(HttpServerRequest request, CompletionStage<Outcome> over, UniEmitter<? super Buffer> emitter) {
            this.request = request;
            this.over = over;
            this.emitter = emitter;
        }

        void begin() {
            for (String encoding : request.headers().getAll("content-encoding")) {
                if (!encoding.equalsIgnoreCase("identity")) {
                    refuse(new Refusal.UnsupportedEncoding(encoding));
                    return;
                }
            }
            if (announced() > maxBody) {
                refuse(new Refusal.BodyTooLarge(maxBody));
                return;
            }
            if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
                request.response().writeContinue();
            }
            over.whenComplete((outcome, never) -> giveBack());
            request.exceptionHandler(gone -> stopTimer());
            request.handler(this::chunk);
            request.endHandler(end -> {
                stopTimer();
                emitter.complete(body == null ? Buffer.buffer() : body);
            });
            request.resume();
            // Most bodies came with their headers and are read by now.
            if (!request.isEnded() && !refused) {
                timer = vertx.setTimer(maxDuration.toMillis(), late -> refuse(new Refusal.BodyTooSlow(maxDuration)));
            }
        }

        private void stopTimer() {
            if (timer >= 0) {
                vertx.cancelTimer(timer);
            }
        }

        /** -1 if the length is not known in advance. */
        private long announced() {
            String length = request.getHeader("content-length");
            try {
                return length == null ? -1 : Long.parseLong(length);
            } catch (NumberFormatException tooLong) {
                return Long.MAX_VALUE;
            }
        }

        private void chunk(Buffer chunk) {
            counted += chunk.length();
            if (together.addAndGet(chunk.length()) > maxTogether) {
                refuse(new Refusal.Overloaded(Duration.ofSeconds(1)));
            } else if (counted > maxBody) {
                refuse(new Refusal.BodyTooLarge(maxBody));
            } else {
                body = body == null ? chunk : body.appendBuffer(chunk);
            }
        }

        private void refuse(Refusal refusal) {
            refused = true;
            stopTimer();
            request.handler(null).endHandler(null).pause();
            body = null;
            emitter.fail(new Refused(refusal));
        }

        private void giveBack() {
            stopTimer();
            together.addAndGet(-counted);
            counted = 0;
        }
    }
}
