package dev.portcullis.cache;

import dev.portcullis.pipeline.Answer;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What a {@link Flight} needs to know of what is asked. Used on the flight's home, except for {@link #closed}. Throws nothing. */
interface Plan {

    /** Whether an answer is one that others may have. */
    boolean sharable(Answer answer);

    void hear(Buffer bytes);

    /**
     * The answer is complete.
     *
     * @param ours whether this flight has asked for it; else it is kept already, by whoever has
     * @return empty where it cannot be given again
     */
    Optional<Known> keep(Usage usage, boolean ours);

    /** What was heard is held no more, however the answer ended; harmless behind {@link #keep}. */
    void forget();

    /** Nobody boards any more. */
    void closed(Flight flight);
}
