package dev.portcullis.cache;

import dev.portcullis.pipeline.Body;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Gives what was kept once more: whole or as a stream, whichever is asked for, whichever it was. Each time with an id of its own, of
 * the kind that the provider's was.
 */
final class Replay {

    /** Bytes that are brought into another shape on the event loop, in about a millisecond. */
    private static final int CHANGED_AT_ONCE = 256 * 1024;

    private final RandomGenerator random;

    /** @param random for ids, which are no secrets */
    Replay(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param usageAsked whether a stream's reader asked for the chunk that carries its usage
     * @return empty where the shape that is asked for cannot be made of what was kept without making something up: a miss
     */
    Optional<Body> body(Kept kept, boolean stream, boolean usageAsked) {
        boolean wanted = stream && kept.endpoint().streams();
        if (wanted == kept.isStream()) {
            byte[] id = NewId.of(kept.idKind(), random);
            return Optional.of(wanted ? events(kept, id, usageAsked) : whole(kept, id));
        }
        String id = new String(NewId.of(kept.idKind().isEmpty() ? EventsOfWhole.idKind(kept.endpoint()) : kept.idKind(), random), StandardCharsets.US_ASCII);
        return wanted ? EventsOfWhole.of(kept, id, usageAsked).map(events -> new Body.Stream(Multi.createFrom().item(events)))
                : WholeOfEvents.of(kept, id).map(Body.Whole::new);
    }

    /** Whether {@link #body} takes so long, up to some 20 ms, that a worker has to do it: the shape changes and the answer is not small. */
    boolean takesLong(Kept kept, boolean stream) {
        return (stream && kept.endpoint().streams()) != kept.isStream() && kept.weight() > CHANGED_AT_ONCE;
    }

    private static Body whole(Kept kept, byte[] id) {
        Buffer body = Buffer.buffer(kept.end(0) + id.length);
        kept.appendPart(0, id, body);
        return new Body.Whole(body);
    }

    private static Body events(Kept kept, byte[] id, boolean usageAsked) {
        return new Body.Stream(Multi.createFrom().iterable(() -> new KeptEvents(kept, id, usageAsked)));
    }
}
