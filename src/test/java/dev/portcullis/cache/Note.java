package dev.portcullis.cache;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/** Stands for an answer. */
record Note(String text, Instant at) {

    static final Form<Note> FORM = new Form<>(Note::at, note -> note.text.length(), Note::encode, Note::decode);

    private Buffer encode(CacheKey key) {
        return Buffer.buffer("note").appendString(key.digest()).appendLong(at.toEpochMilli()).appendString(text);
    }

    private static Optional<Note> decode(Buffer bytes, CacheKey key) {
        int head = 4 + key.digest().length();
        if (bytes.length() < head + 8 || !bytes.getString(0, head).equals("note" + key.digest())) {
            return Optional.empty();
        }
        return Optional.of(new Note(bytes.getString(head + 8, bytes.length()), Instant.ofEpochMilli(bytes.getLong(head))));
    }

    static CacheKey key(String digest) {
        return new CacheKey("acme", "gpt", "", digest);
    }
}
