/**
 * Injected instructions, by named rules: sequences of words with bounded gaps, found by one automaton in one pass over each view of a
 * text. No regular expression is near; time is linear in the text with a small constant, whatever is sent. Begin at
 * {@link dev.portcullis.guard.injection.InjectionRules}; the rules themselves are in the tables beside it.
 */
package dev.portcullis.guard.injection;
