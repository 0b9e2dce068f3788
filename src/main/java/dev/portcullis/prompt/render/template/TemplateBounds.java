package dev.portcullis.prompt.render.template;

/**
 * How large a template may be.
 *
 * @param characters   of one message or partial, and of a message with its partials put in
 * @param tags         of one message or partial, and of a message with its partials put in
 * @param tagLength    characters of one tag; comments may be longer
 * @param depth        of blocks in blocks; each {@code else if} counts as one, each partial too
 * @param partialDepth of partials in partials
 * @param problems     after which reading stops
 */
public record TemplateBounds(int characters, int tags, int tagLength, int depth, int partialDepth, int problems) {

    public static final TemplateBounds DEFAULT = new TemplateBounds(256 * 1024, 10_000, 4_000, 64, 5, 50);
}
