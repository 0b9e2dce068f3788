/**
 * What an operator does not want to pass: terms and patterns, in texts that are there as a whole, however they are disguised, and in
 * texts that come in pieces, of which the same becomes. Linear in the text; at most so much of a stream is held as its policy allows.
 * Knows no store.
 */
package dev.portcullis.guard.terms;
