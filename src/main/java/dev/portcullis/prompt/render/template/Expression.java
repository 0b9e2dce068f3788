package dev.portcullis.prompt.render.template;

import java.util.List;
import java.util.Map;

/** What stands in a tag and has a value. */
public sealed interface Expression {

    /** Where it begins in the template, in UTF-16 units. */
    int at();

    /**
     * @param up    how many scopes further out it begins: the number of {@code ../}
     * @param names from there on, none for {@code this}
     */
    record Path(int at, int up, List<String> names) implements Expression {
    }

    /** From the prompt's variables, wherever it stands: {@code @root.x}. */
    record Root(int at, List<String> names) implements Expression {
    }

    /** What is known of the round of a loop. */
    record Round(int at, int up, Word word) implements Expression {
    }

    enum Word { INDEX, KEY, FIRST, LAST, NONCE }

    /** @param value a string, an integer, a decimal, a boolean, or null */
    record Literal(int at, Object value) implements Expression {
    }

    record Call(int at, String name, List<Expression> arguments, Map<String, Expression> named) implements Expression {
    }
}
