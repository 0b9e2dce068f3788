package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.guard.text.View;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ShapesTest {

    private static final long ALL = -1;

    private static Reading reading(String text, boolean ended) {
        return new Reading(text, View.plain(text), text.toCharArray(), ended);
    }

    private static long at(String text, boolean ended, Shape... shapes) {
        return new Shapes(List.of(List.of(shapes))).at(reading(text, ended), 0);
    }

    @Property(tries = 5000)
    void saysWhoseShapesATextHas(@ForAll("recognisers") List<List<Shape>> recognisers, @ForAll("texts") String text) {
        long expected = 0;
        for (int i = 0; i < recognisers.size(); i++) {
            for (Shape shape : recognisers.get(i)) {
                expected |= shape.end(reading(text, true), 0) > 0 ? 1L << i : 0;
            }
        }
        assertEquals(expected, new Shapes(recognisers).at(reading(text, true), 0));
    }

    @Property(tries = 5000)
    void ofATextThatMayGoOnItSaysAllUntilNothingThatFollowsMatters(@ForAll("recognisers") List<List<Shape>> recognisers, @ForAll("texts") String text,
            @ForAll("texts") String more) {
        Shapes shapes = new Shapes(recognisers);
        long early = shapes.at(reading(text, false), 0);
        if (early != ALL) {
            assertEquals(early, shapes.at(reading(text + more, true), 0));
        }
    }

    @Test
    void isSureAsSoonAsNoShapeGoesOn() {
        assertEquals(0, at("123 4 567", false, Shape.of("999_99_9999")));
        assertEquals(ALL, at("123 45 678", false, Shape.of("999_99_9999")));
        assertEquals(1, at("123 45 6789 .", false, Shape.of("999_99_9999").whole()));
        assertEquals(ALL, at("123 45 6789", false, Shape.of("999_99_9999").whole()));
    }

    @Test
    void aWholeShapeHasNothingOfAWordBehindIt() {
        Shape whole = Shape.of("999.999").whole();
        for (String text : List.of("123.456", "123.456 ", "123.456-7", "123.456\u00a0")) {
            assertEquals(1, at(text, true, whole), text);
        }
        for (String text : List.of("123.4567", "123.456a", "123.456_", "123.45")) {
            assertEquals(0, at(text, true, whole), text);
        }
    }

    @Test
    void aLetterInAnotherCaseMayStandBeyondAscii() {
        assertEquals(5, Shape.of("K9-99").end(reading("\u212a1-23", true), 0));
        assertEquals(1, at("\u212a1-23", true, Shape.of("K9-99")));
    }

    @Test
    void whoHasNoShapeIsAlwaysAsked() {
        assertEquals(2, new Shapes(List.of(List.of(Shape.of("99")), List.of())).at(reading("1", true), 0));
        assertThrows(IllegalArgumentException.class, () -> new Shapes(Collections.nCopies(65, List.of())));
    }

    @Provide
    Arbitrary<List<List<Shape>>> recognisers() {
        Arbitrary<Shape> shapes = Arbitraries.strings().withChars("9999A_X.*").ofMinLength(1).ofMaxLength(7).map(Shape::of);
        return shapes.list().ofMinSize(1).ofMaxSize(3).list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("1112A. -").ofMinLength(1).ofMaxLength(9);
    }
}
