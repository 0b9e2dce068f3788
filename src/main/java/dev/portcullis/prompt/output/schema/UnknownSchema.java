package dev.portcullis.prompt.output.schema;

/** A schema that is none, or asks for what is not known here. */
public final class UnknownSchema extends Exception {

    /** @param where a JSON Pointer (RFC 6901) into the schema */
    UnknownSchema(String where, String why) {
        super((where.isEmpty() ? "the schema" : where) + ": " + why, null, false, false);
    }
}
