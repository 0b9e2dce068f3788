package dev.portcullis.prompt.render.template;

import dev.portcullis.prompt.render.template.Problems.Source;

/** What stands between a tag's braces, and how far it was read. The first mistake is recorded; then the tag is given up. */
final class TagText {

    /** All of it, without the braces. */
    final String text;
    /** Where the next reader goes on. */
    int at;

    private final Source source;
    private final Problems problems;
    private final int offset;
    private boolean broken;

    TagText(Source source, Problems problems, Piece.Tag tag) {
        this.source = source;
        this.problems = problems;
        this.text = tag.inner();
        this.offset = tag.innerAt();
    }

    /** @param position in the tag. @return the same one in the template */
    int inTemplate(int position) {
        return offset + position;
    }

    boolean isBroken() {
        return broken;
    }

    boolean comes(String what) {
        return text.startsWith(what, at);
    }

    /** Up to what no name may have in it. */
    String letters() {
        int start = at;
        while (at < text.length() && Names.part(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    /** Up to white space or what else ends a word; also what no name may have in it. */
    String word() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "()=|".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** 0 at the end. */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Whether only white space is left. */
    boolean done() {
        skip();
        return at >= text.length();
    }

    /** White space. */
    void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    void wrong(int where, String what) {
        if (!broken) {
            problems.add(source, offset + where, what);
            broken = true;
        }
    }
}
