/**
 * Whether two questions ask about the same things, whatever an embedding thinks of them: the same numbers, units, dates, names and quoted
 * words, the same negation and the same direction. Guarantees: linear in the questions' length, bounded by {@link
 * dev.portcullis.cache.similar.facts.Wording#MOST_CHARACTERS}, no state. In doubt the answer is no, which costs a hit and nothing else.
 */
package dev.portcullis.cache.similar.facts;
