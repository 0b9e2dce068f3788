package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads what {@link EntryCodec} wrote. Of what many lines have in common it remembers the last few hundred and gives the same object
 * again, so that it is neither made nor hashed anew for each of them. Not for two threads.
 */
final class EntryReader {

    private static final int TEXTS_OF_SUBJECT = 8;

    private final Remembered<Entry.Subject> subjects = new Remembered<>(EntryReader::subject);
    private final Remembered<String> words = new Remembered<>(EntryReader::text);

    /** @param version in which it was written; one that is read */
    Entry read(ByteBuffer from, byte version) {
        return new Entry(Instant.ofEpochSecond(from.getLong(), from.getInt()), text(from), subjects.next(from, sizeOfTexts(from, TEXTS_OF_SUBJECT)),
                version <= EntryCodec.WITHOUT_SHARE ? Entry.Share.NONE : share(from), end(from, version), from.getInt());
    }

    /** @param version in which it was written; one that is read */
    Entry.End end(ByteBuffer from, byte version) {
        Usage usage = new Usage(from.getLong(), from.getLong(), from.getLong(), from.getLong(), from.getLong(), from.getLong(), from.getLong(),
                from.get() == 1);
        Usd cost = new Usd(from.getLong());
        Usd saved = version == EntryCodec.WITHOUT_SAVED ? Usd.ZERO : new Usd(from.getLong());
        return new Entry.End(usage, cost, saved, from.getLong(), from.getLong(), from.getInt(), word(from),
                version <= EntryCodec.WITHOUT_SHARE ? "" : word(from));
    }

    private Entry.Share share(ByteBuffer from) {
        Optional<UUID> unit = from.get() == 1 ? Optional.of(new UUID(from.getLong(), from.getLong())) : Optional.empty();
        return new Entry.Share(unit, word(from), word(from));
    }

    private static Entry.Subject subject(ByteBuffer from) {
        return new Entry.Subject(text(from), text(from), text(from), text(from), text(from), text(from), text(from), text(from));
    }

    /** One of few. */
    private String word(ByteBuffer from) {
        int size = sizeOfTexts(from, 1);
        return size == Short.BYTES ? text(from) : words.next(from, size);
    }

    private static int sizeOfTexts(ByteBuffer from, int texts) {
        int at = from.position();
        for (int i = 0; i < texts; i++) {
            at += Short.BYTES + from.getShort(at);
        }
        return at - from.position();
    }

    private static String text(ByteBuffer from) {
        int length = from.getShort();
        if (length == 0) {
            return "";
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
