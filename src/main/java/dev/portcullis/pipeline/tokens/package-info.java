/**
 * How many tokens a text has: the beginning of a text as a sample of the whole, and the encodings that cut it. Guarantees: bounded
 * memory and about a millisecond for any text, however it is made; a number that is near the truth, never an exact one.
 */
package dev.portcullis.pipeline.tokens;
