package dev.portcullis.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.portcullis.config.yaml.Value;

/** The SHA-256 of a caller's key. The key itself is never stored. */
public final class KeyHash {

    private static final String PREFIX = "sha256:";
    private static final Pattern WRITTEN = Pattern.compile(PREFIX + "[0-9a-fA-F]{64}");
    private static final int SHOWN = 8;
    /** Asking for one costs as much as a hash, and every call needs two: of its key and of its user. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KeyHash::newSha256);

    private final byte[] hash;

    private KeyHash(byte[] hash) {
        this.hash = hash;
    }

    /** Of the key's UTF-8 bytes. */
    public static KeyHash of(String key) {
        return new KeyHash(sha256(key.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * @param written {@code sha256:} and 64 hexadecimal digits
     * @throws IllegalArgumentException for anything else; its message does not repeat what was written
     */
    public static KeyHash parse(String written) {
        if (!WRITTEN.matcher(written).matches()) {
            throw new IllegalArgumentException("expected sha256: and 64 hexadecimal digits");
        }
        return new KeyHash(HexFormat.of().parseHex(written, PREFIX.length(), written.length()));
    }

    static Optional<KeyHash> read(Value value) {
        return value.text().flatMap(written -> {
            if (WRITTEN.matcher(written).matches()) {
                return Optional.of(parse(written));
            }
            value.problem(written.startsWith(PREFIX)
                    ? "expected sha256: and 64 hexadecimal digits"
                    : "a key is written as its hash, never plain: sha256: and the digits that printf %s \"$KEY\" | sha256sum prints");
            return Optional.empty();
        });
    }

    /** 32 hexadecimal digits that stand for a text which must not be kept itself, such as an end user's name. */
    public static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    static byte[] sha256(byte[] bytes) {
        return SHA_256.get().digest(bytes);
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** As {@link #parse} reads it. */
    public String written() {
        return PREFIX + HexFormat.of().formatHex(hash);
    }

    /** The hash's first {@value #SHOWN} digits: names the key in logs without being it. */
    public String prefix() {
        return HexFormat.of().formatHex(hash, 0, SHOWN / 2);
    }

    /** In constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyHash that && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** The first {@value #SHOWN} digits: enough to tell keys apart. */
    @Override
    public String toString() {
        return PREFIX + HexFormat.of().formatHex(hash).substring(0, SHOWN) + "...";
    }
}
