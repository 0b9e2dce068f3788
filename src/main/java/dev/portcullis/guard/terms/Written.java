package dev.portcullis.guard.terms;

import dev.portcullis.guard.text.View;
import java.util.Arrays;

/**
 * What a text says, and how it is written, of which characters come in any pieces: in a JSON document an escape says one letter. A text
 * that is no such document says what is written. Half of a character, and an escape that is not over, wait for the rest. One thread.
 */
final class Written {

    private static final int HEXADECIMAL_DIGITS = 4;
    private static final int LETTERS_OF_ESCAPE = 2 + HEXADECIMAL_DIGITS;

    private final StringBuilder says = new StringBuilder();
    private boolean undecided;
    /** As it is written; {@code null} where that is what it says. */
    private StringBuilder raw;
    /** By character of what it says: where that ends as it is written. */
    private int[] ends;
    private String waiting = "";

    /** @param json whether it is a JSON document if it begins like one */
    Written(boolean json) {
        undecided = json;
    }

    /** What a whole text says, and where it stands there. */
    static View view(String text) {
        if (text.indexOf('\\') < 0) {
            return View.plain(text);
        }
        Written written = new Written(true);
        written.append(text);
        written.end();
        return written.raw == null ? View.plain(text) : written.view();
    }

    private View view() {
        int[] starts = new int[says.length()];
        System.arraycopy(ends, 0, starts, Math.min(1, starts.length), Math.max(0, starts.length - 1));
        return View.of("json", says.toString(), starts, ends);
    }

    void append(String piece) {
        read(waiting.isEmpty() ? piece : waiting + piece, false);
    }

    /** Nothing more comes. */
    void end() {
        read(waiting, true);
    }

    private void read(String piece, boolean last) {
        decide(piece);
        int upTo = piece.length();
        if (raw == null) {
            upTo -= !last && upTo > 0 && Character.isHighSurrogate(piece.charAt(upTo - 1)) ? 1 : 0;
            says.append(piece, 0, upTo);
        } else {
            upTo = decode(piece, last);
        }
        waiting = piece.substring(upTo);
    }

    private void decide(String piece) {
        for (int at = 0; undecided && at < piece.length(); at++) {
            char c = piece.charAt(at);
            if (c > ' ') {
                undecided = false;
                if (c == '{' || c == '[') {
                    raw = new StringBuilder(says);
                    ends = new int[Math.max(64, says.length() + piece.length())];
                    Arrays.setAll(ends, index -> index + 1);
                }
            }
        }
    }

    /** @return up to where it was read */
    private int decode(String piece, boolean last) {
        int at = 0;
        while (at < piece.length()) {
            int length = escape(piece, at);
            boolean open = length == 0 || Character.isHighSurrogate(meant(piece, at, length)) && isOpen(piece, at + length);
            if (open && !last) {
                return at;
            }
            length = Math.max(1, length);
            add(meant(piece, at, length), piece, at, at + length);
            at += length;
        }
        return at;
    }

    /** Whether the next character is not there yet. */
    private static boolean isOpen(String piece, int at) {
        return at == piece.length() || escape(piece, at) == 0;
    }

    private void add(char meant, String piece, int from, int to) {
        if (says.length() == ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        says.append(meant);
        raw.append(piece, from, to);
        ends[says.length() - 1] = raw.length();
    }

    /** How many characters say one; 0 where they are not all there. */
    private static int escape(String json, int at) {
        if (json.charAt(at) != '\\') {
            return 1;
        }
        if (at + 1 == json.length()) {
            return 0;
        }
        if (json.charAt(at + 1) != 'u') {
            return "nrtbf\"\\/".indexOf(json.charAt(at + 1)) < 0 ? 1 : 2;
        }
        for (int i = at + 2; i < at + LETTERS_OF_ESCAPE; i++) {
            if (i == json.length()) {
                return 0;
            }
            if (json.charAt(i) >= 128 || Character.digit(json.charAt(i), 16) < 0) {
                return 1;
            }
        }
        return LETTERS_OF_ESCAPE;
    }

    private static char meant(String json, int at, int length) {
        return switch (length) {
            case 2 -> "\n\r\t\b\f\"\\/".charAt("nrtbf\"\\/".indexOf(json.charAt(at + 1)));
            case LETTERS_OF_ESCAPE -> (char) Integer.parseInt(json, at + 2, at + LETTERS_OF_ESCAPE, 16);
            default -> json.charAt(at);
        };
    }

    /** What it says, as far as that is known. */
    CharSequence says() {
        return says;
    }

    int length() {
        return says.length();
    }

    /** Characters that wait for others. */
    int waiting() {
        return waiting.length();
    }

    /** Adds a part of it as it is written. @param from in what it says, as is {@code to} */
    void write(StringBuilder out, int from, int to) {
        if (raw == null) {
            out.append(says, from, to);
        } else {
            out.append(raw, written(from), written(to));
        }
    }

    private int written(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Forgets its beginning. */
    void forget(int count) {
        if (raw != null) {
            int gone = written(count);
            raw.delete(0, gone);
            for (int i = count; i < says.length(); i++) {
                ends[i - count] = ends[i] - gone;
            }
        }
        says.delete(0, count);
    }
}
