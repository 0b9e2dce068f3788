package dev.portcullis.cache;

import dev.portcullis.pipeline.Endpoint;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * How an answer is written where other replicas read it:
 * <pre>
 *   "PCKA", version: 1 byte
 *   key: 2 bytes length, then UTF-8: all of the key, so that an answer never gets under another one's
 *   packed: 1 byte, 1 if what follows is deflated (RFC 1950)
 *   length: 4 bytes, of the content when it is not deflated
 *   content
 *   CRC-32C of all before: 4 bytes
 * </pre>
 * The checksum finds accidents. Who can write into the store and wants to deceive can compute it as well; the rest of the checks sees
 * to it that even then nothing is read beyond what is there, and no more memory is taken than a kept answer may have.
 */
final class KeptFormat {

    /** Raised whenever the content's meaning changes: what another version has written counts as not there. */
    static final byte VERSION = 1;

    /** Content of more bytes than this is deflated. */
    static final int PACKED_ABOVE = 1024;

    private static final byte[] MAGIC = "PCKA".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM = 4;
    /** Beside bytes and places: endpoint, time, usage, kind of the ids. */
    private static final int MOST_FACTS = 256;
    private static final int MOST_VARINT = 10;
    private static final int MOST_CONTENT = Kept.MOST_BYTES + MOST_FACTS;
    /** RFC 1951's best case is 1,032 to 1. */
    private static final int MOST_INFLATION = 1_032;

    private KeptFormat() {
    }

    static Buffer write(Kept kept, CacheKey key) {
        byte[] content = content(kept);
        byte[] name = name(key);
        boolean packed = content.length > PACKED_ABOVE;
        byte[] body = packed ? deflate(content) : content;
        ByteBuffer to = ByteBuffer.allocate(MAGIC.length + 1 + Short.BYTES + name.length + 1 + Integer.BYTES + body.length + CHECKSUM);
        to.put(MAGIC).put(VERSION).putShort((short) name.length).put(name);
        to.put((byte) (packed ? 1 : 0)).putInt(content.length).put(body);
        to.putInt(checksum(to.array(), to.position()));
        return Buffer.buffer(to.array());
    }

    static Optional<Kept> read(Buffer value, CacheKey key) {
        int end = value.length() - CHECKSUM;
        if (end < MAGIC.length + 1 || value.getByte(MAGIC.length) != VERSION || end > MOST_CONTENT + MOST_FACTS + Short.MAX_VALUE) {
            return Optional.empty();
        }
        byte[] bytes = value.getBytes();
        ByteBuffer from = ByteBuffer.wrap(bytes, 0, end);
        try {
            boolean ours = checksum(bytes, end) == value.getInt(end) && isNext(from, MAGIC) && from.get() == VERSION
                    && isNext(from, name(key), from.getShort());
            return ours ? body(from).flatMap(KeptFormat::kept) : Optional.empty();
        } catch (BufferUnderflowException tooShort) {
            return Optional.empty();
        }
    }

    /** The key's fields with their lengths, so that no two keys have one name. Of a name that is too long its beginning counts, which has the digest. */
    private static byte[] name(CacheKey key) {
        byte[] name = (key.digest() + ' ' + key.tenant().length() + ' ' + key.tenant() + ' ' + key.model().length() + ' ' + key.model() + ' '
                + key.prompt()).getBytes(StandardCharsets.UTF_8);
        return name.length <= Short.MAX_VALUE ? name : Arrays.copyOf(name, Short.MAX_VALUE);
    }

    private static boolean isNext(ByteBuffer from, byte[] expected, int length) {
        return length == expected.length && isNext(from, expected);
    }

    private static boolean isNext(ByteBuffer from, byte[] expected) {
        byte[] found = new byte[expected.length];
        from.get(found);
        return Arrays.equals(found, expected);
    }

