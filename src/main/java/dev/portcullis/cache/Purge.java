package dev.portcullis.cache;

/**
 * Which of a tenant's answers are given no more. What is {@link #ANY} says nothing; all else has to fit.
 *
 * @param model  the name callers use
 * @param prompt the name of the prompt
 * @param digest a {@link CacheKey#digest}
 */
public record Purge(String tenant, String model, String prompt, String digest) {

    public static final String ANY = "";
    static final int KINDS = 8;

    public boolean fits(CacheKey key) {
        return tenant.equals(key.tenant()) && fits(model, key.model()) && fits(prompt, key.prompt()) && fits(digest, key.digest());
    }

    private static boolean fits(String wanted, String is) {
        return wanted.equals(ANY) || wanted.equals(is);
    }

    /** One of those that fit a key. @param kind from 0, below {@value #KINDS} */
    static Purge of(CacheKey key, int kind) {
        return new Purge(key.tenant(), (kind & 1) == 0 ? ANY : key.model(), (kind & 2) == 0 ? ANY : key.prompt(), (kind & 4) == 0 ? ANY : key.digest());
    }
}
