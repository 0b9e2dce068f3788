package dev.portcullis.pipeline;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/** An answer's bytes, whole or as they come. */
public sealed interface Body {

    record Whole(Buffer bytes) implements Body {

        /** Bytes of a whole answer of which its caller has none before the call is over; of a longer one it may have. */
        public static final int AT_ONCE = 64 * 1024;

        /** Whether the call is over before its caller has a byte of this. */
        public boolean isAtOnce() {
            return bytes.length() <= AT_ONCE;
        }
    }

    /**
     * @param chunks each one or more whole server-sent events, so that anything may be put between two chunks. Fails with
     *               {@link BrokenStream}; the caller has seen what came before, so nobody may try again.
     */
    record Stream(Multi<Buffer> chunks) implements Body {
    }
}
