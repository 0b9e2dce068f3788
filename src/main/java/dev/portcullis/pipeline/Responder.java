package dev.portcullis.pipeline;

import io.smallrye.mutiny.Uni;

/** The rest of the way: whatever still stands between a call and its reply. */
@FunctionalInterface
public interface Responder<T> {

    Uni<Reply> respond(T in);
}
