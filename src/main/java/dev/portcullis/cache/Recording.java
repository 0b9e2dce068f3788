package dev.portcullis.cache;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/**
 * Hears an answer that is on its way to a caller, and makes of it what may be given again. Holds {@link Kept#MOST_BYTES} and one event
 * at most, and nothing any more once it is clear that the answer is not to be kept. Its caller makes sure that the status was 200.
 * Not thread-safe.
 *
 * <p>Kept is an answer of one choice that says why it ended, where that is of its own accord or because it had the length that was
 * asked for. Not kept: errors, calls of tools, what a provider's filter cut, what does not parse.
 */
sealed interface Recording permits StreamRecording, WholeRecording {

    /** @param room for all streams that are heard at once; one that finds none is not kept */
    static Recording of(Endpoint endpoint, boolean stream, BytesOnTheWay room) {
        return stream ? new StreamRecording(endpoint, room) : new WholeRecording(endpoint);
    }

    /** Whole server-sent events, as they come; of a whole body, all of it at once. */
    void hear(Buffer bytes);

    /**
     * To be asked once, when all was heard.
     *
     * @param begun when the answer was asked for
     * @return empty where it was not complete, was an error, or was more than may be kept
     */
    Optional<Kept> kept(Usage usage, Instant begun);

    /** It will not be asked for: holds nothing any more. To be called however the answer ended; harmless behind {@link #kept}. */
    void forget();
}
