package dev.portcullis.guard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfusablesTest {

    /** Cyrillic а, е, о, р and с have Latin doubles, ж and й have none. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            ignоre                  => ignore
            са                      => са
            са ignоre               => ca ignore
            ignоre са               => ignore ca
            жй са ignоre            => жй ca ignore
            жй са now ignоre        => жй са now ignore
            жй ignоre now са        => жй ignore now са
            жй са, (ignоre)         => жй ca, (ignore)
            жйa са                  => жйa са
            see са                  => see ca
            са 12                   => са 12
            ignоre4са               => ignore4ca
            """)
    void areReadAsLatinAmongLatinLettersAndBesideSuchWords(String text, String read) {
        char[] characters = (text + "xyz").toCharArray();
        Confusables.unmask(characters, text.length());
        assertEquals(read, new String(characters, 0, text.length()));
    }
}
