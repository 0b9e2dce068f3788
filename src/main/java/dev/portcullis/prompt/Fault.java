package dev.portcullis.prompt;

/**
 * What is wrong with a prompt, and where.
 *
 * @param path   such as {@code parameters.language.type} or {@code messages[0].content}; empty for the whole
 * @param line   within the text at that path, from 1; 0 where it is not of a text
 * @param column as the line
 */
public record Fault(String path, int line, int column, String message) {

    public static Fault of(String path, String message) {
        return new Fault(path, 0, 0, message);
    }

    /** In one line. */
    @Override
    public String toString() {
        String where = line == 0 ? path : path.isEmpty() ? line + ":" + column : path + ":" + line + ":" + column;
        return where.isEmpty() ? message : where + ": " + message;
    }
}
