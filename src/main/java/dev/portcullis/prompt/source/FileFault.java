package dev.portcullis.prompt.source;

import java.util.Comparator;

/**
 * What is wrong with a file.
 *
 * @param file   its path below the directory, with '/'; empty for the directory itself
 * @param line   from 1; 0 where it is of the file as a whole
 * @param column from 1, in code points; 0 as the line
 */
public record FileFault(String file, int line, int column, String message) {

    public static final Comparator<FileFault> BY_PLACE = Comparator.comparing(FileFault::file).thenComparingInt(FileFault::line).thenComparingInt(FileFault::column);

    /** {@code path:line:column: message}, as compilers write it and editors read it; in one line, whatever is in the file. */
    @Override
    public String toString() {
        String text = (file.isEmpty() ? "." : file) + ":" + Math.max(1, line) + ":" + Math.max(1, column) + ": " + message;
        int[] shown = text.codePoints().map(letter -> Character.isISOControl(letter) || letter == '\u2028' || letter == '\u2029' ? '?' : letter).toArray();
        return new String(shown, 0, shown.length);
    }
}
