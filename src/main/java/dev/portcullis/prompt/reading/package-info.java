/**
 * Reads prompts: strictly, so that nothing is published that its author did not mean, and to the end, so that all that is wrong is said at
 * once. Guarantees: linear time, every field bounded, never an exception, whatever is read.
 */
package dev.portcullis.prompt.reading;
