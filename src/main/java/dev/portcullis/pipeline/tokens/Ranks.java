package dev.portcullis.pipeline.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The tokens of an encoding by their bytes, each with its rank: which of two neighbours is put together first. Three arrays, some 4 MB,
 * since a map's hundred thousands of objects are looked at again and again by whoever collects garbage. Immutable.
 */
final class Ranks {

    /** Of what is no token. */
    static final int NONE = Integer.MAX_VALUE;

    private static final int PLACES_PER_TOKEN = 2;

    /** All tokens, one behind the other. */
    private final byte[] bytes;
    /** Where the token of each rank begins, and, last, where the last one ends. */
    private final int[] starts;
    /** One more than the rank of the token that has this place, 0 where none has; open addressing. A power of two. */
    private final int[] places;
    private final int longest;

    private Ranks(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
        this.places = new int[Integer.highestOneBit(PLACES_PER_TOKEN * starts.length) << 1];
        int most = 0;
        for (int rank = 0; rank < starts.length - 1; rank++) {
            most = Math.max(most, starts[rank + 1] - starts[rank]);
            int place = place(bytes, starts[rank], starts[rank + 1]);
            while (places[place] != 0) {
                place = place + 1 & places.length - 1;
            }
            places[place] = rank + 1;
        }
        longest = most;
    }

    /**
     * Reads a table in the format of OpenAI's tiktoken: a line a token, its bytes in base64 and its rank, from 0 in steps of 1.
     *
     * @throws IllegalStateException if it is anything else
     */
    static Ranks read(String resource) {
        byte[] table;
        try (InputStream in = Ranks.class.getResourceAsStream(resource)) {
            table = in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        byte[] bytes = new byte[table.length];
        int[] starts = new int[table.length / 4 + 1];
        int length = 0;
        int rank = 0;
        for (int from = 0; from < table.length; ) {
            int end = indexOf(table, '\n', from);
            int space = indexOf(table, ' ', from);
            String stated = space < end ? new String(table, space + 1, end - space - 1, StandardCharsets.US_ASCII).strip() : "";
            if (!stated.equals(Integer.toString(rank))) {
                throw new IllegalStateException(resource + ": rank " + rank + " is missing in line " + (rank + 1));
            }
            byte[] token = Base64.getDecoder().decode(Arrays.copyOfRange(table, from, space));
            System.arraycopy(token, 0, bytes, length, token.length);
            length += token.length;
            starts[++rank] = length;
            from = end + 1;
        }
        if (rank == 0) {
            throw new IllegalStateException(resource + " is not there, or empty");
        }
        return new Ranks(Arrays.copyOf(bytes, length), Arrays.copyOf(starts, rank + 1));
    }

    private static int indexOf(byte[] table, char what, int from) {
        int at = from;
        while (at < table.length && table[at] != what) {
            at++;
        }
        return at;
    }

    /** @return {@link #NONE} where {@code [from, to)} of the text is no token */
    int of(byte[] text, int from, int to) {
        if (to - from > longest) {
            return NONE;
        }
        int place = place(text, from, to);
        for (int one = places[place]; one != 0; one = places[place]) {
            if (Arrays.equals(text, from, to, bytes, starts[one - 1], starts[one])) {
                return one - 1;
            }
            place = place + 1 & places.length - 1;
        }
        return NONE;
    }

    private int place(byte[] text, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        // The finalizer of MurmurHash3 (Appleby, public domain).
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        hash ^= hash >>> 13;
        hash *= 0xc2b2ae35;
        hash ^= hash >>> 16;
        return hash & places.length - 1;
    }
}
