package dev.portcullis.guard.text;

/**
 * A text as a detector reads it, and where each of its characters stood in the text that came: what becomes of one character may be
 * several, none, or the same one again, and what is decoded stands for all that it was decoded from. Immutable.
 */
public final class View {

    private final String name;
    private final String text;
    private final int[] starts;
    private final int[] ends;
    /** Whether it is known where anything stood. */
    private final boolean placed;

    private View(String name, String text, int[] starts, int[] ends, boolean placed) {
        this.name = name;
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.placed = placed;
    }

    /** The text as it came. */
    public static View plain(String text) {
        return new View("plain", text, null, null, true);
    }

    /** The text as it came, for who does not ask where anything stood: nor is that known then of what is made of this view. */
    static View unplaced(String text) {
        return new View("plain", text, null, null, false);
    }

    /**
     * @param name   of how it was made, as findings tell it: {@code folded}, {@code base64}
     * @param starts for each character of {@code text} where what it stands for begins, in the text that came
     * @param ends   where that ends, exclusive
     */
    public static View of(String name, String text, int[] starts, int[] ends) {
        if (starts.length < text.length() || ends.length < text.length()) {
            throw new IllegalArgumentException(text.length() + " characters, but the places of " + Math.min(starts.length, ends.length));
        }
        return new View(name, text, starts, ends, true);
    }

    /** The same places under another text of the same length at most, as lower case is. */
    View with(String otherName, String otherText) {
        return new View(otherName, otherText, starts, ends, placed);
    }

    boolean isPlaced() {
        return placed;
    }

    /** The same in lower case, letter by letter, so that every place stays; itself where nothing changes. */
    View lowered(String otherName) {
        char[] letters = Characters.of(text);
        int length = text.length();
        int all = 0;
        for (int i = 0; i < length; i++) {
            all |= letters[i];
        }
        boolean changed = all < 128 ? lowerAscii(letters, length) : lower(letters, length);
        return changed ? with(otherName, new String(letters, 0, length)) : this;
    }

    /** A loop that a processor does several steps of at once. */
    private static boolean lowerAscii(char[] letters, int length) {
        int changed = 0;
        for (int i = 0; i < length; i++) {
            int c = letters[i];
            int lower = c >= 'A' && c <= 'Z' ? c + 32 : c;
            changed |= lower ^ c;
            letters[i] = (char) lower;
        }
        return changed != 0;
    }

    private static boolean lower(char[] letters, int length) {
        boolean changed = false;
        for (int i = 0; i < length; i++) {
            char c = letters[i];
            letters[i] = Characters.lower(c);
            changed |= letters[i] != c;
        }
        return changed;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** What stood there for these characters of the view, from the first to the last of it. @param end exclusive, above {@code start} */
    public Span original(int start, int end) {
        ensurePlaced();
        if (starts == null) {
            return new Span(start, end);
        }
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (int i = start; i < end; i++) {
            first = Math.min(first, starts[i]);
            last = Math.max(last, ends[i]);
        }
        return new Span(first, last);
    }

    private void ensurePlaced() {
        if (!placed) {
            throw new IllegalStateException("of this view it is not known where anything stood");
        }
    }

    /** Where what this character stands for begins in the text that came. */
    public int start(int index) {
        ensurePlaced();
        return starts == null ? index : starts[index];
    }

    /** Where what this character stands for ends in the text that came, exclusive. */
    int end(int index) {
        ensurePlaced();
        return ends == null ? index + 1 : ends[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof View view && name.equals(view.name) && text.equals(view.text) && placed == view.placed
                && (!placed || samePlaces(view));
    }

    private boolean samePlaces(View view) {
        for (int i = 0; i < text.length(); i++) {
            if (start(i) != view.start(i) || end(i) != view.end(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + text.hashCode();
    }

    @Override
    public String toString() {
        return name + " of " + text.length() + " characters";
    }
}
