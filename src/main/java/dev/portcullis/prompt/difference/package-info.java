/**
 * What differs between two versions of a prompt, what each difference means for callers, and so the smallest step from one number to the
 * other. Guarantees: equal contracts differ in nothing, and a difference has the same step whoever asks.
 */
package dev.portcullis.prompt.difference;
