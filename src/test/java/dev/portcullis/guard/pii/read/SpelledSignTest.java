package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpelledSignTest {

    private static IncomingText whole(String text) {
        return new IncomingText(text.toCharArray(), text.length(), true);
    }

    private static IncomingText begun(String text) {
        return new IncomingText(text.toCharArray(), text.length(), false);
    }

    @ParameterizedTest
    @CsvSource({"a[at]b,@,5", "a [AT] b,@,7", "a{ @ }b,@,6", "a(dot)b,.,6", "a<.>b,.,4", "a(punkt)b,.,8", "a(punto) b,.,9"})
    void bracketsBetweenTwoWordsAreWhatTheyName(String text, char meant, int end) {
        IncomingText read = whole(text);
        assertEquals(meant, SpelledSign.bracketed(read, 1));
        assertEquals(end, read.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[at]", "a[at)b", "a[att]b", "a[ at", "a  [at]b", "-[at]b", "a[to]b"})
    void otherBracketsAreNone(String text) {
        assertEquals(SpelledSign.NONE, SpelledSign.bracketed(whole(text), 1));
    }

    @ParameterizedTest
    @CsvSource({"%40x,@,3", "&#64;,@,5", "&#x2E;,.,6", "&#X2e;,.,6", "&commat;,@,8", "&period;,.,8", "\\u0040,@,6", "\\x40,@,4", "\\n,' ',2"})
    void escapesAreWhatTheyNumber(String text, char meant, int end) {
        IncomingText read = whole(text);
        assertEquals(meant, SpelledSign.escaped(read, 0));
        assertEquals(end, read.next());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%4", "%4g", "%09", "&#64", "&#4A;", "&#;", "&#9999;", "&comma;", "\\q", "\\u004", "%7f"})
    void whatIsNoCharacterThatCanBeSeenIsNone(String text) {
        assertEquals(SpelledSign.NONE, SpelledSign.escaped(whole(text), 0));
    }

    @Test
    void isOpenWhileWhatFollowsMayDecide() {
        for (String text : new String[]{"a[", "a[a", "a[at", "a[at]", "a[at] "}) {
            IncomingText read = begun(text);
            assertEquals(SpelledSign.NONE, SpelledSign.bracketed(read, 1));
            assertTrue(read.isOpen(), text);
        }
        IncomingText decided = begun("a[to");
        SpelledSign.bracketed(decided, 1);
        assertFalse(decided.isOpen());
    }
}
