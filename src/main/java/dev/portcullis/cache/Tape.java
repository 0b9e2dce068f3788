package dev.portcullis.cache;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** A stream's chunks by number, without those at the front that nobody will read any more. Not thread-safe. */
final class Tape {

    private final List<Buffer> chunks = new ArrayList<>();
    private long first;
    private long bytes;

    void add(Buffer chunk) {
        chunks.add(chunk);
        bytes += chunk.length();
    }

    Buffer at(long number) {
        return chunks.get((int) (number - first));
    }

    /** The number of the next chunk to come. */
    long end() {
        return first + chunks.size();
    }

    long bytes() {
        return bytes;
    }

    /** Without the chunk that came last, which may be as large as it likes. */
    long bytesBehind() {
        return chunks.isEmpty() ? 0 : bytes - chunks.getLast().length();
    }

    /** Forgets the chunks before this one. */
    void dropBefore(long number) {
        int count = (int) (Math.min(number, end()) - first);
        if (count > 0) {
            List<Buffer> read = chunks.subList(0, count);
            read.forEach(chunk -> bytes -= chunk.length());
            read.clear();
            first += count;
        }
    }
}
