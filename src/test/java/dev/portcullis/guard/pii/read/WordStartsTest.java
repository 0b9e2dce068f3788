package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordStartsTest {

    private static List<Integer> starts(String text) {
        WordStarts starts = new WordStarts(text);
        List<Integer> all = new ArrayList<>();
        for (int i = starts.next(0, text.length()); i < text.length(); i = starts.next(i + 1, text.length())) {
            all.add(i);
        }
        return all;
    }

    @Test
    void wordsBeginBehindWhatIsNoLetterAndWithACapitalBehindASmallLetter() {
        assertEquals(List.of(0, 4, 10, 14), starts("userPhone_ID 4TEL"));
        assertEquals(List.of(), starts("17 204 3.5"));
        assertEquals(List.of(), starts(""));
    }

    @Test
    void whatIsAskedForEndsWhereItIsToldTo() {
        WordStarts starts = new WordStarts("1 a");
        assertEquals(2, starts.next(0, 2));
        assertEquals(2, starts.next(0, 3));
    }

    @Property
    void theyAreWhereLookingAtEachCharacterFindsThem(
            @ForAll @StringLength(max = 400) @Chars({'a', 'B', '1', ' ', 'é', 'Ж', '漢', '\uD800', '_'}) String text) {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char before = i > 0 ? text.charAt(i - 1) : ' ';
            boolean hump = Character.isUpperCase(c) && !Character.isUpperCase(before);
            if (Character.isLetter(c) && (!Character.isLetter(before) || hump)) {
                expected.add(i);
            }
        }
        assertEquals(expected, starts(text));
    }
}
