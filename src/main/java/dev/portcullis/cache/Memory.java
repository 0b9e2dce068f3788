package dev.portcullis.cache;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Usage;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was answered before: joins how answers are heard, kept and given again, for the stage that does none of it. */
interface Memory {

    /** Never fails. */
    Uni<Lookup<Known>> find(CacheKey key);

    Take listen(Endpoint endpoint, boolean stream);

    /** One answer on its way. Used by one thread at a time. */
    interface Take {

        /** Whole server-sent events, as they come; of a whole body, all of it at once. */
        void hear(Buffer bytes);

        /** The answer is complete. @param begun when it was asked for. @return empty where it is none that may be given again */
        Optional<Known> keep(CacheKey key, Usage usage, Instant begun, Duration ttl);

        /** The same for who does not keep it. */
        Optional<Known> known(Usage usage, Instant begun);

        /** Completes when other replicas can find what was kept, or never will. */
        Future<Void> written();

        /** What was heard is held no more, however the answer ended; harmless behind the others. */
        void forget();
    }

    /** @param room for all streams that are heard at once */
    static Memory of(AnswerStore store, Replay replay, BytesOnTheWay room) {
        return new Memory() {
            @Override
            public Uni<Lookup<Known>> find(CacheKey key) {
                return store.find(key).map(found -> found.map(kept -> known(kept, replay)));
            }

            @Override
            public Take listen(Endpoint endpoint, boolean stream) {
                Recording recording = Recording.of(endpoint, stream, room);
                return new Take() {

                    private Future<Void> written = Future.succeededFuture();

                    @Override
                    public void hear(Buffer bytes) {
                        recording.hear(bytes);
                    }

                    @Override
                    public Optional<Known> keep(CacheKey key, Usage usage, Instant begun, Duration ttl) {
                        return recording.kept(usage, begun).map(kept -> {
                            written = store.keep(key, kept, ttl);
                            return Memory.known(kept, replay);
                        });
                    }

                    @Override
                    public Optional<Known> known(Usage usage, Instant begun) {
                        return recording.kept(usage, begun).map(kept -> Memory.known(kept, replay));
                    }

                    @Override
                    public Future<Void> written() {
                        return written;
                    }

                    @Override
                    public void forget() {
                        recording.forget();
                    }
                };
            }
        };
    }

    private static Known known(Kept kept, Replay replay) {
        return new Known(kept.at(), kept.usage(), (stream, usageAsked) ->
                replay.takesLong(kept, stream) ? Optional.empty() : replay.body(kept, stream, usageAsked));
    }
}
