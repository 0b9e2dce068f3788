package dev.portcullis.cache;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the parts of an answer, one body or many events, end to end, each without its id. */
final class KeptBytes {

    static final int NO_ID = -1;

    private static final byte[] NOTHING = {};
    private static final int LONGEST_KIND = 24;

    private byte[] bytes = NOTHING;
    private int length;
    private int[] ends = {};
    private int[] ids = {};
    private int parts;
    private String idKind = "";
    private boolean idSeen;

    void add(byte[] json, AnswerLook look) {
        add(NOTHING, json, look, NOTHING);
    }

    void add(byte[] before, byte[] json, AnswerLook look, byte[] after) {
        if (!look.hasId()) {
            add(before, json, after);
            return;
        }
        if (!idSeen) {
            idSeen = true;
            idKind = kind(json, look.idFrom(), look.idTo());
        }
        append(before, 0, before.length);
        append(json, 0, look.idFrom());
        int id = length;
        append(json, look.idTo(), json.length);
        append(after, 0, after.length);
        end(id);
    }

    void add(byte[] before, byte[] json, byte[] after) {
        append(before, 0, before.length);
        append(json, 0, json.length);
        append(after, 0, after.length);
        end(NO_ID);
    }

    int parts() {
        return parts;
    }

    /** Bytes of memory that it takes when it is kept. */
    int weight() {
        return length + parts * 2 * Integer.BYTES;
    }

    /** Bytes of memory that it takes while more may come. */
    int held() {
        return bytes.length + 2 * Integer.BYTES * ends.length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Where each part ends, exclusive. */
    int[] ends() {
        return Arrays.copyOf(ends, parts);
    }

    /** Where in {@link #bytes} each part's id was, or {@link #NO_ID}. */
    int[] ids() {
        return Arrays.copyOf(ids, parts);
    }

    /** What the ids begin with that says what kind of ids they are: {@code chatcmpl-}; empty where that cannot be told. */
    String idKind() {
        return idKind;
    }

    /** What an id begins with that says what kind of id it is: {@code chatcmpl-}; empty where that cannot be told. */
    static String kind(byte[] json, int from, int to) {
        int at = from;
        while (at < to && at - from < LONGEST_KIND && isLetter(json[at])) {
            at++;
        }
        boolean ends = at > from && at < to && isOfKind(json[at]) && !isLetter(json[at]);
        return ends ? new String(json, from, at + 1 - from, StandardCharsets.US_ASCII) : "";
    }

    /** Whether a kind of ids can have this in it. */
    static boolean isOfKind(byte b) {
        return isLetter(b) || b == '-' || b == '_';
    }

    private static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    private void append(byte[] more, int from, int to) {
        int added = to - from;
        if (length + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + added, Math.min(2 * length, Kept.MOST_BYTES)));
        }
        System.arraycopy(more, from, bytes, length, added);
        length += added;
    }

    private void end(int id) {
        if (parts == ends.length) {
            ends = Arrays.copyOf(ends, 1 + 2 * parts);
            ids = Arrays.copyOf(ids, 1 + 2 * parts);
        }
        ends[parts] = length;
        ids[parts] = id;
        parts++;
    }
}
