/**
 * Personal data and secrets: found, redacted, and put back for who sent them. Everything is decided in this process, in time linear in
 * the text. A text that comes in pieces is redacted as if it had come whole.
 */
package dev.portcullis.guard.pii;
