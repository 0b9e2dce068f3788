package dev.portcullis.prompt.render.engine;

/**
 * Where in a rendered message stands what is not the prompt's own word.
 *
 * @param parameter the untrusted parameter it comes from; several, with commas, where it comes from several
 * @param from      in UTF-16 units, fences not included
 * @param to        behind its end
 */
public record Span(String parameter, int from, int to) {
}
