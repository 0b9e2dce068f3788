package dev.portcullis.cache.similar;

import dev.portcullis.pipeline.Call;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Turns a question into a vector, so that those of questions that mean the same point the same way. */
@FunctionalInterface
public interface Embedder {

    /** Which has none. */
    Embedder NONE = (asking, question) -> Uni.createFrom().item(Optional.empty());

    /**
     * @param asking who pays, where that costs something
     * @return a vector of any length above 0; empty where there is none to be had, now or at all, or not within the time that this one
     *         is given. Never fails. May come on any thread, the caller's included
     */
    Uni<Optional<float[]>> embed(Call asking, String question);
}
