package dev.portcullis.pipeline;

import io.smallrye.mutiny.Uni;

/**
 * One step of a call's way: it may change the call, answer in its place, or change the reply.
 *
 * @param <I> what the step needs to know
 * @param <O> what is known after it
 */
@FunctionalInterface
public interface Stage<I, O> {

    Uni<Reply> handle(I in, Responder<O> next);

    default <P> Stage<I, P> then(Stage<O, P> after) {
        return (in, next) -> handle(in, out -> after.handle(out, next));
    }

    default Responder<I> finish(Responder<O> last) {
        return in -> handle(in, last);
    }
}
