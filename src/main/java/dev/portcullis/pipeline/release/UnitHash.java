package dev.portcullis.pipeline.release;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** What stands for a unit wherever something is kept of it: the first half of the SHA-256 of its sticky key, never who it is. */
public final class UnitHash {

    private UnitHash() {
    }

    /** @return 16 bytes, in the form in which PostgreSQL keeps as many; no version is marked in it */
    public static UUID of(String unit) {
        ByteBuffer hash = ByteBuffer.wrap(sha256().digest(unit.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
