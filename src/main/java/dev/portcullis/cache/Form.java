package dev.portcullis.cache;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * All that stores know of what they keep.
 *
 * @param at     when it was made
 * @param weight bytes of memory that it takes, about
 * @param encode for a store outside of this process
 * @param decode empty where the bytes are not what {@code encode} has made for that key
 */
record Form<A>(Function<A, Instant> at, ToIntFunction<A> weight, BiFunction<A, CacheKey, Buffer> encode,
        BiFunction<Buffer, CacheKey, Optional<A>> decode) {

    static final Form<Kept> KEPT = new Form<>(Kept::at, Kept::weight, Kept::encode, Kept::decode);
}
