package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** How an {@link Entry} lies in the journal. A journal of another version is not read. */
final class EntryCodec {

    /** Changes with every change of what is written here. */
    static final byte VERSION = 1;
    /** Bytes of one entry at most; a text that is longer than {@link #MOST_TEXT} is cut. */
    static final int MOST_BYTES = 4 * 1024;
    private static final int MOST_TEXT = 256;

    private EntryCodec() {
    }

    static void write(Entry entry, ByteBuffer to) {
        to.putLong(entry.id().getMostSignificantBits()).putLong(entry.id().getLeastSignificantBits());
        to.putLong(entry.at().getEpochSecond()).putInt(entry.at().getNano());
        text(entry.requestId(), to);
        text(entry.tenant(), to);
        text(entry.key(), to);
        text(entry.endpoint(), to);
        text(entry.model(), to);
        text(entry.target(), to);
        text(entry.prompt(), to);
        text(entry.version(), to);
        text(entry.cache(), to);
        Usage usage = entry.usage();
        to.putLong(usage.input()).putLong(usage.cachedInput()).putLong(usage.cacheWrite()).putLong(usage.audioInput())
                .putLong(usage.output()).putLong(usage.reasoning()).putLong(usage.audioOutput()).put((byte) (usage.estimated() ? 1 : 0));
        to.putLong(entry.cost().nanos()).putLong(entry.latency()).putLong(entry.firstToken()).putInt(entry.status());
        text(entry.outcome(), to);
        to.putInt(entry.calls());
    }

    static Entry read(ByteBuffer from) {
        return new Entry(new UUID(from.getLong(), from.getLong()), Instant.ofEpochSecond(from.getLong(), from.getInt()), text(from), text(from),
                text(from), text(from), text(from), text(from), text(from), text(from), text(from),
                new Usage(from.getLong(), from.getLong(), from.getLong(), from.getLong(), from.getLong(), from.getLong(), from.getLong(),
                        from.get() == 1),
                new Usd(from.getLong()), from.getLong(), from.getLong(), from.getInt(), text(from), from.getInt());
    }

    private static void text(String text, ByteBuffer to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_TEXT) {
            bytes = new String(Arrays.copyOf(bytes, MOST_TEXT), StandardCharsets.UTF_8).replace("\uFFFD", "").getBytes(StandardCharsets.UTF_8);
        }
        to.putShort((short) bytes.length).put(bytes);
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getShort()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
