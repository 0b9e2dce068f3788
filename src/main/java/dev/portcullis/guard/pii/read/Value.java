package dev.portcullis.guard.pii.read;

import java.util.Objects;

/**
 * What a {@link Shape} has matched: its characters in upper case, without separators and other signs. A {@link Reading} has one of
 * these, which is the next value as soon as another shape is read, so that numbers that nobody keeps make no garbage. Not safe for
 * threads.
 */
public final class Value implements CharSequence {

    private final char[] characters;
    private int length;
    private boolean grouped;

    /** @param room for as many characters as the longest shape has */
    Value(char[] room) {
        this.characters = room;
    }

    /** Begins another one. */
    void begin() {
        length = 0;
    }

    void add(char c) {
        characters[length++] = c;
    }

    /** @param grouped whether the shape has separators and all of them were there */
    Value ended(boolean grouped) {
        this.grouped = grouped;
        return this;
    }

    boolean grouped() {
        return grouped;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int i) {
        return characters[Objects.checkIndex(i, length)];
    }

    @Override
    public String subSequence(int start, int end) {
        Objects.checkFromToIndex(start, end, length);
        return new String(characters, start, end - start);
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }
}
