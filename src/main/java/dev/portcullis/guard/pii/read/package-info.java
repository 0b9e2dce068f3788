/**
 * How personal data is read: a text without its disguises, what a recogniser may ask of it, and shapes of numbers. Whoever reads behind
 * the end of a text that still grows has not decided yet, which is all that a stream has to know. Time is linear in the text; nothing
 * here keeps what it read.
 */
package dev.portcullis.guard.pii.read;
