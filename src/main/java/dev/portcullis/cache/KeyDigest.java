package dev.portcullis.cache;

import io.vertx.core.buffer.Buffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Digests a request and its scope: the format's version, each text of the scope with its length before it, and the canonical body as
 * the rest. No two scopes and bodies are one sequence of bytes. One thread.
 */
final class KeyDigest {

    /** Changes whenever equal requests would get other keys than before, so that what older versions have kept is not found. */
    private static final byte FORMAT = 1;

    /** Bytes of scope and body up to which a thread keeps what it works with. */
    private static final int KEPT = 64 * 1024;
    private static final int SHA_256_BYTES = 32;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final ThreadLocal<KeyDigest> OWN = ThreadLocal.withInitial(() -> new KeyDigest(8 * 1024));

    private final MessageDigest sha256 = newSha256();
    private final CanonicalJson canonical = new CanonicalJson();
    private final byte[] digest = new byte[SHA_256_BYTES];
    private byte[] bytes;
    private int end;

    private KeyDigest(int size) {
        bytes = new byte[size];
    }

    /** @param body one JSON object, found well-formed */
    static String of(CacheKey.Scope scope, Buffer body) {
        int size = 1 + size(scope.tenant()) + size(scope.endpoint().word()) + size(scope.beta()) + size(scope.model()) + size(scope.variant())
                + size(scope.prompt()) + size(scope.promptVersion()) + size(scope.guard()) + body.length();
        return (size <= KEPT ? OWN.get() : new KeyDigest(size)).digest(scope, body, size);
    }

    private String digest(CacheKey.Scope scope, Buffer body, int size) {
        if (bytes.length < size) {
            bytes = new byte[Math.max(size, 2 * bytes.length)];
        }
        bytes[0] = FORMAT;
        end = 1;
        text(scope.tenant());
        text(scope.endpoint().word());
        text(scope.beta());
        text(scope.model());
        text(scope.variant());
        text(scope.prompt());
        text(scope.promptVersion());
        text(scope.guard());
        body.getBytes(bytes, end);
        sha256.update(bytes, 0, canonical.write(bytes, end, end + body.length()));
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException("there is room for SHA-256", impossible);
        }
        return TEXT.encodeToString(digest);
    }

    /** All of its characters, also halves of those that UTF-8 knows only whole. */
    private void text(String text) {
        int length = text.length();
        bytes[end++] = (byte) (length >>> 24);
        bytes[end++] = (byte) (length >>> 16);
        bytes[end++] = (byte) (length >>> 8);
        bytes[end++] = (byte) length;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[end++] = (byte) (c >>> 8);
            bytes[end++] = (byte) c;
        }
    }

    private static int size(String text) {
        return Integer.BYTES + Character.BYTES * text.length();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
