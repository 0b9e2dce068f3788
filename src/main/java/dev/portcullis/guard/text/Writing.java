package dev.portcullis.guard.text;

import java.util.Arrays;

/**
 * A view in the making, from another view; it grows with what is written. As long as every character stands where it stood no places
 * are kept, and as long as it is the same character nothing is. Not for two threads.
 */
final class Writing {

    private final View from;
    private final int expected;
    /** Null while all that was written is the beginning of the view this is made from. */
    private char[] text;
    /** Null while each character stands for the one at its own place. */
    private int[] starts;
    private int[] ends;
    private int length;

    Writing(View from, int expected) {
        this.from = from;
        this.expected = Math.max(16, expected);
    }

    /** Writes a character that stands for {@code start} to {@code end}, exclusive, of the view this is made from. */
    void add(char character, int start, int end) {
        boolean inPlace = starts == null && start == length && end == length + 1;
        if (text == null && (inPlace || !from.isPlaced()) && length < from.text().length() && from.text().charAt(length) == character) {
            length++;
            return;
        }
        room(1);
        if (!inPlace && starts == null && from.isPlaced()) {
            places();
        }
        text[length] = character;
        if (starts != null) {
            starts[length] = Math.min(from.start(start), from.start(end - 1));
            ends[length] = Math.max(from.end(start), from.end(end - 1));
        }
        length++;
    }

    /** Writes the characters from {@code start} to {@code end}, exclusive, of the view this is made from, each standing for itself. */
    void keep(int start, int end) {
        if (start == end) {
            return;
        }
        if (text == null && start == length) {
            length = end;
            return;
        }
        room(end - start);
        if (starts == null && start != length && from.isPlaced()) {
            places();
        }
        from.text().getChars(start, end, text, length);
        if (starts != null) {
            for (int i = start; i < end; i++) {
                starts[length + i - start] = from.start(i);
                ends[length + i - start] = from.end(i);
            }
        }
        length += end - start;
    }

    /** Makes room for more characters. */
    private void room(int more) {
        characters();
        if (length + more > text.length) {
            int room = Math.max(length + more, length + (length >> 1));
            text = Arrays.copyOf(text, room);
            starts = starts == null ? null : Arrays.copyOf(starts, room);
            ends = ends == null ? null : Arrays.copyOf(ends, room);
        }
    }

    void add(CharSequence characters, int start, int end) {
        for (int i = 0; i < characters.length(); i++) {
            add(characters.charAt(i), start, end);
        }
    }

    private void places() {
        starts = new int[text.length];
        ends = new int[text.length];
        for (int i = 0; i < length; i++) {
            starts[i] = from.start(i);
            ends[i] = from.end(i);
        }
    }

    /** Puts another character in the place of the last one, which then stands also for all up to {@code end}, exclusive. */
    void replaceLast(char character, int end) {
        characters()[length - 1] = character;
        if (!from.isPlaced()) {
            return;
        }
        if (starts == null) {
            places();
        }
        ends[length - 1] = from.end(end - 1);
    }

    int length() {
        return length;
    }

    /** The last character. @throws IndexOutOfBoundsException where nothing was written */
    char last() {
        return text == null ? from.text().charAt(length - 1) : text[length - 1];
    }

    /** The characters so far, to look at and to change in place; valid up to {@link #length}, until more is written. */
    char[] characters() {
        if (text == null) {
            text = new char[Math.max(expected, length + 1)];
            from.text().getChars(0, length, text, 0);
        }
        return text;
    }

    /** Nothing more may be written: the places are the view's from here on. */
    View done(String name) {
        String written = text == null ? from.text().substring(0, length) : new String(text, 0, length);
        return starts == null ? from.with(name, written) : View.of(name, written, starts, ends);
    }
}
