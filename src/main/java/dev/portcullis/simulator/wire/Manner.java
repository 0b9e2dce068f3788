package dev.portcullis.simulator.wire;

/**
 * How answers are made up.
 *
 * @param seed what the words depend on, besides the request
 * @param tokens length of a text, at least 0; {@code max_tokens} can only shorten it
 * @param echo answer with the last user message's text instead
 * @param calls how many functions to call when there are tools, at least 1
 */
public record Manner(long seed, int tokens, boolean echo, int calls) {}
