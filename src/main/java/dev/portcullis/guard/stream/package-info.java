/**
 * Streamed answers whose texts pass gates before their caller sees them: which texts an event has, what of them is held, and when it
 * goes. Joined, what a caller gets is what the gates make of the whole text, however it was cut and however long the provider paused.
 * Knows nothing of what is looked for.
 */
package dev.portcullis.guard.stream;
