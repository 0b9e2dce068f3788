package dev.portcullis.cache.similar;

/**
 * How many earlier questions are known. With 384 dimensions one takes about 2 KiB, so the bytes below are about 16,000 questions.
 *
 * @param questions of one scope, which is also what one look costs: 1,000 take about 0.2 ms
 * @param bytes     of all scopes together, about
 */
public record Bounds(int questions, long bytes) {

    public static final Bounds DEFAULT = new Bounds(1000, 32 * 1024 * 1024);
}
