package dev.portcullis.prompt.file;

/**
 * A place in a file.
 *
 * @param line from 1, as is the column, which is in code points
 */
public record Place(int line, int column) {

    public static final Place START = new Place(1, 1);

    /** What is that far into a text that begins here. */
    public Place within(int lineOfText, int columnOfText) {
        return lineOfText == 1 ? new Place(line, column + columnOfText - 1) : new Place(line + lineOfText - 1, columnOfText);
    }
}
