package dev.portcullis.simulator.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A text in tokens, made when asked for: a million of them cost nothing until they are sent. */
public record Tokens(int count, IntFunction<String> at) {
    private static final int LONGEST = 12;

    static Tokens prose(long seed, int count) {
        return new Tokens(count, position -> Prose.word(seed, position, position == count - 1));
    }

    /** This very text, cut before its spaces and after at most twelve code points; a surrogate pair is never cut. */
    static Tokens of(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        int length = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (at > start && (length == LONGEST || text.charAt(at) == ' ')) {
                pieces.add(text.substring(start, at));
                start = at;
                length = 0;
            }
            length++;
        }
        if (start < text.length()) {
            pieces.add(text.substring(start));
        }
        return new Tokens(pieces.size(), pieces::get);
    }

    /** One token of this many letters. */
    static Tokens filler(int letters) {
        String letter = "x";
        return new Tokens(1, position -> letter.repeat(Math.max(0, letters)));
    }

    Tokens first(int limit) {
        return limit < count ? new Tokens(limit, at) : this;
    }

    String text() {
        StringBuilder text = new StringBuilder(count * 6);
        for (int position = 0; position < count; position++) {
            text.append(at.apply(position));
        }
        return text.toString();
    }
}
