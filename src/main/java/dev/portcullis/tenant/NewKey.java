package dev.portcullis.tenant;

import dev.portcullis.config.KeyHash;
import java.math.BigInteger;
import java.util.random.RandomGenerator;

/**
 * A key as its holder sees it, once. {@code sk-pc-<id>} names it ever after, in lists and logs; the rest is 256 bits of chance,
 * which is why its SHA-256 needs neither salt nor stretching.
 *
 * @param id {@value #ID_LENGTH} letters and digits
 */
public record NewKey(String id, String text) {

    private static final String BEGINNING = "sk-pc-";
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    /** As many letters as 256 bits may need. */
    private static final int SECRET_LENGTH = 43;

    /** @param random must be fit for secrets */
    public static NewKey create(RandomGenerator random) {
        String id = secret(random).substring(0, ID_LENGTH);
        return new NewKey(id, prefix(id) + "-" + secret(random));
    }

    /** Whether it may be the id of a key: it has none but their characters. */
    public static boolean mayBeId(String text) {
        return text.chars().allMatch(character -> ALPHABET.indexOf(character) >= 0);
    }

    /** What names the key without being it. */
    public static String prefix(String id) {
        return BEGINNING + id;
    }

    /** {@value #SECRET_LENGTH} letters and digits that stand for {@value #SECRET_BYTES} random bytes; the last ones come first. */
    public static String secret(RandomGenerator random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        BigInteger number = new BigInteger(1, bytes);
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        StringBuilder text = new StringBuilder(SECRET_LENGTH);
        for (int i = 0; i < SECRET_LENGTH; i++) {
            BigInteger[] parts = number.divideAndRemainder(base);
            text.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return text.toString();
    }

    public KeyHash hash() {
        return KeyHash.of(text);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return prefix(id);
    }
}
