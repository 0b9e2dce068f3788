package dev.portcullis.guard;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Beginnings beginnings;

    /** @param patterns that compile, and do not match the empty text */
    OperatorRule(String name, List<String> terms, List<Pattern> patterns) {
        this.name = name;
        this.patterns = new ArrayList<>(patterns);
        this.terms = !terms.isEmpty();
        this.beginnings = new Beginnings(terms.stream().map(term -> String.join(" ", words(term))).toList(), patterns);
        if (!terms.isEmpty()) {
            // The longest first: of two that begin alike the first that matches is taken.
            this.patterns.add(Pattern.compile("(?i)" + terms.stream().sorted(Comparator.comparingInt(String::length).reversed()).map(OperatorRule::term).collect(Collectors.joining("|"))));
        }
    }

    /** White space within a term is any white space. */
    private static String term(String term) {
        return words(term).stream().map(Pattern::quote).collect(Collectors.joining("\\s+"));
    }

    private static List<String> words(String term) {
        return List.of(term.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    String name() {
        return name;
    }

    boolean matches(View view) {
        return !find(view, 0).isEmpty();
    }

    /** The text with the policy's name in place of each. @param disguised whether other forms of it are looked for as well */
    String redact(String text, boolean disguised) {
        List<Span> all = new ArrayList<>();
        for (View view : disguised ? Views.of(text).cased() : List.of(View.plain(text))) {
            all.addAll(find(view, 0));
        }
        all.sort(Comparator.comparingInt(Span::start));
        StringBuilder redacted = new StringBuilder();
        int done = 0;
        for (Span span : all) {
            if (span.start() >= done) {
                redacted.append(text, done, span.start()).append('[').append(name).append(']');
            }
            done = Math.max(done, span.end());
        }
        return redacted.append(text, done, text.length()).toString();
    }

    /**
     * Where it stands in the text that came, in order of where it begins; of a pattern's places none overlaps another of the same. Parts
     * of a longer word do not count for terms.
     *
     * @param from what begins before this place of the view does not count
     */
    List<Span> find(View view, int from) {
        List<Span> found = new ArrayList<>();
        String text = view.text();
        for (int i = 0; i < patterns.size(); i++) {
            boolean ofTerms = terms && i == patterns.size() - 1;
            Matcher matcher = patterns.get(i).matcher(text);
            int at = from;
            while (at <= text.length() && matcher.find(at)) {
                boolean counts = matcher.end() > matcher.start() && (!ofTerms || standsAlone(text, matcher.start(), matcher.end()));
                if (counts) {
                    found.add(view.original(matcher.start(), matcher.end()));
                }
                // What does not count may hide what does.
                at = counts ? matcher.end() : matcher.start() + 1;
            }
        }
        found.sort(Comparator.comparingInt(Span::start));
        return found;
    }

    boolean hasPatterns() {
        return patterns.size() > (terms ? 1 : 0);
    }

    /**
     * From where on something may have begun in a text that goes on.
     *
     * @param patterns whether patterns count, too; that takes as long as looking for them. @param from what begins before does not count
     */
    int begun(CharSequence text, int from, boolean patterns) {
        int terms = beginnings.ofTerms(text, from);
        return patterns ? Math.min(terms, beginnings.ofPatterns(text, from)) : terms;
    }

    private static boolean standsAlone(String text, int start, int end) {
        return (start == 0 || !Character.isLetterOrDigit(text.codePointBefore(start)) || !Character.isLetterOrDigit(text.codePointAt(start)))
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)) || !Character.isLetterOrDigit(text.codePointBefore(end)));
    }
}
