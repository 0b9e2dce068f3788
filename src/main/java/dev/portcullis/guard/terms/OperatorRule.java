package dev.portcullis.guard.terms;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import dev.portcullis.guard.text.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an operator forbids: {@link Terms}, and patterns in RE2's syntax, found anywhere. Linear in the text.
 */
public final class OperatorRule {

    private final String name;
    private final Terms terms;
    private final List<Pattern> patterns;
    private final Beginnings beginnings;

    /** @param patterns that compile, and do not match the empty text */
    public OperatorRule(String name, List<String> terms, List<Pattern> patterns) {
        this.name = name;
        this.terms = new Terms(terms);
        this.patterns = List.copyOf(patterns);
        this.beginnings = new Beginnings(terms.stream().map(OperatorRule::oneSpaced).toList(), patterns);
    }

    /** White space within a term is any white space. */
    private static String oneSpaced(String term) {
        return String.join(" ", term.strip().split("\\s+"));
    }

    public String name() {
        return name;
    }

    public boolean matches(View view) {
        return terms.matches(view) || !patterns.isEmpty() && !ofPatterns(view, 0).isEmpty();
    }

    public boolean matchesAny(List<View> views) {
        for (View view : views) {
            if (matches(view)) {
                return true;
            }
        }
        return false;
    }

    /** What an answer says. @param json whether the text may be a JSON document */
    public static List<View> asItSays(String text, boolean json) {
        return List.of(json ? Written.view(text) : View.plain(text));
    }

    /** What a request says, and what it can be read as. @param forms of the text */
    public static List<View> inDisguise(Views forms, String text, boolean json) {
        if (!json || text.indexOf('\\') < 0) {
            return forms.cased();
        }
        List<View> all = new ArrayList<>(forms.cased());
        all.add(Written.view(text));
        return all;
    }

    /** The text with the policy's name in place of each. @param views of it */
    public String redact(String text, List<View> views) {
        List<Span> all = new ArrayList<>();
        for (View view : views) {
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
     * Where it stands in the text that came, in order of where it begins; no two places of the terms overlap, nor of one pattern.
     *
     * @param from what begins before this place of the view does not count
     */
    public List<Span> find(View view, int from) {
        List<Span> found = ofPatterns(view, from);
        found.addAll(terms.find(view, from));
        found.sort(Comparator.comparingInt(Span::start));
        return found;
    }

    boolean hasPatterns() {
        return !patterns.isEmpty();
    }

    /**
     * From where on something may have begun in a text that goes on.
     *
     * @param patterns whether patterns count, too; that takes as long as looking for them. @param from what begins before does not count
     */
    int begun(CharSequence text, int from, boolean patterns) {
        int ofTerms = beginnings.ofTerms(text, from);
        return patterns ? Math.min(ofTerms, beginnings.ofPatterns(text, from)) : ofTerms;
    }

    private List<Span> ofPatterns(View view, int from) {
        List<Span> found = new ArrayList<>();
        String text = view.text();
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            int at = from;
            while (at <= text.length() && matcher.find(at)) {
                if (matcher.end() > matcher.start()) {
                    found.add(view.original(matcher.start(), matcher.end()));
                }
                at = Math.max(matcher.end(), matcher.start() + 1);
            }
        }
        return found;
    }
}
