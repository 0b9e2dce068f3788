package dev.portcullis.prompt;

/** @param content a template of its own */
public record Message(Role role, String content) {
}
