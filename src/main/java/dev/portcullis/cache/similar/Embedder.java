package dev.portcullis.cache.similar;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Turns a question into a vector, so that those of questions that mean the same point the same way. */
public interface Embedder {

    /**
     * @return a vector of any length above 0; empty where there is none to be had, now or at all. Never fails. May come on any thread, the
     *         caller's included
     */
    Uni<Optional<float[]>> embed(String question);
}
