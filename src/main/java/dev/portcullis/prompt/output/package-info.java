/**
 * What a prompt's version promises of its answers, and whether they are so. Guarantees: no byte of a stream waits for it; what is said of an
 * answer, in heads, logs and metrics, is in the words of the prompt's author and never in the answer's. Depends on nothing that can be down.
 */
package dev.portcullis.prompt.output;
