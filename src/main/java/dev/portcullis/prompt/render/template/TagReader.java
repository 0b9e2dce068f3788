package dev.portcullis.prompt.render.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.render.template.Expression.Call;
import dev.portcullis.prompt.render.template.Expression.Literal;
import dev.portcullis.prompt.render.template.Problems.Source;

/** Reads what stands between a tag's braces. The first mistake of a tag is recorded; then the tag is given up. */
final class TagReader {

    private static final int DEEPEST = 8;
    private static final int MOST_NAMES = 32;
    private static final int LONGEST_NUMBER = 18;

    private final Source source;
    private final Problems problems;
    private final String text;
    private final int offset;
    private int at;
    private boolean broken;

    TagReader(Source source, Problems problems, Piece.Tag tag) {
        this.source = source;
        this.problems = problems;
        this.text = tag.inner();
        this.offset = tag.innerAt();
    }

    /** A path, a literal, or a helper's name with what it is called with; empty, with the problem recorded, if it is neither. */
    Optional<Expression> expression() {
        Expression read = callOrValue(0, false);
        if (!broken && !done()) {
            wrong(at, "expected the end of the tag here");
        }
        return broken ? Optional.empty() : Optional.of(read);
    }

    /** A helper's name with what it is called with, as a block begins. */
    Optional<Call> call() {
        Expression read = callOrValue(0, true);
        if (!broken && !done()) {
            wrong(at, "expected the end of the tag here");
        }
        return broken ? Optional.empty() : Optional.of((Call) read);
    }

    Optional<Node.Use> use(int tagAt, String indent) {
        skip();
        if (peek() == '(') {
            wrong(at, "a partial's name must be written out, so that it can be pinned and checked: {{> id@1.0.0}}");
            return Optional.empty();
        }
        int start = at;
        String name = peek() == '"' || peek() == '\'' ? string() : word();
        if (!broken && name.isEmpty()) {
            wrong(start, "expected a partial's name: {{> id@1.0.0}}");
        }
        Expression context = !broken && !done() && !namedAhead() ? value(0) : null;
        Map<String, Expression> named = named(0);
        if (!broken && !done()) {
            wrong(at, "expected name=value or the end of the tag here");
        }
        return broken ? Optional.empty() : Optional.of(new Node.Use(tagAt, name, Optional.ofNullable(context), named, indent));
    }

    private Expression callOrValue(int depth, boolean block) {
        skip();
        int start = at;
        Expression first = value(depth);
        if (broken) {
            return first;
        }
        boolean more = !done() && peek() != ')';
        if (!more && !block && depth == 0) {
            return first;
        }
        if (!(first instanceof Expression.Path path) || path.up() > 0 || path.names().size() != 1) {
            wrong(start, more ? "only a helper takes arguments, and this is not a helper's name"
                    : "expected a helper's name here, as in {{#if x}}");
            return first;
        }
        List<Expression> arguments = new ArrayList<>();
        while (!broken && !done() && peek() != ')' && !namedAhead()) {
            if (text.startsWith("as ", at) && text.indexOf('|', at) == at + 3) {
                wrong(at, "names for a block's value (as |x|) are not supported; use this, @index and @key");
                return first;
            }
            arguments.add(value(depth));
        }
        return new Call(offset + start, path.names().getFirst(), arguments, named(depth));
    }

