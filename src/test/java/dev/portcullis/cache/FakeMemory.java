package dev.portcullis.cache;

import dev.portcullis.pipeline.Body;
import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps every answer it hears to the end. What it gives again begins with {@code again:}. */
final class FakeMemory implements Memory {

    boolean broken;
    /** Gives nothing, and cannot say that there is nothing. */
    boolean away;
    final Map<String, Known> kept = new ConcurrentHashMap<>();
    /** Of answers that were heard and neither kept nor forgotten. */
    final Set<Object> held = ConcurrentHashMap.newKeySet();

    @Override
    public Uni<Lookup<Known>> find(CacheKey key) {
        Known known = kept.get(key.digest());
        return Uni.createFrom().item(away ? Lookup.unknown() : known == null ? Lookup.none() : Lookup.of(known));
    }

    @Override
    public Take listen(Endpoint endpoint, boolean streamed) {
        Buffer heard = Buffer.buffer();
        return new Take() {
            @Override
            public void hear(Buffer bytes) {
                if (broken) {
                    throw new IllegalStateException("a bug made for this test");
                }
                heard.appendBuffer(bytes);
                held.add(this);
            }

            @Override
            public Optional<Known> keep(CacheKey key, Usage usage, Instant begun, Duration ttl) {
                Known known = known(usage, begun).orElseThrow();
                kept.put(key.digest(), known);
                return Optional.of(known);
            }

            @Override
            public Optional<Known> known(Usage usage, Instant begun) {
                Buffer again = Buffer.buffer("again:").appendBuffer(heard);
                return Optional.of(new Known(begun, usage, (stream, usageAsked) ->
                        Optional.of(stream ? new Body.Stream(Multi.createFrom().item(again)) : new Body.Whole(again))));
            }

            @Override
            public Future<Void> written() {
                return Future.succeededFuture();
            }

            @Override
            public void forget() {
                held.remove(this);
            }
        };
    }
}
