package dev.portcullis.prompt.render.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A template as a tree. */
public sealed interface Node {

    record Text(String text) implements Node {
    }

    /** A value, written where it stands. */
    record Put(int at, Expression value) implements Node {
    }

    record Block(Expression.Call call, List<Node> body, List<Node> otherwise) implements Node {
    }

    /**
     * Another prompt's text, put in here.
     *
     * @param partial {@code id@version}
     * @param indent  what is put before each of its lines
     */
    record Use(int at, String partial, Optional<Expression> context, Map<String, Expression> named, String indent) implements Node {
    }
}
