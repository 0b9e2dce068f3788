/**
 * Prompts as the files of a directory: which files those are, what each says as a version of a prompt, and where in it something is
 * wrong. Guarantees: files of bounded number and size; every fault names its file, and the line and column where they are known; what is
 * written is read as the same version, and written again as the same bytes. Needs no server and no store.
 */
package dev.portcullis.prompt.source;
