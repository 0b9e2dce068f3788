package dev.portcullis.pipeline;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of bytes into server-sent events, wherever its chunks happen to be cut. Lines end with LF, CRLF or CR, and a
 * blank line ends an event (WHATWG HTML, "Interpreting an event stream"). It never decodes: characters cut in two are none of
 * its business. The concatenation of all events is the concatenation of all chunks, byte for byte, and each event is whole: one that ends
 * with a CR at the end of a chunk waits for the next byte, which may be the LF of that line, unless its lines end with CR alone.
 *
 * <p>An event longer than the bound is let go in pieces that are marked as such: memory stays bounded and no byte is held back
 * or lost, but nobody can look into that event. Not thread-safe: one stream, one thread.
 */
public final class SseEvents {

    /** Bytes of one event; the largest recorded ones carry an image of some 300 kB. */
    public static final int DEFAULT_BOUND = 4 * 1024 * 1024;

    private final int bound;
    private Buffer held = Buffer.buffer();
    private boolean lineEmpty = true;
    private boolean afterCarriageReturn;
    private boolean oversized;
    /** Whether what is held is over, but perhaps for the LF of its last line. */
    private boolean halfLine;

    public SseEvents() {
        this(DEFAULT_BOUND);
    }

    /** @param bound bytes of one event that are held at most */
    public SseEvents(int bound) {
        this.bound = bound;
    }

    /** The events that this chunk completes, in order; what is left of it is held for the next one. */
    public List<SseEvent> feed(Buffer chunk) {
        List<SseEvent> events = new ArrayList<>();
        int begin = 0;
        int length = chunk.length();
        byte[] bytes = chunk.getBytes();
        if (halfLine && length > 0) {
            halfLine = false;
            begin = bytes[0] == '\n' ? 1 : 0;
            afterCarriageReturn = false;
            events.add(cut(chunk, 0, begin));
        }
        for (int i = begin; i < length; i++) {
            boolean behindCarriageReturn = afterCarriageReturn;
            if (endsEvent(bytes[i])) {
                if (bytes[i] == '\r' && i + 1 == length && !behindCarriageReturn) {
                    halfLine = true;
                    held.appendBuffer(chunk, begin, length - begin);
                    return events;
                }
                // The LF of a CRLF belongs to the line that its CR ended.
                if (bytes[i] == '\r' && i + 1 < length && bytes[i + 1] == '\n') {
                    i++;
                    afterCarriageReturn = false;
                }
                events.add(cut(chunk, begin, i + 1));
                begin = i + 1;
            }
        }
        if (begin < length) {
            hold(chunk, begin, events);
        }
        return events;
    }

    /** Bytes of the event that has no end yet. */
    public int unfinished() {
        return held.length();
    }

    /** What is left when the stream has ended: an event without its blank line, or nothing. */
    public List<SseEvent> end() {
        halfLine = false;
        if (held.length() == 0) {
            return List.of();
        }
        SseEvent last = new SseEvent(held, oversized);
        held = Buffer.buffer();
        return List.of(last);
    }

    private boolean endsEvent(byte b) {
        boolean secondHalf = b == '\n' && afterCarriageReturn;
        afterCarriageReturn = b == '\r';
        if (secondHalf) {
            return false;
        }
        boolean lineEnd = b == '\n' || b == '\r';
        boolean blank = lineEnd && lineEmpty;
        lineEmpty = lineEnd;
        return blank;
    }

    private SseEvent cut(Buffer chunk, int begin, int end) {
        Buffer raw = begin == 0 && end == chunk.length() ? chunk : chunk.slice(begin, end);
        if (held.length() > 0) {
            raw = held.appendBuffer(raw);
            held = Buffer.buffer();
        }
        SseEvent event = new SseEvent(raw, oversized);
        oversized = false;
        return event;
    }

    private void hold(Buffer chunk, int begin, List<SseEvent> events) {
        held.appendBuffer(chunk, begin, chunk.length() - begin);
        if (held.length() > bound) {
            oversized = true;
            events.add(new SseEvent(held, true));
            held = Buffer.buffer();
        }
    }
}
