package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FoldingTest {

    private static String folded(String text) {
        return Folding.of(text, true).text();
    }

    @Test
    void plainTextStaysWhatItIs() {
        assertEquals(View.plain("a (b) [c] 100% of \\d é Привет 漢字 1 2 3"), Folding.of("a (b) [c] 100% of \\d é Привет 漢字 1 2 3", true));
    }

    @Test
    void digitsAndLettersOfOtherStylesAreAscii() {
        assertEquals("4012 at @ 123", folded("４０１２　ａｔ ＠ ١٢٣"));
    }

    @Test
    void aFewInvisibleCharactersAreTakenOutAndMoreAreASpace() {
        assertEquals("ab", folded("a\u200b\u200db"));
        assertEquals("a b", folded("a" + "\u200b".repeat(9) + "b"));
    }

    @Test
    void escapesAreWhatTheyStandFor() {
        assertEquals("a@b @ @ . @", folded("a%40b &#64; &#x40; &period; \\u0040"));
    }

    @Test
    void bracketedSignsAreWhatTheyAreCalled() {
        assertEquals("olga@acme.io", folded("olga [at] acme(dot)io"));
        assertEquals("[at] night", folded("[at] night"));
    }

    @Test
    void spacedNumbersAreJoinedWithTheWayBack() {
        View view = Folding.of("is 3 8 0 - 9 4 - 5 3 6 1.", true);
        assertEquals("is 380-94-5361.", view.text());
        assertEquals(new Span(3, 24), view.original(3, 14));
    }

    @Test
    void whatStandsBehindACharacterTakenOutKeepsItsPlace() {
        View view = Folding.of("wo\u200brds that stand", true);
        assertEquals("words that stand", view.text());
        assertEquals(new Span(7, 11), view.original(6, 10));
    }

    @Test
    void aRunOfSingleCharactersIsNoticedAtTheBeginningOfTheTextAndRightBehindASign() {
        assertEquals("123456 x", folded("1 2 3 4 5 6  x"));
        assertEquals("on (123456", folded("on ( 1 2 3 4 5 6"));
        assertEquals("on %123456", folded("on %1 2 3 4 5 6"));
    }

    @Test
    void whatMayStillBecomeSomethingElseIsLeftForLater() {
        assertEquals("olga", Folding.of("olga ", false).text());
        assertEquals("olga", Folding.of("olga [a", false).text());
        assertEquals("is ", Folding.of("is 3 8 0", false).text());
        assertEquals("x", Folding.of("x%4", false).text());
    }

    @Property
    void ofAPrefixItSaysWhatItSaysOfAll(@ForAll String text) {
        String whole = folded(text);
        for (int end = 0; end <= text.length(); end++) {
            String part = Folding.of(text.substring(0, end), false).text();
            assertEquals(whole.substring(0, part.length()), part);
        }
    }
}
