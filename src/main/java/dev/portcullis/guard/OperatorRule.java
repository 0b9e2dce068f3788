package dev.portcullis.guard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an operator forbids: terms, found without case where no letter or digit stands beside them, and patterns in RE2's syntax, found
 * anywhere. Linear in the text.
 */
final class OperatorRule {

    private final String name;
    private final List<Pattern> patterns;
    /** Whether the last pattern is all terms together. */
    private final boolean terms;

    /** @param patterns that compile, and do not match the empty text */
    OperatorRule(String name, List<String> terms, List<Pattern> patterns) {
        this.name = name;
        this.patterns = new ArrayList<>(patterns);
        this.terms = !terms.isEmpty();
        if (!terms.isEmpty()) {
            this.patterns.add(Pattern.compile("(?i)" + terms.stream().map(OperatorRule::term).collect(Collectors.joining("|"))));
        }
    }

    /** White space within a term is any white space. */
    private static String term(String term) {
        return List.of(term.strip().toLowerCase(Locale.ROOT).split("\\s+")).stream().map(Pattern::quote).collect(Collectors.joining("\\s+"));
    }

    String name() {
        return name;
    }

    boolean matches(View view) {
        return !find(view).isEmpty();
    }

    /** Where it stands in the text that came, in the view's order; parts of a longer word do not count for terms. */
    List<Span> find(View view) {
        List<Span> found = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            boolean ofTerms = terms && i == patterns.size() - 1;
            Matcher matcher = patterns.get(i).matcher(view.text());
            while (matcher.find()) {
                if (matcher.end() > matcher.start() && (!ofTerms || standsAlone(view.text(), matcher.start(), matcher.end()))) {
                    found.add(view.original(matcher.start(), matcher.end()));
                }
            }
        }
        return found;
    }

    private static boolean standsAlone(String text, int start, int end) {
        return (start == 0 || !Character.isLetterOrDigit(text.codePointBefore(start)) || !Character.isLetterOrDigit(text.codePointAt(start)))
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)) || !Character.isLetterOrDigit(text.codePointBefore(end)));
    }
}
