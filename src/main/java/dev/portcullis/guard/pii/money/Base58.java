package dev.portcullis.guard.pii.money;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Base58Check, as Bitcoin, Litecoin, Dogecoin, Dash and Tron write addresses: a version, twenty bytes, four of their double SHA-256. */
final class Base58 {

    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    private static final int BYTES = 25;
    private static final int CHECKED = 21;

    private Base58() {
    }

    static boolean isAlphabet(String word) {
        return word.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    /** @param word at most some dozens of characters */
    static boolean isChecked(String word) {
        if ("13LMDXTAt9m2n".indexOf(word.charAt(0)) < 0 || !isAlphabet(word)) {
            return false;
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < word.length(); i++) {
            number = number.multiply(BASE).add(BigInteger.valueOf(ALPHABET.indexOf(word.charAt(i))));
        }
        byte[] digits = number.toByteArray();
        int from = digits.length > 1 && digits[0] == 0 ? 1 : 0;
        if (digits.length - from > BYTES) {
            return false;
        }
        byte[] bytes = new byte[BYTES];
        System.arraycopy(digits, from, bytes, BYTES - (digits.length - from), digits.length - from);
        byte[] sum = sha256(sha256(Arrays.copyOf(bytes, CHECKED)));
        return Arrays.equals(sum, 0, 4, bytes, CHECKED, BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
