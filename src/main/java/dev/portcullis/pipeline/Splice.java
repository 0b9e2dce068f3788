package dev.portcullis.pipeline;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Replaces the bytes {@code [from, to)} of a body by others; all around stays as it came. */
record Splice(int from, int to, byte[] text) {

    private static final byte[] NOTHING = {};

    static Splice replace(int from, int to) {
        return new Splice(from, to, NOTHING);
    }

    static Splice insert(int at, String text) {
        return replace(at, at).with(text);
    }

    Splice with(String newText) {
        return new Splice(from, to, newText.getBytes(StandardCharsets.UTF_8));
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Either may be null; they must not overlap. */
    static Buffer apply(Buffer original, Splice one, Splice other) {
        boolean swap = one == null || other != null && other.from < one.from;
        Splice first = swap ? other : one;
        Splice second = swap ? one : other;
        int growth = first.growth() + (second == null ? 0 : second.growth());
        Buffer result = Buffer.buffer(original.length() + growth);
        result.appendBuffer(original, 0, first.from).appendBytes(first.text);
        int rest = first.to;
        if (second != null) {
            result.appendBuffer(original, rest, second.from - rest).appendBytes(second.text);
            rest = second.to;
        }
        return result.appendBuffer(original, rest, original.length() - rest);
    }

    private int growth() {
        return text.length - (to - from);
    }
}
