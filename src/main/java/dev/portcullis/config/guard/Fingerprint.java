package dev.portcullis.config.guard;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;

/** A digest over parts. Each is led by its length, so that no two lists of parts read alike. */
final class Fingerprint {

    /** Changes whenever equal settings would get another fingerprint than before, or the same settings mean something else. */
    private static final String FORMAT = "1";
    private static final int BYTES = 16;

    private final MessageDigest sha256;

    Fingerprint() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
        add(FORMAT);
    }

    /** @param part is what it prints as */
    Fingerprint add(Object part) {
        byte[] bytes = part.toString().getBytes(StandardCharsets.UTF_8);
        sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        sha256.update(bytes);
        return this;
    }

    Fingerprint addAll(Collection<?> parts) {
        add(parts.size());
        parts.forEach(this::add);
        return this;
    }

    String text() {
        return HexFormat.of().formatHex(Arrays.copyOf(sha256.digest(), BYTES));
    }
}
