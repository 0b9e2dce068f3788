package dev.portcullis.cache;

import java.time.Duration;

/**
 * What a call may have of the cache.
 *
 * @param read      whether it may be given what is known
 * @param store     whether its answer may be given to others, now or later
 * @param onlyKnown whether it wants nothing else
 * @param oldest    that an answer to it may be
 * @param ttl       how long its answer is kept
 */
record Permit(boolean read, boolean store, boolean onlyKnown, Duration oldest, Duration ttl) {
}
