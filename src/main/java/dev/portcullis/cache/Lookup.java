package dev.portcullis.cache;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a store says of a key.
 *
 * @param absent whether it is certain that nothing is kept under it; a store that is slow, away or busy cannot say so
 */
public record Lookup<A>(Optional<A> found, boolean absent) {

    private static final Lookup<?> ABSENT = new Lookup<>(Optional.empty(), true);
    private static final Lookup<?> UNKNOWN = new Lookup<>(Optional.empty(), false);

    static <A> Lookup<A> of(A found) {
        return new Lookup<>(Optional.of(found), false);
    }

    @SuppressWarnings("unchecked")
    static <A> Lookup<A> none() {
        return (Lookup<A>) ABSENT;
    }

    /** Nothing can be given now, and there may be something all the same. */
    @SuppressWarnings("unchecked")
    static <A> Lookup<A> unknown() {
        return (Lookup<A>) UNKNOWN;
    }

    <B> Lookup<B> map(Function<A, B> form) {
        return new Lookup<>(found.map(form), absent);
    }
}
