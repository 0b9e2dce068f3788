package dev.portcullis.cache;

/**
 * What an answer is kept under. Everything that can change the answer is in the digest; the rest is there so that answers can be
 * purged by it.
 *
 * @param model  the name callers use
 * @param prompt the name of the prompt; empty for a call without a template
 * @param digest SHA-256 of all that decides on the answer, tenant included, in base64url without padding: 43 characters
 */
public record CacheKey(String tenant, String model, String prompt, String digest) {
}
