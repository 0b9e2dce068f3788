package dev.portcullis.prompt.render.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.portcullis.prompt.render.template.Expression.Call;
import dev.portcullis.prompt.render.template.Expression.Literal;
import dev.portcullis.prompt.render.template.Problems.Source;

/** Reads a tag as a whole: a value, a helper with what it is called with, or another prompt's text that is to stand there. */
final class TagReader {

    private static final int DEEPEST = 8;

    private final TagText tag;
    private final TagValues values;

    TagReader(Source source, Problems problems, Piece.Tag tag) {
        this.tag = new TagText(source, problems, tag);
        this.values = new TagValues(this.tag);
    }

    /** A path, a literal, or a helper's name with what it is called with; empty, with the problem recorded, if it is neither. */
    Optional<Expression> expression() {
        Expression read = callOrValue(0, false);
        if (!tag.isBroken() && !tag.done()) {
            tag.wrong(tag.at, "expected the end of the tag here");
        }
        return tag.isBroken() ? Optional.empty() : Optional.of(read);
    }

    /** A helper's name with what it is called with, as a block begins. */
    Optional<Call> call() {
        Expression read = callOrValue(0, true);
        if (!tag.isBroken() && !tag.done()) {
            tag.wrong(tag.at, "expected the end of the tag here");
        }
        return tag.isBroken() ? Optional.empty() : Optional.of((Call) read);
    }

    Optional<Node.Use> use(int tagAt, String indent) {
        tag.skip();
        if (tag.peek() == '(') {
            tag.wrong(tag.at, "a partial's name must be written out, so that it can be pinned and checked: {{> id@1.0.0}}");
            return Optional.empty();
        }
        int start = tag.at;
        String name = tag.peek() == '"' || tag.peek() == '\'' ? values.string() : tag.word();
        if (!tag.isBroken() && name.isEmpty()) {
            tag.wrong(start, "expected a partial's name: {{> id@1.0.0}}");
        }
        Expression context = !tag.isBroken() && !tag.done() && !namedAhead() ? value(0) : null;
        Map<String, Expression> named = named(0);
        if (!tag.isBroken() && !tag.done()) {
            tag.wrong(tag.at, "expected name=value or the end of the tag here");
        }
        return tag.isBroken() ? Optional.empty() : Optional.of(new Node.Use(tagAt, name, Optional.ofNullable(context), named, indent));
    }

    private Expression callOrValue(int depth, boolean block) {
        tag.skip();
        int start = tag.at;
        Expression first = value(depth);
        if (tag.isBroken()) {
            return first;
        }
        boolean more = !tag.done() && tag.peek() != ')';
        if (!more && !block && depth == 0) {
            return first;
        }
        if (!(first instanceof Expression.Path path) || path.up() > 0 || path.names().size() != 1) {
            tag.wrong(start, more ? "only a helper takes arguments, and this is not a helper's name"
                    : "expected a helper's name here, as in {{#if x}}");
            return first;
        }
        List<Expression> arguments = new ArrayList<>();
        while (!tag.isBroken() && !tag.done() && tag.peek() != ')' && !namedAhead()) {
            if (tag.comes("as ") && tag.text.indexOf('|', tag.at) == tag.at + 3) {
                tag.wrong(tag.at, "names for a block's value (as |x|) are not supported; use this, @index and @key");
                return first;
            }
            arguments.add(value(depth));
        }
        return new Call(tag.inTemplate(start), path.names().getFirst(), arguments, named(depth));
    }

    private Map<String, Expression> named(int depth) {
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tag.isBroken() && !tag.done() && namedAhead()) {
            int start = tag.at;
            String name = tag.word();
            tag.at++; // the equals sign
            if (named.put(name, value(depth)) != null) {
                tag.wrong(start, Shown.name(name) + " is given twice");
            }
        }
        return named;
    }

    private boolean namedAhead() {
        tag.skip();
        int end = tag.at;
        while (end < tag.text.length() && Names.part(tag.text.codePointAt(end))) {
            end += Character.charCount(tag.text.codePointAt(end));
        }
        return end > tag.at && end < tag.text.length() && tag.text.charAt(end) == '=';
    }

    private Expression value(int depth) {
        tag.skip();
        int start = tag.at;
        return switch (tag.peek()) {
            case '"', '\'' -> new Literal(tag.inTemplate(start), values.string());
            case '(' -> nested(depth);
            case '@' -> values.round();
            default -> values.isNumber() ? new Literal(tag.inTemplate(start), values.number()) : values.path();
        };
    }

    private Expression nested(int depth) {
        int start = tag.at++;
        if (depth >= DEEPEST) {
            tag.wrong(start, "parentheses nested deeper than " + DEEPEST);
        }
        Expression inner = tag.isBroken() ? new Literal(start, null) : callOrValue(depth + 1, true);
        tag.skip();
        if (!tag.isBroken() && tag.peek() != ')') {
            tag.wrong(start, "( is not closed; close it with )");
        }
        tag.at++;
        return inner;
    }
}
