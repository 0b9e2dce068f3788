package dev.portcullis.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script that Redis runs in one step.
 *
 * @param digest the SHA-1 by which Redis knows it
 */
public record RedisScript(String source, String digest) {

    /** @param resource a file of the program, such as {@code /redis/reserve.lua} */
    public static RedisScript load(String resource) {
        try (InputStream in = RedisScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in the program");
            }
            byte[] source = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
            return new RedisScript(new String(source, StandardCharsets.UTF_8), HexFormat.of().formatHex(digest));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}
