package dev.portcullis.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.guard.wire.TextPart;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * What was seen in texts of requests. A conversation is sent anew with each of its turns, and a system prompt with each call; what is in a text
 * does not change. No text is kept, only half of a SHA-256 over a secret of this process and the text; nobody can look for two texts that have
 * the same without knowing the secret. Each tenant has its own: how long an answer takes tells nobody what others have asked. Safe for threads.
 */
final class KnownTexts {

    /** Of what is remembered, estimated: some 50,000 texts in which nothing was found. */
    static final long MOST_BYTES = 16L * 1024 * 1024;

    static final int SIGHT_BYTES = 320;
    private static final int ENTITY_BYTES = 64;
    private static final int SECRET_BYTES = 32;

    private record Key(long high, long low) {
    }

    private final Cache<Key, Policy.Sight> sights;
    private final GuardMeters meters;
    /** Has had the secret. */
    private final MessageDigest begun = sha256();

    /** @param random makes the secret */
    KnownTexts(GuardMeters meters, SecureRandom random) {
        this(meters, random, MOST_BYTES);
    }

    KnownTexts(GuardMeters meters, SecureRandom random, long mostBytes) {
        this.meters = meters;
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        begun.update(secret);
        // Tidied up by whoever is at it: a pool's thread that is woken for each of them would cost more.
        this.sights = Caffeine.newBuilder().maximumWeight(mostBytes).executor(Runnable::run)
                .<Key, Policy.Sight>weigher((key, sight) -> SIGHT_BYTES + ENTITY_BYTES * sight.entities().size()).build();
    }

    /** What this policy sees in a text that this tenant sends. */
    Policy.Sight sight(String tenant, Policy policy, TextPart part) {
        byte[] text = part.text().getBytes(StandardCharsets.UTF_8);
        // UTF-8 has no half pairs: what stands for one there could stand for another character.
        if (!new String(text, StandardCharsets.UTF_8).equals(part.text())) {
            return policy.look(part);
        }
        Key key = key(tenant, policy, part, text);
        Policy.Sight known = sights.getIfPresent(key);
        meters.looked(known != null);
        if (known != null) {
            return known;
        }
        Policy.Sight seen = policy.look(part);
        // What takes a text's place is text.
        if (seen.instead().isEmpty()) {
            sights.put(key, seen);
        }
        return seen;
    }

    private Key key(String tenant, Policy policy, TextPart part, byte[] text) {
        MessageDigest digest = begunAnew();
        add(tenant, digest);
        add(policy.fingerprint(), digest);
        digest.update((byte) part.source().ordinal());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(text));
        return new Key(hash.getLong(), hash.getLong());
    }

    private static void add(String word, MessageDigest digest) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private MessageDigest begunAnew() {
        try {
            return (MessageDigest) begun.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("Java's own SHA-256 can be cloned", impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has SHA-256", impossible);
        }
    }
}
