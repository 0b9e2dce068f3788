package dev.portcullis.prompt.render.template;

import java.util.ArrayList;
import java.util.List;

import dev.portcullis.prompt.render.template.Piece.Kind;
import dev.portcullis.prompt.render.template.Problems.Source;

/**
 * Cuts a template at its double braces. A backslash before braces makes them text, all that stand there; two backslashes are one
 * backslash before a tag. Three braces are as good as two: nothing is escaped.
 */
public final class Pieces {

    private final Source source;
    private final String text;
    private final TemplateBounds bounds;
    private final Problems problems;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder plain = new StringBuilder();
    private int plainAt;
    private int tags;

    private Pieces(Source source, TemplateBounds bounds, Problems problems) {
        this.source = source;
        this.text = source.text();
        this.bounds = bounds;
        this.problems = problems;
    }

    /** The parts in their order; with problems recorded, as much as could be read. Text and tags may follow each other in any order. */
    public static List<Piece> of(Source source, TemplateBounds bounds, Problems problems) {
        if (source.text().length() > bounds.characters()) {
            problems.add(source, 0, "the template has " + source.text().length() + " characters; at most " + bounds.characters()
                    + " are allowed");
            return List.of();
        }
        return new Pieces(source, bounds, problems).cut();
    }

    private List<Piece> cut() {
        int at = 0;
        while (at < text.length()) {
            int braces = text.indexOf("{{", at);
            if (braces < 0 || problems.full()) {
                break;
            }
            at = backslash(braces, at) ? escaped(at, braces) : tag(at, braces);
            if (tags > bounds.tags()) {
                problems.add(source, braces, "more than " + bounds.tags() + " tags; cut the template into several messages or prompts");
                return pieces;
            }
        }
        plain(at, text.length());
        flush();
        return pieces;
    }

    private boolean backslash(int braces, int from) {
        return braces > from && text.charAt(braces - 1) == '\\' && !(braces - 1 > from && text.charAt(braces - 2) == '\\');
    }

    private int escaped(int from, int braces) {
        plain(from, braces - 1);
        int end = braces;
        while (end < text.length() && text.charAt(end) == '{') {
            end++;
        }
        plain(braces, end);
        return end;
    }

    private int tag(int from, int braces) {
        boolean doubled = braces - 1 > from && text.charAt(braces - 1) == '\\';
        plain(from, doubled ? braces - 1 : braces);
        flush();
        tags++;
        int start = braces + 2;
        boolean trimBefore = text.startsWith("~", start);
        start += trimBefore ? 1 : 0;
        if (text.startsWith("!", start)) {
            return comment(braces, start, trimBefore);
        }
        if (text.startsWith("{{", braces + 2)) {
            problems.add(source, braces, "four braces (a raw block) are not supported; write \\{{ for braces that are text");
            return text.length();
        }
        boolean triple = text.startsWith("{", start);
        start += triple ? 1 : 0;
        int end = end(braces, start);
        if (end < 0) {
            return start;
        }
        int after = end + 2;
        boolean trimAfter = end > start && text.charAt(end - 1) == '~';
        if (triple) {
            if (!text.startsWith("}}}", end)) {
                problems.add(source, braces, "{{{ is closed by }}}, found }}; {{x}} does the same, since nothing is escaped");
            } else {
                after++;
                trimAfter = text.startsWith("~}}", end + 1);
            }
        }
        classify(braces, after, start, trimAfter && !triple ? end - 1 : end, trimBefore, trimAfter);
        return after;
    }

    /** Where the tag's closing braces begin: quotes and brackets may hold braces. */
    private int end(int braces, int start) {
        char waitsFor = 0;
        int most = Math.min(text.length(), start + bounds.tagLength());
        for (int i = start; i < most; i++) {
            char c = text.charAt(i);
            if (waitsFor != 0) {
                waitsFor = c == waitsFor ? 0 : waitsFor;
            } else if (c == '"' || c == '\'') {
                waitsFor = c;
            } else if (c == '[') {
                waitsFor = ']';
            } else if (c == '}' && text.startsWith("}}", i)) {
                return i;
            } else if (c == '{' && text.startsWith("{{", i)) {
                problems.add(source, braces, "{{ is not closed before the next {{; close it with }}, or write \\{{ if it is text");
                return -1;
            }
        }
        String end = most == text.length() ? "{{ is never closed" : "{{ is not closed within " + bounds.tagLength() + " characters";
        problems.add(source, braces, end + (waitsFor == 0 ? "" : " (the " + waitsFor + " of what begins in it is missing)")
                + "; close it with }}, or write \\{{ if it is text");
        return -1;
    }

    private int comment(int braces, int start, boolean trimBefore) {
        boolean dashes = text.startsWith("!--", start);
        int end = text.indexOf(dashes ? "--" : "}}", start + (dashes ? 3 : 1));
        while (dashes && end >= 0 && !text.startsWith("--}}", end) && !text.startsWith("--~}}", end)) {
            end = text.indexOf("--", end + 1);
        }
        if (end < 0) {
            problems.add(source, braces, "the comment is never closed; close it with " + (dashes ? "--}}" : "}}"));
            return text.length();
        }
        int closing = text.indexOf("}}", end);
        boolean trimAfter = text.charAt(closing - 1) == '~';
        pieces.add(new Piece.Tag(braces, closing + 2, Kind.COMMENT, "", start, trimBefore, trimAfter));
        plainAt = closing + 2;
        return closing + 2;
    }

    private void classify(int braces, int after, int start, int end, boolean trimBefore, boolean trimAfter) {
        int from = start;
        while (from < end && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        char first = from < end ? text.charAt(from) : 0;
        String refused = switch (first) {
            case '#' -> text.startsWith("#>", from) ? "a block of a partial ({{#>) is not supported; use {{> id@version}}"
                    : text.startsWith("#*", from)
                    ? "decorators and inline partials ({{#*) are not supported; publish the part as a prompt of its own" : "";
            case '*' -> "decorators ({{*) are not supported";
            case '=' -> "braces cannot be changed ({{=); write \\{{ for braces that are text";
            default -> "";
        };
        Kind kind = switch (first) {
            case '#' -> Kind.OPEN;
            case '/' -> Kind.CLOSE;
            case '>' -> Kind.PARTIAL;
            case '^' -> Kind.ELSE;
            default -> Kind.VALUE;
        };
        if (!refused.isEmpty()) {
            problems.add(source, braces, refused);
            kind = Kind.COMMENT;
        }
        from += kind != Kind.VALUE || first == '&' ? 1 : 0;
        String inner = text.substring(Math.min(from, end), end);
        if (first == '^' && !inner.isBlank()) {
            problems.add(source, braces, "{{^" + inner.strip() + "}} is not supported; write {{#unless " + inner.strip() + "}}");
            kind = Kind.COMMENT;
        } else if (kind == Kind.VALUE && (inner.strip().equals("else") || inner.strip().startsWith("else "))) {
            int word = inner.indexOf("else") + "else".length();
            inner = inner.substring(word);
            from += word;
            kind = Kind.ELSE;
        }
        pieces.add(new Piece.Tag(braces, after, kind, inner, from, trimBefore, trimAfter));
    }

    private void plain(int from, int to) {
        if (plain.isEmpty()) {
            plainAt = from;
        }
        plain.append(text, from, to);
    }

    private void flush() {
        if (!plain.isEmpty()) {
            pieces.add(new Piece.Text(plainAt, plain.toString()));
            plain.setLength(0);
        }
    }
}
