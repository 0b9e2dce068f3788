package dev.portcullis.pipeline.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Counts tokens on the event loop, in about a millisecond whatever the text. An encoding's table (28 MB of heap for o200k, 14 for
 * cl100k) is loaded on a thread of its own when a model first needs it; until it is there, four bytes are taken for a token.
 */
@Singleton
public final class TokenCounter {

    static final int BYTES_PER_TOKEN = 4;

    /**
     * Characters that are encoded at a time. A word's cost grows faster than its length, and a stranger can send a word of any
     * length; cut before a space, as words are, a text has the same tokens as in one piece.
     */
    private static final int SLICE = 64;

    private static final String WARM_UP = "The portcullis is lowered at night; 中文字符 и буквы, {\"json\": [1, 2.5]} 😀\n\tif (a != b) { return; } ";
    private static final int WARM_UP_ROUNDS = 60;

    /** Of the process: a table that was read is never another one. */
    private static final EncodingRegistry TABLES = Encodings.newLazyEncodingRegistry();

    private final Set<TokenEncoding> wanted = EnumSet.noneOf(TokenEncoding.class);
    private volatile Map<TokenEncoding, Encoding> loaded = Map.of();

    /** Reads a table, for some tenths of a second, so that it is there when a counter needs it. */
    public static Encoding read(TokenEncoding encoding) {
        return TABLES.getEncoding(encoding.type());
    }

    /** Begins to load what is not there yet, and returns at once. */
    public synchronized void prepare(Collection<TokenEncoding> encodings) {
        Set<TokenEncoding> missing = EnumSet.noneOf(TokenEncoding.class);
        missing.addAll(encodings);
        missing.removeAll(wanted);
        wanted.addAll(missing);
        if (!missing.isEmpty()) {
            Thread.ofPlatform().daemon().name("token-tables").start(() -> missing.forEach(this::load));
        }
    }

    public boolean isReady(TokenEncoding encoding) {
        return loaded.containsKey(encoding);
    }

    /** The tokens of the whole text, as many times those of the sample as it is longer; at least 1 unless it is empty. */
    public long count(TextSample sample, long bytes, TokenEncoding encoding) {
        Encoding table = loaded.get(encoding);
        if (table == null || sample.keptBytes() == 0) {
            return Math.ceilDiv(bytes, BYTES_PER_TOKEN);
        }
        long tokens = count(table, sample.text());
        return sample.keptBytes() == bytes ? tokens : Math.ceilDiv(tokens * bytes, sample.keptBytes());
    }

    /** Reads the table, and counts for a while: the very first ones of a process take twenty times as long as later ones. */
    private void load(TokenEncoding encoding) {
        Encoding table = read(encoding);
        String text = WARM_UP.repeat(TextSample.KEPT / WARM_UP.length());
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            count(table, text);
        }
        synchronized (this) {
            Map<TokenEncoding, Encoding> more = new EnumMap<>(TokenEncoding.class);
            more.putAll(loaded);
            more.put(encoding, table);
            loaded = more;
        }
    }

    /** Special tokens are text here: whoever writes one must not be billed for less. */
    static int count(Encoding table, String text) {
        int tokens = 0;
        for (int from = 0; from < text.length(); ) {
            int to = sliceEnd(text, from);
            tokens += table.countTokensOrdinary(text.substring(from, to));
            from = to;
        }
        return tokens;
    }

    private static int sliceEnd(String text, int from) {
        int end = from + SLICE;
        if (end >= text.length()) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', end);
        if (space > from + SLICE / 2) {
            return space;
        }
        return Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }
}
