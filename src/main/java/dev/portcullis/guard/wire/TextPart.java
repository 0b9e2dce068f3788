package dev.portcullis.guard.wire;

/**
 * A text within a body.
 *
 * @param text   decoded; half a surrogate pair may be in it, where the body has one as an escape
 * @param from   where its JSON string begins in the body, with its quote, in bytes
 * @param to     where that ends, exclusive
 * @param choice of an answer the number of the choice it belongs to, in the body's order; -1 in a request
 */
public record TextPart(Source source, String text, int from, int to, int choice) {

    /** Whose words they are. */
    public enum Source {
        /** The operator's or the developer's: messages of the roles system and developer, descriptions and values in schemas of tools and answers. */
        SYSTEM,
        USER,
        ASSISTANT,
        /** What a tool has found. */
        TOOL,
        /** Of a call of a tool: JSON, as a rule. */
        ARGUMENTS,
        /** What no model reads and a provider gets all the same: names of users, notes, marks to stop at. */
        BESIDE,
        /** Not said. */
        OTHER
    }
}
