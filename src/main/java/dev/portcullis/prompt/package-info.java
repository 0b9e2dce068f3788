/**
 * What callers ask by name: prompts, each of them in versions that never change, and what a version promises to its callers. Guarantees:
 * what was read is within the bounds of {@code prompt.reading} and has one canonical text and one hash. The registry keeps what it knows
 * while the store is down.
 */
package dev.portcullis.prompt;
