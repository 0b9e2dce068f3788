package dev.portcullis.prompt.render.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.portcullis.prompt.render.engine.Expressions.Written;
import dev.portcullis.prompt.render.engine.Scope.Kind;
import dev.portcullis.prompt.render.template.Expression;
import dev.portcullis.prompt.render.template.Expression.Call;
import dev.portcullis.prompt.render.template.Expression.Literal;
import dev.portcullis.prompt.render.template.Node;
import dev.portcullis.prompt.render.template.Problems;
import dev.portcullis.prompt.render.template.Problems.Source;
import dev.portcullis.prompt.render.template.Shown;
import dev.portcullis.prompt.render.template.TemplateBounds;
import dev.portcullis.prompt.render.template.TreeReader;

/**
 * Checks one message's tree and writes it as a {@link Script}, its partials put in where they stand. So a partial is checked in each
 * place with the names that it has there, and the bounds are those of the whole.
 */
final class Expansion {

    private final TemplateBounds bounds;
    private final Problems problems;
    private final Partials partials;
    private final Expressions expressions;
    private final ScriptText script;
    private final Deque<String> inside = new ArrayDeque<>();
    private Source source;
    private int characters;
    private int tags;
    private int depth;
    private boolean tooLarge;

    Expansion(Source source, TemplateBounds bounds, Problems problems, Partials partials, Expressions expressions, ScriptText script) {
        this.source = source;
        this.bounds = bounds;
        this.problems = problems;
        this.partials = partials;
        this.expressions = expressions;
        this.script = script;
    }

    /** What it gives is of use only where no problem was found. */
    Script expand() {
        int lone = loneSurrogate(source.text());
        if (lone >= 0) {
            problems.add(source, lone, "half of a character (a surrogate without its other half)");
        }
        nodes(TreeReader.read(source, bounds, problems), expressions.variables());
        return script.script();
    }

    private void nodes(List<Node> nodes, Scope scope) {
        for (Node node : nodes) {
            if (tooLarge || problems.full()) {
                return;
            }
            switch (node) {
                case Node.Text(String text) -> {
                    characters += text.length();
                    script.text(text);
                }
                case Node.Put put -> put(put, scope);
                case Node.Block block -> block(block, scope);
                case Node.Use use -> use(use, scope);
            }
            tags += node instanceof Node.Text ? 0 : 1;
            if (characters > bounds.characters() || tags > bounds.tags()) {
                tooLarge = true;
                problems.add(source, 0, "with its partials the message has more than " + bounds.characters() + " characters or "
                        + bounds.tags() + " tags");
            }
        }
    }

    private void put(Node.Put put, Scope scope) {
        switch (put.value()) {
            case Literal literal -> problems.add(source, literal.at(), "a literal needs no braces; write the text itself");
            case Call call -> {
                String wrong = Language.written(call);
                if (!wrong.isEmpty()) {
                    problems.add(source, call.at(), wrong);
                } else if (call.name().equals("json")) {
                    Written value = expressions.write(call.arguments().getFirst(), scope, source);
                    long indent = call.named().get("indent") instanceof Literal(_, Long spaces) ? spaces : 0;
                    script.json(value.code(), indent, value.sources());
                } else {
                    Written value = expressions.write(call, scope, source);
                    script.put(value.code(), value.sources());
                }
            }
            case Expression.Path _, Expression.Root _, Expression.Round _ -> {
                Written value = expressions.write(put.value(), scope, source);
                script.put(value.code(), value.sources());
            }
        }
    }

    private void block(Node.Block block, Scope scope) {
        Call call = block.call();
        String wrong = Language.block(call);
        if (!wrong.isEmpty()) {
            problems.add(source, call.at(), wrong);
            return;
        }
        List<Written> values = call.arguments().stream().map(value -> expressions.write(value, scope, source)).toList();
        List<String> codes = new ArrayList<>(values.stream().map(Written::code).toList());
        call.named().values().forEach(value -> codes.add(expressions.write(value, scope, source).code()));
        Scope inner = switch (call.name()) {
            case "each" -> scope.inside(Kind.ELEMENT, values.getFirst().sources());
            case "with" -> scope.inside(Kind.VALUE, values.getFirst().sources());
            default -> scope;
        };
        String helper = call.name().equals("with") ? "scope" : call.name(); // the engine has a meaning of its own for "with"
        if (deeper(call.at())) {
            script.open(helper, codes);
            nodes(block.body(), inner);
            if (!block.otherwise().isEmpty()) {
                script.otherwise();
                nodes(block.otherwise(), scope);
            }
            script.close(helper);
        }
        depth--;
    }

    private boolean deeper(int at) {
        depth++;
        boolean within = depth < bounds.depth();
        if (!within) {
            problems.add(source, at, "blocks and partials nested deeper than " + bounds.depth() + " levels");
        }
        return within;
    }

    private void use(Node.Use use, Scope scope) {
        String name = use.partial();
        if (!Partials.pinned(name)) {
            problems.add(source, use.at(), "the partial " + Shown.name(name) + " must name its version: {{> id@1.0.0}}");
            return;
        }
        if (inside.contains(name)) {
            problems.add(source, use.at(), "the partial " + Shown.name(name) + " uses itself, by way of " + Shown.names(inside));
            return;
        }
        if (inside.size() >= bounds.partialDepth()) {
            problems.add(source, use.at(), "partials in partials deeper than " + bounds.partialDepth() + ": "
                    + Shown.names(inside.reversed()));
            return;
        }
        Optional<Partials.Read> read = partials.find(name, source.message());
        if (read.isEmpty()) {
            problems.add(source, use.at(), "there is no prompt version " + Shown.name(name)
                    + " to be used as a partial; one that has several messages cannot be used");
            return;
        }
        Optional<Written> context = use.context().map(value -> expressions.write(value, scope, source));
        Map<String, Set<String>> named = new LinkedHashMap<>();
        List<String> values = new ArrayList<>();
        values.add(context.map(Written::code).orElse("this"));
        values.add(Integer.toString(script.named(List.copyOf(use.named().keySet()))));
        use.named().forEach((key, value) -> {
            Written written = expressions.write(value, scope, source);
            named.put(key, written.sources());
            values.add(written.code());
        });
        Kind kind = Expressions.partial(context.isPresent(), !named.isEmpty());
        Scope inner = scope.inside(kind, context.map(Written::sources).orElse(Set.of()), named);
        if (deeper(use.at())) {
            putIn(read.get(), name, use.indent(), inner, values);
        }
        depth--;
    }

    private void putIn(Partials.Read read, String name, String indent, Scope inner, List<String> values) {
        Source outer = source;
        source = read.source();
        inside.push(name);
        String before = script.indent(indent);
        if (inner.known()) {
            script.open("use", values);
        }
        nodes(read.nodes(), inner);
        if (inner.known()) {
            script.close("use");
        }
        script.indented(before);
        inside.pop();
        source = outer;
    }

    private static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}
