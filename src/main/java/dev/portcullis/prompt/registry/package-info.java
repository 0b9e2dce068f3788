/**
 * All prompts and their versions, in memory for calls and in the database for good. Guarantees: a version that is published never changes,
 * of two who publish one number one wins, a call's look-up waits for nobody, and every replica has a change within a second. While the
 * store is down, what is known is served, and nothing can be published.
 */
package dev.portcullis.prompt.registry;
