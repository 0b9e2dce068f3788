package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How an {@link Entry} and its {@link Entry.End} lie in the journal. It is written in this version only; what the versions before have
 * left behind is read as well, by {@link EntryReader}, or an update would lose what its database was away for.
 */
final class EntryCodec {

    /** Changes with every change of what is written here. */
    static final byte VERSION = 4;
    /** The oldest that is read. It knows nothing of what was saved. */
    static final byte WITHOUT_SAVED = 2;
    /** Knows nothing of units, releases and what prompts promise. */
    static final byte WITHOUT_SHARE = 3;
    /** Bytes of one entry at most; a text that is longer than {@link #MOST_TEXT} is cut. */
    static final int MOST_BYTES = 4 * 1024;
    private static final int MOST_TEXT = 256;

    private EntryCodec() {
    }

    static boolean reads(byte version) {
        return version >= WITHOUT_SAVED && version <= VERSION;
    }

    static void write(Entry entry, ByteBuffer to) {
        to.putLong(entry.at().getEpochSecond()).putInt(entry.at().getNano());
        text(entry.requestId(), to);
        Entry.Subject subject = entry.subject();
        text(subject.tenant(), to);
        text(subject.key(), to);
        text(subject.endpoint(), to);
        text(subject.model(), to);
        text(subject.target(), to);
        text(subject.prompt(), to);
        text(subject.version(), to);
        text(subject.cache(), to);
        write(entry.share(), to);
        write(entry.end(), to);
        to.putInt(entry.calls());
    }

    private static void write(Entry.Share share, ByteBuffer to) {
        to.put((byte) (share.unit().isPresent() ? 1 : 0));
        share.unit().ifPresent(unit -> to.putLong(unit.getMostSignificantBits()).putLong(unit.getLeastSignificantBits()));
        text(share.release(), to);
        text(share.arm(), to);
    }

    static void write(Entry.End end, ByteBuffer to) {
        Usage usage = end.usage();
        to.putLong(usage.input()).putLong(usage.cachedInput()).putLong(usage.cacheWrite()).putLong(usage.audioInput())
                .putLong(usage.output()).putLong(usage.reasoning()).putLong(usage.audioOutput()).put((byte) (usage.estimated() ? 1 : 0));
        to.putLong(end.cost().nanos()).putLong(end.saved().nanos()).putLong(end.latency()).putLong(end.firstToken()).putInt(end.status());
        text(end.outcome(), to);
        text(end.output(), to);
    }

    private static void text(String text, ByteBuffer to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_TEXT) {
            bytes = new String(Arrays.copyOf(bytes, MOST_TEXT), StandardCharsets.UTF_8).replace("\uFFFD", "").getBytes(StandardCharsets.UTF_8);
        }
        to.putShort((short) bytes.length).put(bytes);
    }
}
