package dev.portcullis.guard.text;

/** A part of a text, in UTF-16 code units as {@link String} counts them. @param end exclusive, not before {@code start} */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no part of a text: " + start + " to " + end);
        }
    }

    public int length() {
        return end - start;
    }

    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }
}
