package dev.portcullis.guard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyTest {

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            abcdefgh01234567        => true
            (abcdefgh01234567)      => true
            (abcdefgh0123456)       => false
            abcdefgh012345          => false
            6a 6b 6c 6d 6e 6f 70 71 => true
            6a:6b:6c:6d:6e:6f:70:71 => true
            6a 6b 6c 6d 6e 6f 70    => false
            6a 6b 6c 6d x 6e 6f 70 71 => false
            """)
    void aRunOfSixteenOrEightPairsMayBeEncoded(String text, boolean encoded) {
        assertEquals(encoded, Survey.of(text).encoded());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            a b c d      => true
            (a, b, c, d) => true
            see a b c d  => true
            a b c        => false
            a b cc d     => false
            ж е л е      => true
            """)
    void fourThatStandAloneAreSpaced(String text, boolean spaced) {
        assertEquals(spaced, Survey.of(text).spaced());
    }

    @Property
    void breaksAreTheSameAsPartsOfTheText(@ForAll("texts") String text) {
        int alone = 0;
        int pairs = 0;
        boolean spaced = false;
        boolean encoded = false;
        for (String token : text.split("[^a-z0-9]+")) {
            alone = token.length() == 1 ? alone + 1 : token.isEmpty() ? alone : 0;
            pairs = token.length() == 2 ? pairs + 1 : token.isEmpty() ? pairs : 0;
            spaced |= alone >= Joined.FEWEST;
            encoded |= pairs >= Survey.RUN / 2;
        }
        for (String run : text.split("[^a-z0-9+/=_-]+")) {
            encoded |= run.length() >= Survey.RUN;
        }
        Survey survey = Survey.of(text);
        assertEquals(spaced, survey.spaced());
        assertEquals(encoded, survey.encoded());
    }

    /** Sixty-four characters are looked at together, and what is so of them does not depend on where they begin. */
    @Property
    void saysOfAnyTextWhatIsSoOfItCharacterByCharacter(@ForAll("anything") String text) {
        int escapes = 0;
        boolean leet = false;
        boolean plain = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escapes += "%&\\".indexOf(c) >= 0 ? 1 : 0;
            leet |= Leet.letter(c) != 0 && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
            plain &= c >= ' ' && c < 127 || c == '\n' || c == '\t' || c == '\r';
        }
        Survey survey = Survey.of(text);
        assertEquals(escapes, survey.escapes());
        assertEquals(leet, survey.leet());
        assertEquals(inARow(text, "[\\p{L}0-9]", 1) >= Joined.FEWEST, survey.spaced());
        boolean paired = inARow(text, "[\\p{L}0-9]", 2) >= Survey.RUN / 2;
        assertEquals(paired || Pattern.compile("[a-zA-Z0-9+/=_-]{16}").matcher(text).find(), survey.encoded());
        assertEquals(plain, Survey.ofPlain(text) != null);
    }

    /** Most tokens of so many characters one after the other. */
    private static int inARow(String text, String inside, int characters) {
        int most = 0;
        int row = 0;
        Matcher tokens = Pattern.compile(inside + "+").matcher(text);
        while (tokens.find()) {
            row = tokens.group().length() == characters ? row + 1 : 0;
            most = Math.max(most, row);
        }
        return most;
    }

    @Property
    void wordsAndPiecesStandWhereItsLayoutSays(@ForAll("anything") String text) {
        Layout layout = Survey.of(text + ".").layout();
        Matcher words = Pattern.compile("\\p{L}+").matcher(text);
        int at = 0;
        while (words.find()) {
            assertEquals(words.start(), layout.wordStart(at));
            at = layout.wordEnd(words.start());
            assertEquals(words.end(), at);
        }
        assertEquals(Integer.MAX_VALUE, layout.wordStart(at));
        int start = 0;
        for (String piece : text.split("[:\n\"`«»<>]", -1)) {
            assertEquals(start + piece.length(), layout.pieceEnd(start, text.length()));
            start += piece.length() + 1;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127, 128, 2_000})
    void aWordMayGoOnToTheEndOfTheText(int length) {
        Layout layout = Survey.of("a".repeat(length)).layout();
        assertEquals(0, layout.wordStart(0));
        assertEquals(length, layout.wordEnd(0));
        assertEquals(length, layout.pieceEnd(0, length));
    }

    @Test
    void aLongTextHasNoLayout() {
        assertNull(Survey.of("a".repeat(2_001)).layout());
    }

    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> parts = Arbitraries.of("a ", "b.", "0a-", "ab ", "4x", "abc ", "ab+/", " ", "%41", "\\", "é", "ж", "東", "1", "\uD83D\uDE00",
                "\n", "\u0001", "«", ": ", "sixteen", "0123456789abcde", "................................");
        return parts.list().ofMaxSize(60).map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.strings().withChars("ab0 .+").ofMaxLength(60)),
                Tuple.of(1, Arbitraries.of("a ", "b.", "ab ", "0a-", "abc ", "ab+/", " ").list().ofMaxSize(30)
                        .map(parts -> String.join("", parts))));
    }
}
