package dev.portcullis.store.redis;

/** Redis did not answer in time or at all, or is left alone for a while. Carries no stack trace: it is an event, not a bug. */
public final class RedisUnavailable extends RuntimeException {

    RedisUnavailable(String message) {
        super(message, null, false, false);
    }
}
