/**
 * Prompts as files: the {@code .prompt} format of Dotprompt, YAML between fences and a template below, with our own fields under names
 * that begin with {@code portcullis.}, which other readers of the format pass over. Guarantees: a file of bounded size, depth and
 * aliases; roles come from the file's text only; what is written is read back as it was, and written again as the same bytes.
 */
package dev.portcullis.prompt.file;
