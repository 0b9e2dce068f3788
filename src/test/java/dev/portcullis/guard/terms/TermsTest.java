package dev.portcullis.guard.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TermsTest {

    private static boolean matches(String text, String... terms) {
        return new Terms(List.of(terms)).matches(View.plain(text));
    }

    @Test
    void caseDoesNotCountInAnyAlphabet() {
        assertTrue(matches("ПРОЕКТ Сокол", "проект сокол"));
        assertTrue(matches("ὈΔΥΣΣΕΎΣ", "ὀδυσσεύς"));
        assertTrue(matches("\uD801\uDC00x", "\uD801\uDC28x"));
        assertFalse(matches("kapı", "kapi"));
    }

    /** Where no term begins with a letter beyond ASCII, such letters are passed over. */
    @Test
    void lettersThatAreAsciiInAnotherDressAreFound() {
        Terms terms = new Terms(IntStream.rangeClosed('a', 'z').mapToObj(Character::toString).toList());
        for (int c = 128; c <= Character.MAX_VALUE; c++) {
            boolean ascii = c != 0x130 && c != 0x131 && Character.toLowerCase(Character.toUpperCase(c)) < 128;
            assertEquals(ascii, terms.matches(View.plain(String.valueOf((char) c))));
        }
    }

    @Test
    void noneBeginsWithinAWordButBehindAWrittenLineEnd() {
        assertTrue(matches("one\\nalpha", "alpha"));
        assertTrue(matches("é-alpha", "alpha"));
        assertTrue(matches("onealpha+", "+"));
        assertFalse(matches("onenalpha", "alpha"));
        assertFalse(matches("\\xalpha", "alpha"));
        assertFalse(matches("éalpha", "alpha"));
    }

    @Test
    void whiteSpaceIsAnyWhiteSpace() {
        assertTrue(matches("new \n\t york", "new york"));
        assertFalse(matches("newyork", "new york"));
    }

    /** An alternative that began alike and was a part of a word hid the shorter one. */
    @Test
    void aLongerTermDoesNotHideOneThatBeginsWithIt() {
        assertEquals(List.of(new Span(0, 5)), new Terms(List.of("alpha", "alpha one")).find(View.plain("alpha ones"), 0));
        assertEquals(List.of(new Span(0, 9)), new Terms(List.of("alpha", "alpha one")).find(View.plain("alpha one"), 0));
    }

    @Test
    void nothingIsFoundWhereThereAreNoTerms() {
        assertFalse(matches("anything"));
    }

    @Test
    void tenThousandTermsAreFoundEach() {
        List<String> all = IntStream.range(0, 10_000).mapToObj(i -> "name " + Integer.toString(i * 7919, 36) + " of it").toList();
        Terms terms = new Terms(all);
        assertTrue(Stream.of(0, 1, 4_999, 9_999).allMatch(i -> terms.matches(View.plain("the NAME " + all.get(i).substring(5) + "!"))));
        assertFalse(terms.matches(View.plain("name zzzzzzzz of it")));
    }

    @Property(tries = 2000)
    void theyAreWhatOneExpressionEachFinds(@ForAll("texts") String text, @ForAll("terms") List<String> terms) {
        List<Span> expected = new ArrayList<>();
        List<Pattern> patterns = terms.stream().map(term -> Pattern.compile("(?i)" + Stream.of(term.split(" ")).map(Pattern::quote)
                .collect(Collectors.joining("\\s+")))).toList();
        int done = 0;
        for (int start = 0; start < text.length(); start++) {
            int longest = -1;
            for (Pattern pattern : patterns) {
                Matcher matcher = pattern.matcher(text);
                if (start >= done && matcher.find(start) && matcher.start() == start && standsAlone(text, start, matcher.end())) {
                    longest = Math.max(longest, matcher.end());
                }
            }
            if (longest > 0) {
                expected.add(new Span(start, longest));
                done = longest;
            }
        }
        assertEquals(expected, new Terms(terms).find(View.plain(text), 0));
        assertEquals(!expected.isEmpty(), new Terms(terms).matches(View.plain(text)));
    }

    private static boolean standsAlone(String text, int start, int end) {
        return !(start > 0 && isPart(text.charAt(start - 1)) && isPart(text.charAt(start)))
                && !(end < text.length() && isPart(text.charAt(end)) && isPart(text.charAt(end - 1)));
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "A", "b", "ab", " ", " \n ", "-", "é", "É", "ſ", "s", "K", "1", "++").list().ofMaxSize(16)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<List<String>> terms() {
        return Arbitraries.of("a", "ab", "a b", "b a", "ab ab", "a-b", "-a", "b++", "é", "s", "kb", "1 a", "a a a", "ba").set().ofMinSize(1).ofMaxSize(6)
                .map(List::copyOf);
    }
}
