package dev.portcullis.cache;

import dev.portcullis.pipeline.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes one text of all requests that are the same one: JSON without white space, the members of each object in the order of their
 * names, and at the top level without those that do not change the answer. All else stays as it was written, byte for byte, so two
 * requests with one canonical text can only be the same: whoever reads a string, a number or a list reads it alike in both.
 *
 * <p>Order stays where it may matter. Of members whose names are equal without case, the later one wins at one provider and the earlier at
 * another, so they keep theirs. An object with a name that has an escape or is beyond ASCII keeps that of all its members, because there
 * other names may be equal in disguise. So does what is called {@code properties}. Where two requests that mean the same get two texts, the answer is asked for twice, which does no harm.
 *
 * <p>Takes time in proportion to the body's bytes, times the levels of unordered objects around them, and memory of a few times the body.
 * Keeps what it has allocated for the next body. One thread.
 */
final class CanonicalJson {

    /**
     * Who asks ({@code user}, {@code safety_identifier}, {@code metadata}), how the answer is to be sent ({@code stream},
     * {@code stream_options}), and how a provider is to keep what it has read ({@code prompt_cache_key}, {@code prompt_cache_retention}).
     * The model is replaced by the variant.
     */
    private static final byte[][] LEFT_OUT = names("model", "user", "safety_identifier", "metadata", "stream", "stream_options",
            "prompt_cache_key", "prompt_cache_retention");

    /** Of a schema: models write an answer's fields in the order in which its schema has them. */
    private static final byte[] PROPERTIES = "\"properties\":".getBytes(StandardCharsets.US_ASCII);

    private static final int LIST = -1;

    private byte[] json;
    /** Of each open list and object: where its members begin in {@link #members}. */
    private final int[] open = new int[Payload.MAX_DEPTH + 1];
    /** Of each open object: whether its members are to be sorted. */
    private final boolean[] sorted = new boolean[Payload.MAX_DEPTH + 1];
    private int depth;
    /** Where the members of the open objects begin in what is written. */
    private int[] members = new int[64];
    private int count;
    /** Where what is written ends: never behind what is read, so it is written into the same bytes. */
    private int end;
    private final MemberOrder order = new MemberOrder();

    /**
     * Puts the canonical text in the body's place.
     *
     * @param bytes hold one JSON object in {@code [from, to)} that was found well-formed, nested no deeper than {@link Payload#MAX_DEPTH}
     * @return where the text ends
     */
    int write(byte[] bytes, int from, int to) {
        json = bytes;
        depth = 0;
        count = 0;
        end = from;
        int at = from;
        while (at < to) {
            byte next = bytes[at];
            switch (next) {
                case ' ', '\t', '\n', '\r' -> at++;
                case '"' -> at = copy(at, isName() ? behindName(at + 1) : JsonStrings.behind(bytes, at + 1));
                case '{' -> {
                    boolean keepsOrder = isBehind(PROPERTIES);
                    at = copy(at, at + 1);
                    begin(count, !keepsOrder);
                    member();
                }
                case '[' -> {
                    at = copy(at, at + 1);
                    begin(LIST, false);
                }
                case ',' -> {
                    at = copy(at, at + 1);
                    if (open[depth] != LIST) {
                        leaveOut();
                        member();
                    }
                }
                case ']' -> {
                    at = copy(at, at + 1);
                    depth--;
                }
                case '}' -> {
                    at++;
                    close();
                }
                default -> at = copy(at, at + 1);
            }
        }
        json = null;
        return end;
    }

    private int copy(int from, int to) {
        if (to - from == 1) {
            json[end] = json[from];
        } else if (end != from) {
            System.arraycopy(json, from, json, end, to - from);
        }
        end += to - from;
        return to;
    }

    private boolean isBehind(byte[] written) {
        int begin = end - written.length;
        return begin > 0 && Arrays.equals(json, begin, end, written, 0, written.length);
    }

    private void begin(int firstMember, boolean sortMembers) {
        open[++depth] = firstMember;
        sorted[depth] = sortMembers;
    }

    private void member() {
        if (count == members.length) {
            members = Arrays.copyOf(members, 2 * count);
        }
        members[count++] = end;
    }

    /** A string where a member begins. */
    private boolean isName() {
        return open[depth] != LIST && members[count - 1] == end;
    }

    private int behindName(int from) {
        int at = from;
        while (json[at] != '"') {
            if (json[at] == '\\' || json[at] < 0) {
                sorted[depth] = false;
                return JsonStrings.behind(json, at);
            }
            at++;
        }
        return at + 1;
    }

    /** Each member ends with a comma, so that they can change places; the last one's makes way for the brace. */
    private void close() {
        int first = open[depth];
        boolean empty = end == members[count - 1];
        if (empty) {
            json[end++] = '}';
        } else {
            json[end++] = ',';
            leaveOut();
            if (sorted[depth]) {
                order.restore(json, members, first, count, end);
            }
            if (end > members[first]) {
                json[end - 1] = '}';
            } else {
                json[end++] = '}';
            }
        }
        count = first;
        depth--;
    }

    /** Takes the last member back if it is one that does not change the answer. */
    private void leaveOut() {
        if (depth > 1) {
            return;
        }
        int name = members[count - 1] + 1;
        for (byte[] leftOut : LEFT_OUT) {
            int behind = name + leftOut.length;
            if (behind < end && json[behind] == '"' && Arrays.equals(json, name, behind, leftOut, 0, leftOut.length)) {
                end = members[--count];
                return;
            }
        }
    }

    private static byte[][] names(String... names) {
        return Arrays.stream(names).map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    }
}