    private Map<String, Expression> named(int depth) {
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!broken && !done() && namedAhead()) {
            int start = at;
            String name = word();
            at++; // the equals sign
            if (named.put(name, value(depth)) != null) {
                wrong(start, Shown.name(name) + " is given twice");
            }
        }
        return named;
    }

    private boolean namedAhead() {
        skip();
        int end = at;
        while (end < text.length() && Names.part(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end > at && end < text.length() && text.charAt(end) == '=';
    }

    private Expression value(int depth) {
        skip();
        int start = at;
        return switch (peek()) {
            case '"', '\'' -> new Literal(offset + start, string());
            case '(' -> nested(depth);
            case '@' -> round(start);
            default -> number() ? new Literal(offset + start, numeric(start)) : path(start);
        };
    }

    private Expression nested(int depth) {
        int start = at++;
        if (depth >= DEEPEST) {
            wrong(start, "parentheses nested deeper than " + DEEPEST);
        }
        Expression inner = broken ? new Literal(start, null) : callOrValue(depth + 1, true);
        skip();
        if (!broken && peek() != ')') {
            wrong(start, "( is not closed; close it with )");
        }
        at++;
        return inner;
    }

    private String string() {
        int start = at;
        int end = text.indexOf(text.charAt(start), start + 1);
        if (end < 0) {
            wrong(start, "the quote is not closed");
            return "";
        }
        at = end + 1;
        return text.substring(start + 1, end);
    }

    private boolean number() {
        char c = peek();
        return c >= '0' && c <= '9' || c == '-' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }

    private Object numeric(int start) {
        at++;
        while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9' || text.charAt(at) == '.')) {
            at++;
        }
        String number = text.substring(start, at);
        if (number.length() > LONGEST_NUMBER || number.endsWith(".") || number.indexOf('.') != number.lastIndexOf('.')
                || at < text.length() && Names.part(text.codePointAt(at))) {
            wrong(start, "not a number; a name that begins with a digit is written [1x]");
            return 0;
        }
        return number.indexOf('.') < 0 ? (Object) Long.valueOf(number) : new BigDecimal(number);
    }

    private Expression round(int start) {
        at++;
        int up = ups();
        int name = at;
        String word = peek() == '[' ? "" : letters();
        if (word.equals("root") && up == 0) {
            return new Expression.Root(offset + start, at < text.length() && separator() ? names() : List.of());
        }
        for (Expression.Word known : Expression.Word.values()) {
            if (known.name().equalsIgnoreCase(word) && word.equals(word.toLowerCase(Locale.ROOT))) {
                return new Expression.Round(offset + start, up, known);
            }
        }
        wrong(name, Shown.name("@" + word) + " is not known; there are @index, @key, @first, @last, @root and @nonce");
        return new Literal(start, null);
    }

    private Expression path(int start) {
        int up = ups();
        if (text.startsWith("..", at) && (at + 2 == text.length() || !Names.part(text.codePointAt(at + 2)) && text.charAt(at + 2) != '/')) {
            at += 2;
            return new Expression.Path(offset + start, up + 1, List.of());
        }
        if (text.startsWith("this", at) && (at + 4 == text.length() || !Names.part(text.codePointAt(at + 4)))) {
            at += 4;
            return new Expression.Path(offset + start, up, at < text.length() && separator() ? names() : List.of());
        }
        if (text.startsWith("./", at)) {
            at += 2;
        } else if (text.startsWith(".", at) || up > 0 && (done() || peek() == ')')) {
            at += text.startsWith(".", at) ? 1 : 0;
            return new Expression.Path(offset + start, up, List.of());
        }
        List<String> names = names();
        if (!broken && up == 0 && names.size() == 1 && text.charAt(start) != '[') {
            switch (names.getFirst()) {
                case "true" -> {
                    return new Literal(offset + start, true);
                }
                case "false" -> {
                    return new Literal(offset + start, false);
                }
                case "null", "undefined" -> {
                    return new Literal(offset + start, null);
                }
                default -> { }
            }
        }
        return new Expression.Path(offset + start, up, names);
    }

    private int ups() {
        int up = 0;
        while (text.startsWith("../", at)) {
            up++;
            at += 3;
        }
        return up;
    }

    private boolean separator() {
        boolean found = text.charAt(at) == '.' || text.charAt(at) == '/';
        at += found ? 1 : 0;
        return found;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(segment());
        } while (!broken && at < text.length() && separator());
        if (names.size() > MOST_NAMES) {
            wrong(at, "more than " + MOST_NAMES + " names in one path");
        }
        return names;
    }

    private String segment() {
        int start = at;
        if (peek() == '[') {
            int end = text.indexOf(']', at);
            if (end < 0 || end == at + 1 || text.substring(at + 1, end).indexOf('[') >= 0) {
                wrong(start, "expected a name in brackets here, without brackets in it: [a name]");
                return "";
            }
            at = end + 1;
            return text.substring(start + 1, end);
        }
        String letters = letters();
        if (letters.isEmpty()) {
            wrong(start, done() ? "expected a name here" : "expected a name here, found " + Shown.character(text.codePointAt(at))
                    + "; if it belongs to the name, write the name in brackets: [a name]. If the braces are text, write \\{{");
        }
        return letters;
    }

    private String letters() {
        int start = at;
        while (at < text.length() && Names.part(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    /** Up to white space or what else ends a word; also what no name may have in it. */
    private String word() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "()=|".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean done() {
        skip();
        return at >= text.length();
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void wrong(int where, String what) {
        if (!broken) {
            problems.add(source, offset + where, what);
            broken = true;
        }
    }
}
