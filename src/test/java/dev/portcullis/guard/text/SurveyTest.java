package dev.portcullis.guard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.strings().withChars("ab0 .+").ofMaxLength(60)),
                Tuple.of(1, Arbitraries.of("a ", "b.", "ab ", "0a-", "abc ", "ab+/", " ").list().ofMaxSize(30)
                        .map(parts -> String.join("", parts))));
    }
}
