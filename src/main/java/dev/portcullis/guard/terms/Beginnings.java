package dev.portcullis.guard.terms;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From where in a text something that is looked for may have begun that goes on behind its end, or ends just there. Says rather too early
 * than too late. Immutable.
 */
final class Beginnings {

    private final Map<Integer, List<String>> terms = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();
    /** Whether of some pattern it is not known how it begins. */
    private boolean unknown;

    /** @param terms with one space where any white space may stand */
    Beginnings(List<String> terms, List<Pattern> patterns) {
        for (String term : terms) {
            this.terms.computeIfAbsent(folded(term.codePointAt(0)), first -> new ArrayList<>()).add(term);
        }
        for (Pattern pattern : patterns) {
            Optional<Pattern> begun = BegunPattern.of(pattern.pattern());
            begun.ifPresent(this.patterns::add);
            unknown |= begun.isEmpty();
        }
    }

    /** @param from nothing before it is looked at. @return the text's length where nothing may have begun */
    int ofTerms(CharSequence text, int from) {
        for (int at = from; !terms.isEmpty() && at < text.length(); at++) {
            int first = Character.codePointAt(text, at);
            List<String> candidates = terms.get(folded(first));
            if (candidates != null && Terms.mayBegin(text, at)) {
                for (String term : candidates) {
                    if (mayBecome(term, text, at)) {
                        return at;
                    }
                }
            }
        }
        return text.length();
    }

    /** The same for patterns; takes as long as looking for them. */
    int ofPatterns(CharSequence text, int from) {
        int begun = unknown ? from : text.length();
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find(from)) {
                begun = Math.min(begun, matcher.start());
            }
        }
        return begun;
    }

    private static boolean mayBecome(String term, CharSequence text, int start) {
        int at = start;
        for (int i = 0; i < term.length(); ) {
            if (at == text.length()) {
                return true;
            }
            int wanted = term.codePointAt(i);
            if (wanted == ' ') {
                int space = at;
                while (at < text.length() && isSpace(text.charAt(at))) {
                    at++;
                }
                if (at == space) {
                    return false;
                }
                i++;
                continue;
            }
            int there = Character.codePointAt(text, at);
            if (folded(there) != folded(wanted)) {
                return false;
            }
            i += Character.charCount(wanted);
            at += Character.charCount(there);
        }
        // What follows decides whether it stands alone.
        return at == text.length();
    }

    /** As RE2's {@code \s} has it. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    /** The same for all letters that RE2 takes for one without regard to case. */
    private static int folded(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
