package dev.portcullis.cache.similar;

import dev.portcullis.cache.CacheKey;

/**
 * Whose questions may share answers: those of one tenant, template and version, model and variant, with the same settings and, in a
 * conversation, after the same messages.
 *
 * @param rest       the key of the call with its question taken out
 * @param embeddings which model embeds: vectors of two say nothing of each other
 */
public record SimilarScope(CacheKey rest, String embeddings) {
}
