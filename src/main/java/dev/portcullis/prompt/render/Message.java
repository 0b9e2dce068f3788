package dev.portcullis.prompt.render;

/** One message of a prompt: its role, which is never rendered, and its template. */
public record Message(String role, String template) {
}
