package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordMemoryTest {

    private static final Words WORDS = Words.of("ab", "a b", "ba*", "bab a");

    @Test
    void aWordIsFoundAgainFromFartherBack() {
        String text = "ab" + " ".repeat(50) + "1 ".repeat(10);
        WordMemory memory = new WordMemory(text, new WordStarts(text));
        assertEquals(false, memory.before(WORDS, 30, 54));
        assertEquals(true, memory.before(WORDS, 0, 54));
        assertEquals(false, memory.before(WORDS, 32, 56));
        assertEquals(true, memory.before(WORDS, 0, 60));
    }

    @Property(tries = 2000)
    void itAnswersAsIfItRememberedNothing(@ForAll @StringLength(max = 300) @Chars({'a', 'b', 'B', ' ', '1', '-'}) String text,
            @ForAll @Size(max = 40) List<@IntRange(max = 20) Integer> ways, @ForAll @Size(max = 40) List<@IntRange(max = 110) Integer> distances) {
        WordMemory memory = new WordMemory(text, new WordStarts(text));
        int to = 0;
        for (int i = 0; i < Math.min(ways.size(), distances.size()); i++) {
            to = Math.min(text.length(), Math.max(0, to + ways.get(i) - 2));
            int from = Math.max(0, to - distances.get(i));
            assertEquals(WORDS.in(text, new WordStarts(text), from, to), memory.before(WORDS, from, to), text + " " + from + " " + to);
        }
    }
}
