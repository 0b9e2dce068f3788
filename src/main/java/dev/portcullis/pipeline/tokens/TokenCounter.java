package dev.portcullis.pipeline.tokens;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts tokens on the event loop, in two thirds of a millisecond at best for the 4 KiB of a sample, whatever the text
 * ({@code src/docs/costs.md}). An encoding's table (4 MB of heap for o200k, 2 for cl100k; jtokkit brings them) is loaded on a thread of its own when a model first needs it; until it is there, four bytes are taken
 * for a token.
 */
@Singleton
public final class TokenCounter {

    static final int BYTES_PER_TOKEN = 4;

    private static final String WARM_UP = "The portcullis is lowered at night; 中文字符 и буквы, {\"json\": [1, 2.5]} 😀\n\tif (a != b) { return; } ";
    private static final int WARM_UP_ROUNDS = 60;

    /** Of the process: a table that was read is never another one. */
    private static final Map<TokenEncoding, BytePairs> TABLES = new ConcurrentHashMap<>();

    private final Set<TokenEncoding> wanted = EnumSet.noneOf(TokenEncoding.class);
    private volatile Map<TokenEncoding, BytePairs> loaded = Map.of();

    /** Reads a table, for some hundredths of a second, so that it is there when a counter needs it. */
    public static void read(TokenEncoding encoding) {
        table(encoding);
    }

    static BytePairs table(TokenEncoding encoding) {
        return TABLES.computeIfAbsent(encoding, TokenEncoding::read);
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
        BytePairs table = loaded.get(encoding);
        if (table == null || sample.keptBytes() == 0) {
            return Math.ceilDiv(bytes, BYTES_PER_TOKEN);
        }
        long tokens = table.count(sample.text());
        return sample.keptBytes() == bytes ? tokens : Math.ceilDiv(tokens * bytes, sample.keptBytes());
    }

    /** Reads the table, and counts for a while: the very first ones of a process take twenty times as long as later ones. */
    private void load(TokenEncoding encoding) {
        BytePairs table = table(encoding);
        String text = WARM_UP.repeat(TextSample.KEPT / WARM_UP.length());
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            table.count(text);
        }
        synchronized (this) {
            Map<TokenEncoding, BytePairs> more = new EnumMap<>(TokenEncoding.class);
            more.putAll(loaded);
            more.put(encoding, table);
            loaded = more;
        }
    }
}
