package dev.portcullis.prompt.render.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import dev.portcullis.prompt.render.template.Expression.Call;
import dev.portcullis.prompt.render.template.Piece.Tag;
import dev.portcullis.prompt.render.template.Problems.Source;

/** Reads a template's text as a tree. */
public final class TreeReader {

    private static final class Open {

        final Tag tag;
        /** Null for the template itself, and for a block whose tag could not be read. */
        final Call call;
        /** Whether an {@code else if} opened it: it has no closing tag of its own. */
        final boolean chained;
        final List<Node> body = new ArrayList<>();
        List<Node> otherwise;

        Open(Tag tag, Call call, boolean chained) {
            this.tag = tag;
            this.call = call;
            this.chained = chained;
        }

        List<Node> nodes() {
            return otherwise == null ? body : otherwise;
        }

        String name() {
            return call == null ? "" : call.name();
        }
    }

    private final Source source;
    private final TemplateBounds bounds;
    private final Problems problems;
    private final Deque<Open> open = new ArrayDeque<>();

    private TreeReader(Source source, TemplateBounds bounds, Problems problems) {
        this.source = source;
        this.bounds = bounds;
        this.problems = problems;
    }

    /** The template's nodes; with problems recorded, as much as could be read. */
    public static List<Node> read(Source source, TemplateBounds bounds, Problems problems) {
        Lines.Trimmed lines = Lines.trim(Pieces.of(source, bounds, problems));
        return new TreeReader(source, bounds, problems).tree(lines);
    }

    private List<Node> tree(Lines.Trimmed lines) {
        Open top = new Open(null, null, false);
        open.push(top);
        for (int i = 0; i < lines.pieces().size() && !problems.full(); i++) {
            switch (lines.pieces().get(i)) {
                case Piece.Text text when text.text().isEmpty() -> { }
                case Piece.Text text -> open.peek().nodes().add(new Node.Text(text.text()));
                case Tag tag -> tag(tag, lines.indents().get(i));
            }
            if (open.size() > bounds.depth()) {
                problems.add(source, lines.pieces().get(i).at(), "blocks nested deeper than " + bounds.depth()
                        + " levels, each else if counted as one");
                return List.of();
            }
        }
        while (open.peek() != top) {
            Open unclosed = open.pop();
            if (!unclosed.chained) {
                problems.add(source, unclosed.tag.at(), unclosed.call == null ? "the block is never closed"
                        : "{{#" + unclosed.name() + "}} is never closed; close it with {{/" + unclosed.name() + "}}");
            }
            finish(unclosed);
        }
        return top.body;
    }

    private void tag(Tag tag, String indent) {
        TagReader reader = new TagReader(source, problems, tag);
        switch (tag.kind()) {
            case VALUE -> reader.expression().ifPresent(value -> open.peek().nodes().add(new Node.Put(tag.at(), value)));
            case OPEN -> open.push(new Open(tag, reader.call().orElse(null), false));
            case ELSE -> otherwise(tag, reader);
            case CLOSE -> close(tag);
            case PARTIAL -> reader.use(tag.at(), indent).ifPresent(open.peek().nodes()::add);
            case COMMENT -> { }
        }
    }

    private void otherwise(Tag tag, TagReader reader) {
        Open block = open.peek();
        if (block.tag == null) {
            problems.add(source, tag.at(), "{{else}} stands outside of a block");
            return;
        }
        if (block.otherwise != null) {
            problems.add(source, tag.at(), "a second {{else}} in one block");
        }
        block.otherwise = new ArrayList<>();
        if (!tag.inner().isBlank()) {
            Optional<Call> call = reader.call();
            open.push(new Open(tag, call.orElse(null), true));
        }
    }

    private void close(Tag tag) {
        String name = tag.inner().strip();
        while (open.peek().chained) {
            finish(open.pop());
        }
        Open block = open.peek();
        if (block.tag == null) {
            problems.add(source, tag.at(), "{{/" + name + "}} closes nothing: no block is open here");
            return;
        }
        if (block.call != null && !block.name().equals(name)) {
            boolean further = open.stream().anyMatch(outer -> outer.name().equals(name));
            problems.add(source, tag.at(), "{{/" + name + "}} closes {{#" + block.name() + "}}; close that with {{/" + block.name() + "}}"
                    + (further ? " first" : ""));
        }
        finish(open.pop());
    }

    /** A block whose tag could not be read is left out: its problem is recorded. */
    private void finish(Open block) {
        if (block.call != null) {
            open.peek().nodes().add(new Node.Block(block.call, block.body, block.otherwise == null ? List.of() : block.otherwise));
        }
    }
}
