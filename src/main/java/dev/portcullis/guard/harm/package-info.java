/**
 * Harmful content, by OpenAI's categories: a linear model for the broad ones, words for what tells the narrow ones apart. A coarse net.
 * Begin at {@link dev.portcullis.guard.harm.HarmCheck}.
 */
package dev.portcullis.guard.harm;
