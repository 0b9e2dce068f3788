package dev.portcullis.cache;

/**
 * What decides on whether a call may be answered from the cache, as far as its body says.
 *
 * @param repeatable  whether it asks for the same answer each time: temperature 0, or a seed
 * @param oneAnswer   whether it asks for one answer, not for several to choose from
 * @param plain       whether it has neither tools nor anything else whose answer is good only once
 * @param inputTokens estimated
 */
record Question(boolean repeatable, boolean oneAnswer, boolean plain, long inputTokens) {
}
