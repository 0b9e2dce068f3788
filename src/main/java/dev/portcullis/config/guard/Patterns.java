package dev.portcullis.config.guard;

import java.util.List;
import java.util.Optional;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.portcullis.config.yaml.Value;

/**
 * An operator's regular expressions, in RE2's syntax: linear in the text, so without look-around and back-references. At most
 * {@value #LONGEST} characters and a {@linkplain PatternSize size} of {@value #LARGEST}: what a text costs is its length times that.
 */
final class Patterns {

    static final int LONGEST = 512;
    static final int LARGEST = 2_000;

    /** Texts between whose characters every kind of place is found that a pattern can ask for without taking a character. */
    private static final List<String> PLACES = List.of("", "a", "0_", " ", "-- ", "a\n\nb", "\n", "é", "ж 1");

    private Patterns() {}

    static Optional<Pattern> read(Value value) {
        return value.text().filter(text -> fits(value, text)).flatMap(text -> compile(value, text));
    }

    private static boolean fits(Value value, String text) {
        if (text.length() > LONGEST) {
            value.problem("is " + text.length() + " characters long; a pattern has at most " + LONGEST);
            return false;
        }
        if (EndlessFolding.in(text)) {
            value.problem("ignores case and has U+1C80 to U+1C88, or a range of characters that goes over them, which RE2/J cannot read: end the range before them, "
                    + "or leave (?i) out");
            return false;
        }
        boolean fits = PatternSize.of(text) <= LARGEST;
        if (!fits) {
            value.problem("is too large with its repeats written out: every text would take long. Make the numbers in { } smaller");
        }
        return fits;
    }

    private static Optional<Pattern> compile(Value value, String text) {
        try {
            Pattern pattern = Pattern.compile(text);
            if (PLACES.stream().anyMatch(place -> matchesNothing(pattern, place))) {
                value.problem("matches the empty text, so it would be found everywhere; make it take at least one character");
                return Optional.empty();
            }
            return Optional.of(pattern);
        } catch (PatternSyntaxException wrong) {
            // The message repeats the pattern, which may have come from the environment; the description does not.
            value.problem("is not a regular expression as RE2 has them (no look-around, no back-references): " + wrong.getDescription());
            return Optional.empty();
        }
    }

    private static boolean matchesNothing(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (matcher.start() == matcher.end()) {
                return true;
            }
        }
        return false;
    }
}
