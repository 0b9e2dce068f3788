/**
 * Redis, which replicas share from one second to the next. Guarantees: nobody waits for it longer than
 * {@link dev.portcullis.store.redis.SharedRedis#patience}, 50 ms unless set; when it is slow, hung, full, restarting or gone, everybody who waits is
 * told at once, nothing more is sent to it, and it is tried in the background until it is well again. What is kept there may be
 * lost at any time: whoever uses it has to be able to go on alone.
 */
package dev.portcullis.store.redis;
