package dev.portcullis.pipeline;

import java.util.Locale;

/** What the cache had to do with a reply. A closed set: it is a metric's label and a column of the ledger. */
public enum CacheUse {
    /** Nobody was asked for this call: the answer was known, or was on its way to an identical call. */
    HIT,
    /** It was not known, or may not be given to this call. */
    MISS,
    /** The cache was not asked. */
    BYPASS;

    public static final String HEADER = "x-portcullis-cache";

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As the header, the log and the ledger have it: {@code hit}. */
    public String word() {
        return word;
    }
}
