package dev.portcullis.pipeline;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/** An answer's bytes, whole or as they come. */
public sealed interface Body {

    record Whole(Buffer bytes) implements Body {
    }

    /**
     * @param chunks each one or more whole server-sent events, so that anything may be put between two chunks. Fails with
     *               {@link BrokenStream}; the caller has seen what came before, so nobody may try again.
     */
    record Stream(Multi<Buffer> chunks) implements Body {
    }
}
