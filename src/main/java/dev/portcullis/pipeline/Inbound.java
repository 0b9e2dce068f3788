package dev.portcullis.pipeline;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;

/**
 * A request as the edge hands it over: its headers are here, its body is not read yet.
 *
 * @param id        the caller's {@code x-request-id} if it is sane, else a new one
 * @param resource  what the path names below the endpoint (a model's id), or empty; with the query, as it was sent, where the endpoint takes one
 * @param body      reads the body when subscribed to; fails with {@link Refused} when it is too large, too slow or encoded
 * @param startedAt {@link System#nanoTime()} at the request's first byte
 * @param over      completed once, by the edge alone, when the call has ended in whatever way
 */
public record Inbound(
        String id,
        Endpoint endpoint,
        String resource,
        Headers headers,
        Identity caller,
        Uni<Buffer> body,
        long startedAt,
        CompletionStage<Outcome> over) {
}
