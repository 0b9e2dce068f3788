/**
 * Linear models over the letters and words of a text: what they see, how they are kept, what they say. Trained by {@code guard-models/train},
 * which reads a text with the same code. Begin at {@link dev.portcullis.guard.model.LinearModel}.
 */
package dev.portcullis.guard.model;
