package dev.portcullis.cache;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids of answers that are given more than once: each time another one, of the kind that the provider's was. */
final class NewId {

    private NewId() {
    }

    /** @param kind what it begins with: {@code chatcmpl-}. @param random no secret depends on it */
    static byte[] of(String kind, RandomGenerator random) {
        HexFormat hex = HexFormat.of();
        return (kind + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong())).getBytes(StandardCharsets.US_ASCII);
    }
}
