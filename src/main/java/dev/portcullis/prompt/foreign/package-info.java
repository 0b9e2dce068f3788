/**
 * Prompts as other programs write them, as versions of ours. Guarantees: a text that means something else there than here is refused with
 * its line, never taken for plain text; no file is read outside of the folder of the one that is named.
 */
package dev.portcullis.prompt.foreign;
