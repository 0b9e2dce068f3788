package dev.portcullis.guard.pii.read;

import dev.portcullis.guard.text.View;
import java.util.Arrays;

/** A text without its disguises as it is written, with the way back from each of its characters to the text that came. */
final class FoldedText {

    private final String original;
    private final StringBuilder folded;
    /** Null as long as each character stands for the one at its own place. */
    private int[] starts;
    private int[] ends;

    /** @param plain so many characters of it stand for themselves */
    FoldedText(String original, int plain) {
        this.original = original;
        this.folded = new StringBuilder(original.length());
        folded.append(original, 0, plain);
    }

    /** Characters that stand for themselves. @param to exclusive */
    void putPlain(int from, int to) {
        int place = folded.length();
        folded.append(original, from, to);
        if (from < to && hasPlaces(place, from, from + 1)) {
            room(folded.length());
            for (int i = from; i < to; i++, place++) {
                starts[place] = i;
                ends[place] = i + 1;
            }
        }
    }

    /** @param start where what it stands for begins in the text that came. @param end of it, exclusive */
    void put(char c, int start, int end) {
        int place = folded.length();
        folded.append(c);
        if (hasPlaces(place, start, end)) {
            room(place + 1);
            starts[place] = start;
            ends[place] = end;
        }
    }

    /** They are kept from the first character on that stands for another than the one at its own place. */
    private boolean hasPlaces(int place, int start, int end) {
        if (starts == null && !(start == place && end == place + 1)) {
            starts = new int[Math.max(16, original.length())];
            ends = new int[starts.length];
            for (int i = 0; i < place; i++) {
                starts[i] = i;
                ends[i] = i + 1;
            }
        }
        return starts != null;
    }

    private void room(int length) {
        if (length > starts.length) {
            int more = Math.max(length, starts.length + (starts.length >> 1));
            starts = Arrays.copyOf(starts, more);
            ends = Arrays.copyOf(ends, more);
        }
    }

    View view() {
        return starts == null ? View.plain(folded.toString()) : View.of("folded", folded.toString(), starts, ends);
    }
}
