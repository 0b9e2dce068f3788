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
        Stage<I, O> before = this;
        return new Stage<>() {

            @Override
            public Uni<Reply> handle(I in, Responder<P> next) {
                return finish(next).respond(in);
            }

            @Override
            public Responder<I> finish(Responder<P> last) {
                return before.finish(after.finish(last));
            }
        };
    }

    /** The whole way, linked once: a call makes none of its links. */
    default Responder<I> finish(Responder<O> last) {
        return in -> handle(in, last);
    }
}
