/**
 * {@code prompts …}: what the packaged program does for a pipeline, with a directory of prompts and a gateway's control plane or without
 * one. Guarantees: nothing is published of a directory in which something is wrong; the exit code says what happened; keys come from the
 * environment and are never printed.
 */
package dev.portcullis.prompt.command;
