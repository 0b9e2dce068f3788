package dev.portcullis.config.guard;

import java.util.List;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertTrue;

class PatternSizeTest {

    /** What RE2/J can write out in a test without harm. */
    private static final int COMPILED = 200_000;

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of("a", "b", "0", " ", ".", "(", ")", "(?:", "(?i)", "(?P<n>", "[", "]", "[^", "[a-f]", "[)]", "[(]", "[]a]", "[[:alpha:]]",
                "[\\]{9}]", "\\", "\\d", "\\b", "\\pL", "\\p{Greek}", "\\x{2014}", "\\Q", "\\E", "\\(", "\\[", "*", "+", "?", "|", "^", "$", "{", "}", "{3}",
                "{,3}", "{2,}", "{0,5}", "{1,9}", "{12}", "{0}", "-", ",", "é", "\ud83d\ude00");
    }

    @Property(tries = 4000)
    void isNeverLessThanWhatItBecomes(@ForAll("patterns") String text) {
        long size = PatternSize.of(text);
        Assume.that(size <= COMPILED && !EndlessFolding.in(text));
        try {
            int compiled = Pattern.compile(text).programSize();
            assertTrue(compiled <= size, () -> text + " becomes " + compiled + " instructions, expected at most " + size);
        } catch (PatternSyntaxException none) {
            assertTrue(size >= 0);
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return pieces().list().ofMaxSize(14).map(pieces -> String.join("", pieces));
    }

    @Example
    void isHugeWhereRepeatsStandInRepeats() {
        for (String text : List.of("(a{1000}){1000}", "((((a{30}){30}){30}){30}){30}", "([(]a{1000}){1000}", "(a{1000}[)]){1000}",
                "(\\(a{1000}){1000}", "(\\Q(((\\Ea{1000}){1000}", "([]()]{1000}){1000}", "([[:alpha:](]{1000}){1000}")) {
            assertTrue(PatternSize.of(text) >= 1_000_000, text);
        }
    }

    @Example
    void leavesRoomForOrdinaryPatterns() {
        for (String text : List.of("\\w{0,64}@\\w{1,64}\\.\\w{2,24}", "(?i)\\bproject[ _-]?falcon\\b", "\\d{4}([ -]?\\d{4}){3}", "ignore.{0,200}previous",
                "(?:sk|pk)-[A-Za-z0-9]{20,200}", "\\x{2014}{3}")) {
            assertTrue(PatternSize.of(text) <= Patterns.LARGEST, text + " " + PatternSize.of(text));
        }
    }
}
