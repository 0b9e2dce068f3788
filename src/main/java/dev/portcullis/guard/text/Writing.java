package dev.portcullis.guard.text;

import java.util.Arrays;

/** A view in the making, from another view; it grows with what is written. Not for two threads. */
final class Writing {

    private final View from;
    private char[] text;
    private int[] starts;
    private int[] ends;
    private int length;

    Writing(View from, int expected) {
        this.from = from;
        int room = Math.max(16, expected);
        text = new char[room];
        starts = new int[room];
        ends = new int[room];
    }

    /** Writes a character that stands for {@code start} to {@code end}, exclusive, of the view this is made from. */
    void add(char character, int start, int end) {
        if (length == text.length) {
            int room = length + (length >> 1);
            text = Arrays.copyOf(text, room);
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
        }
        text[length] = character;
        starts[length] = Math.min(from.start(start), from.start(end - 1));
        ends[length++] = Math.max(from.end(start), from.end(end - 1));
    }

    void add(CharSequence characters, int start, int end) {
        for (int i = 0; i < characters.length(); i++) {
            add(characters.charAt(i), start, end);
        }
    }

    /** Puts another character in the place of the last one, which then stands also for all up to {@code end}, exclusive. */
    void replaceLast(char character, int end) {
        text[length - 1] = character;
        ends[length - 1] = from.end(end - 1);
    }

    int length() {
        return length;
    }

    /** The characters so far, to look at and to change in place; valid up to {@link #length}. */
    char[] characters() {
        return text;
    }

    /** Nothing more may be written: the places are the view's from here on. */
    View done(String name) {
        return View.of(name, new String(text, 0, length), starts, ends);
    }
}
