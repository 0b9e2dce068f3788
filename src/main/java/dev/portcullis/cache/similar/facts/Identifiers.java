package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;

/** The same names of code, addresses, paths and URLs, letter for letter, in the same order. */
final class Identifiers implements Guard {

    private static final String AROUND = ".,;:!?()[]{}<>\"'“”„‘«»`…";
    private static final String OF_CODE = "@_\\#={}<>~^|";
    private static final String BETWEEN = "./:+&";

    @Override
    public boolean agree(Wording one, Wording other) {
        return of(one.text()).equals(of(other.text()));
    }

    private static List<String> of(String text) {
        List<String> found = new ArrayList<>();
        for (String part : text.split("\\s+")) {
            int from = 0;
            int to = part.length();
            while (from < to && AROUND.indexOf(part.charAt(from)) >= 0) {
                from++;
            }
            while (to > from && AROUND.indexOf(part.charAt(to - 1)) >= 0) {
                to--;
            }
            String bare = part.substring(from, to);
            if (isIdentifier(bare)) {
                found.add(bare);
            }
        }
        return found;
    }

    private static boolean isIdentifier(String part) {
        boolean letter = false;
        boolean digitAfterLetter = false;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (OF_CODE.indexOf(c) >= 0) {
                return true;
            }
            if (BETWEEN.indexOf(c) >= 0 && letter && (i + 1 == part.length() || !Character.isWhitespace(part.charAt(i + 1)))) {
                return true;
            }
            digitAfterLetter |= letter && Character.isDigit(c);
            letter |= Character.isLetter(c);
        }
        return digitAfterLetter;
    }
}
