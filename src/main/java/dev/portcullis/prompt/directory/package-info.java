/**
 * Prompts that are served from a directory, and what is served of the directory and the database together. Guarantees: what is served
 * changes only to versions that can be rendered, as a whole and between two calls; a file that is broken changes nothing, and neither
 * does a directory that cannot be read. Needs no store: its prompts are served while the database is away.
 */
package dev.portcullis.prompt.directory;