    private static Optional<byte[]> body(ByteBuffer from) {
        byte packed = from.get();
        int length = from.getInt();
        int left = from.remaining();
        if (length < 0 || length > MOST_CONTENT || packed == 0 && length != left || packed != 0 && length > (long) left * MOST_INFLATION) {
            return Optional.empty();
        }
        if (packed == 0) {
            byte[] content = new byte[length];
            from.get(content);
            return Optional.of(content);
        }
        return packed == 1 ? inflate(from, length) : Optional.empty();
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] packed = new byte[content.length / 4 + 64];
            int length = 0;
            while (true) {
                length += deflater.deflate(packed, length, packed.length - length);
                if (deflater.finished()) {
                    return Arrays.copyOf(packed, length);
                }
                packed = Arrays.copyOf(packed, 2 * packed.length);
            }
        } finally {
            deflater.end();
        }
    }

    /** Exactly as much as was said: what would become more is not read on. */
    private static Optional<byte[]> inflate(ByteBuffer from, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from);
            byte[] content = new byte[length];
            int read = 0;
            while (read < length) {
                int more = inflater.inflate(content, read, length - read);
                if (more == 0) {
                    return Optional.empty();
                }
                read += more;
            }
            boolean exact = inflater.finished() || inflater.inflate(new byte[1]) == 0 && inflater.finished();
            return exact && !from.hasRemaining() ? Optional.of(content) : Optional.empty();
        } catch (DataFormatException malformed) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static byte[] content(Kept kept) {
        byte[] kind = kept.idKind().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer to = ByteBuffer.allocate(MOST_FACTS + kept.parts() * 2 * MOST_VARINT + kept.bytes().length);
        to.put(code(kept.endpoint())).put((byte) (kept.isStream() ? 1 : 0));
        Usage usage = kept.usage();
        for (long number : new long[] {kept.at().toEpochMilli(), usage.input(), usage.cachedInput(), usage.cacheWrite(), usage.audioInput(),
            usage.output(), usage.reasoning(), usage.audioOutput(), usage.estimated() ? 1 : 0, kept.usageEvent() + 1, kind.length}) {
            putVarint(to, number);
        }
        to.put(kind);
        putVarint(to, kept.parts());
        for (int part = 0; part < kept.parts(); part++) {
            putVarint(to, kept.end(part) - kept.begin(part));
            putVarint(to, kept.idAt(part) == KeptBytes.NO_ID ? 0 : kept.idAt(part) - kept.begin(part) + 1);
        }
        to.put(kept.bytes());
        return Arrays.copyOf(to.array(), to.position());
    }

    private static Optional<Kept> kept(byte[] content) {
        ByteBuffer from = ByteBuffer.wrap(content);
        Optional<Endpoint> endpoint = endpoint(from.get());
        byte stream = from.get();
        long at = varint(from);
        Usage usage = new Usage(varint(from), varint(from), varint(from), varint(from), varint(from), varint(from), varint(from), varint(from) == 1);
        long usageEvent = varint(from) - 1;
        long kindLength = varint(from);
        if (endpoint.isEmpty() || stream < 0 || stream > 1 || kindLength > MOST_FACTS || kindLength > from.remaining()) {
            return Optional.empty();
        }
        byte[] kind = new byte[(int) kindLength];
        from.get(kind);
        for (byte letter : kind) {
            if (!KeptBytes.isOfKind(letter)) {
                return Optional.empty();
            }
        }
        long parts = varint(from);
        // A part takes two bytes at least.
        if (parts < 1 || parts > from.remaining() / 2 || stream == 0 && parts != 1 || usageEvent >= parts - 1) {
            return Optional.empty();
        }
        int[] ends = new int[(int) parts];
        int[] ids = new int[(int) parts];
        if (!places(from, ends, ids)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        Kept kept = new Kept(endpoint.get(), stream == 1, bytes, ends, ids, new String(kind, StandardCharsets.US_ASCII), (int) usageEvent, usage, at);
        return hasItsShape(kept) ? Optional.of(kept) : Optional.empty();
    }

    /** @return whether the parts are where they can be, and the last one ends where the bytes do */
    private static boolean places(ByteBuffer from, int[] ends, int[] ids) {
        long end = 0;
        for (int part = 0; part < ends.length; part++) {
            long length = varint(from);
            long id = varint(from);
            if (length < 1 || length > Kept.MOST_BYTES - end || id > length) {
                return false;
            }
            ids[part] = id == 0 ? KeptBytes.NO_ID : (int) (end + id - 1);
            end += length;
            ends[part] = (int) end;
        }
        return end == from.remaining();
    }

    /** Whether events begin and end as events do, and the last one is the terminal one. */
    private static boolean hasItsShape(Kept kept) {
        byte[] bytes = kept.bytes();
        for (int part = 0; kept.isStream() && part < kept.parts(); part++) {
            if (!is(StreamRecording.BEFORE, bytes, kept.begin(part), kept.end(part))
                    || !is(StreamRecording.AFTER, bytes, kept.end(part) - StreamRecording.AFTER.length, kept.end(part))) {
                return false;
            }
        }
        int last = kept.parts() - 1;
        return !kept.isStream() || is(StreamRecording.TERMINAL, bytes, kept.begin(last), kept.end(last));
    }

    private static boolean is(byte[] expected, byte[] bytes, int from, int to) {
        return from >= 0 && to - from >= expected.length && Arrays.equals(expected, 0, expected.length, bytes, from, from + expected.length);
    }

    private static byte code(Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT -> 1;
            case COMPLETIONS -> 2;
            case EMBEDDINGS -> 3;
            case MODELS, MODEL, LANGFUSE_PROMPT, LITELLM_PROMPT, MODERATIONS, GUARD_CHECK, FEEDBACK, UNKNOWN -> throw new IllegalArgumentException("nothing is kept of " + endpoint);
        };
    }

    private static Optional<Endpoint> endpoint(byte code) {
        return switch (code) {
            case 1 -> Optional.of(Endpoint.CHAT);
            case 2 -> Optional.of(Endpoint.COMPLETIONS);
            case 3 -> Optional.of(Endpoint.EMBEDDINGS);
            default -> Optional.empty();
        };
    }

    /** Seven bits a byte, the lowest first. */
    private static void putVarint(ByteBuffer to, long number) {
        long left = number;
        while ((left & ~0x7fL) != 0) {
            to.put((byte) (left | 0x80));
            left >>>= 7;
        }
        to.put((byte) left);
    }

    /** Never negative: what is too long counts as cut short. */
    private static long varint(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte b = from.get();
            number |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw new BufferUnderflowException();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return (int) checksum.getValue();
    }
}
