package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.guard.text.View;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShapeTest {

    @Property(tries = 5000)
    void whereItMatchesTheNextWordHasALengthThatItHasTold(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        Shape shape = Shape.of(pattern);
        Reading reading = new Reading(text, View.plain(text), text.toCharArray(), true);
        int end = shape.end(reading, 0);
        if (end > 0 && reading.endsAt(end)) {
            int first = wordLength(text, 0);
            int next = first == text.length() ? 0 : wordLength(text, first + 1);
            assertTrue((shape.nextLengths(first) >>> next & 1) != 0, () -> pattern + " in " + text + ": " + first + ", " + next);
        }
    }

    @Test
    void tellsWhichLengthsMayFollow() {
        assertEquals(1 << 2 | 1 << 6, Shape.of("999_99_9999").nextLengths(3));
        assertEquals(1 << 4, Shape.of("999_99_9999").nextLengths(5));
        assertEquals(Shape.ANY, Shape.of("999_99_9999").nextLengths(9));
        assertEquals(0, Shape.of("999_99_9999").nextLengths(4));
        assertEquals(1 << 3, Shape.of("999.999").nextLengths(3));
        assertEquals(0, Shape.of("999.999").nextLengths(6));
    }

    private static int wordLength(String text, int start) {
        int end = start;
        while (end < text.length() && Letters.isWord(text.charAt(end))) {
            end++;
        }
        return end - start;
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("999A_X.").ofMinLength(1).ofMaxLength(9).filter(pattern -> Letters.isWord(pattern.charAt(0)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("1112A. -").ofMinLength(1).ofMaxLength(12).filter(text -> Letters.isWord(text.charAt(0)));
    }
}
