package dev.portcullis.prompt.output.schema;

import java.util.Optional;

/** What a schema says of a value. */
public sealed interface Check {

    record Holds() implements Check {
    }

    /** @param where the first rule that is broken, as a JSON Pointer into the schema: never anything of the value */
    record Broken(String where) implements Check {
    }

    /** It would take too long to say. */
    record Endless() implements Check {
    }

    static Check of(Optional<String> broken) {
        return broken.<Check>map(Broken::new).orElseGet(Holds::new);
    }
}
