package dev.portcullis.cache;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/** Hears a body that comes at once. */
final class WholeRecording implements Recording {

    private final Endpoint endpoint;
    private byte[] json;
    private boolean lost;

    WholeRecording(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void hear(Buffer bytes) {
        lost |= json != null || bytes.length() > Kept.MOST_BYTES;
        json = lost ? null : bytes.getBytes();
    }

    @Override
    public Optional<Kept> kept(Usage usage, Instant now) {
        return json == null ? Optional.empty() : AnswerLook.at(json).filter(this::isComplete).map(look -> {
            KeptBytes bytes = new KeptBytes();
            bytes.add(json, look);
            return new Kept(endpoint, false, bytes, Kept.NO_EVENT, usage, now);
        });
    }

    @Override
    public void forget() {
        json = null;
        lost = true;
    }

    private boolean isComplete(AnswerLook look) {
        return endpoint.generates() ? look.choices() == 1 && look.written() && look.finished()
                : endpoint == Endpoint.EMBEDDINGS && look.hasVectors();
    }
}
