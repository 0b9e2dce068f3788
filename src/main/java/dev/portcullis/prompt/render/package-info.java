/**
 * Prompts become messages. A prompt's templates are checked and compiled once; a call's variables are then put in as data: a value
 * never becomes a template, a role, a partial or markup, because each message is rendered by itself and nothing that is rendered is
 * read again. Guarantees: bounded templates, output, rounds and time; every refusal is a value that says what would be right.
 */
package dev.portcullis.prompt.render;
