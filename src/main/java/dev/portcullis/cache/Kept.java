package dev.portcullis.cache;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/** An answer that may be given again: a whole body, or the events of a stream with their boundaries. Immutable. */
public final class Kept {

    /** Bytes of one answer: a larger one is not kept. A stream of some 15,000 tokens has about as many. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    static final int NO_EVENT = -1;

    private static final int OBJECTS = 256;

    private final Endpoint endpoint;
    private final boolean stream;
    private final byte[] bytes;
    private final int[] ends;
    private final int[] ids;
    private final String idKind;
    private final int usageEvent;
    private final Usage usage;
    private final long at;

    Kept(Endpoint endpoint, boolean stream, KeptBytes bytes, int usageEvent, Usage usage, Instant at) {
        this(endpoint, stream, bytes.bytes(), bytes.ends(), bytes.ids(), bytes.idKind(), usageEvent, usage, at.toEpochMilli());
    }

    /**
     * @param bytes      one body, or all events with their blank lines; each without its id
     * @param ends       where in {@code bytes} each event, or the body, ends
     * @param ids        where in {@code bytes} each one's id belongs, or {@link KeptBytes#NO_ID}
     * @param usageEvent which event says only the usage, or {@link #NO_EVENT}
     * @param at         when it was asked for, in milliseconds since 1970
     */
    Kept(Endpoint endpoint, boolean stream, byte[] bytes, int[] ends, int[] ids, String idKind, int usageEvent, Usage usage, long at) {
        this.endpoint = endpoint;
        this.stream = stream;
        this.bytes = bytes;
        this.ends = ends;
        this.ids = ids;
        this.idKind = idKind;
        this.usageEvent = usageEvent;
        this.usage = usage;
        this.at = at;
    }

    /** When it was asked for, to the millisecond. */
    public Instant at() {
        return Instant.ofEpochMilli(at);
    }

    /** What it took at its provider, and what is saved when it is given again. */
    public Usage usage() {
        return usage;
    }

    /** Bytes of memory that it takes, about. */
    public int weight() {
        return bytes.length + (ends.length + ids.length) * Integer.BYTES + OBJECTS;
    }

    /** For a store outside of this process. Says in which format it is, and for which key. A large one takes milliseconds. */
    public Buffer encode(CacheKey key) {
        return KeptFormat.write(this, key);
    }

    /** @return empty where this is not what {@link #encode} has made for that key, whole and in today's format */
    public static Optional<Kept> decode(Buffer bytes, CacheKey key) {
        return KeptFormat.read(bytes, key);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    boolean isStream() {
        return stream;
    }

    /** Shared: not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** How many events there are, the terminal one included; of a whole body, 1. */
    int parts() {
        return ends.length;
    }

    int begin(int part) {
        return part == 0 ? 0 : ends[part - 1];
    }

    int end(int part) {
        return ends[part];
    }

    /** Where this part's id belongs, or {@link KeptBytes#NO_ID}. */
    int idAt(int part) {
        return ids[part];
    }

    /** What a new id has to begin with to look like those that were there. */
    String idKind() {
        return idKind;
    }

    int usageEvent() {
        return usageEvent;
    }

    /** Adds one part with this id in its place. */
    void appendPart(int part, byte[] id, Buffer to) {
        int from = begin(part);
        if (ids[part] != KeptBytes.NO_ID) {
            to.appendBytes(bytes, from, ids[part] - from).appendBytes(id);
            from = ids[part];
        }
        to.appendBytes(bytes, from, ends[part] - from);
    }
}
