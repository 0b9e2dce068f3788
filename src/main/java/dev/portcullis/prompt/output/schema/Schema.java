package dev.portcullis.prompt.output.schema;

import java.util.Optional;

/** A schema that is ready to be used. Immutable, safe for threads. */
public final class Schema {

    /** Values times schemas they are compared with, in one check: some ten milliseconds. */
    private static final int MOST_STEPS = 500_000;

    private final Node root;

    private Schema(Node root) {
        this.root = root;
    }

    /** @param document plain values; a boolean is a schema too */
    public static Schema of(Object document) throws UnknownSchema {
        return new Schema(new Compiler(document).compile(document, ""));
    }

    /** Why a document is no schema that is known here; empty for one that is. */
    public static Optional<String> unknown(Object document) {
        try {
            of(document);
            return Optional.empty();
        } catch (UnknownSchema unknown) {
            return Optional.of(unknown.getMessage());
        }
    }

    public Check check(Object value) {
        try {
            return Check.of(Optional.ofNullable(root.broken(value, new Node.Steps(MOST_STEPS))));
        } catch (Node.TooMany tooMany) {
            return new Check.Endless();
        }
    }
}
