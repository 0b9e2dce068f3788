package dev.portcullis.cache.similar.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one puts in quotation marks stands in the other as well, letter for letter but for capitals. */
final class QuotedWords implements Guard {

    private static final String OPENING = "\"“„«`‘";
    private static final String CLOSING = "\"””»`'";

    @Override
    public boolean agree(Wording one, Wording other) {
        return foundIn(one, other) && foundIn(other, one);
    }

    private static boolean foundIn(Wording one, Wording other) {
        return quoted(one.text()).stream().allMatch(words -> other.lower().contains(words.toLowerCase(Locale.ROOT)));
    }

    private static List<String> quoted(String text) {
        List<String> quoted = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int kind = OPENING.indexOf(text.charAt(at));
            boolean straight = text.charAt(at) == '\'' && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
            int end = kind >= 0 ? closing(text, at + 1, CLOSING.charAt(kind)) : straight ? closing(text, at + 1, '\'') : -1;
            if (end > at + 1) {
                quoted.add(text.substring(at + 1, end).strip());
                at = end;
            }
            at++;
        }
        return quoted;
    }

    /** A straight single one closes only where no letter follows; else it is an apostrophe. */
    private static int closing(String text, int from, char mark) {
        int at = text.indexOf(mark, from);
        while (mark == '\'' && at >= 0 && at + 1 < text.length() && Character.isLetterOrDigit(text.charAt(at + 1))) {
            at = text.indexOf(mark, at + 1);
        }
        if (at < 0 && mark == '”') {
            return text.indexOf('“', from);
        }
        return at;
    }
}
