package dev.portcullis.guard.pii;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That recognisers cannot be kept busy: counted are the characters they look at. Beginnings of keys and encoded texts had each of
 * their anchors read 4096 characters ahead.
 */
class LinearTimeTest {

    private static final PersonalData ALL = PersonalData.of(PersonalData.types());
    private static final int SIZE = 16 * 1024;
    /** What a character of prose costs is about 2; of rows of numbers, each of which may be an id of forty countries, some 140. */
    private static final int MOST_EACH = 300;

    private static long steps(String prefix, int size) {
        return ALL.steps(prefix.repeat(size / prefix.length() + 1).substring(0, size));
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void itsOwnBeginningsTakeAConstantOfStepsForEachCharacter(String name, String prefix) {
        long steps = steps(prefix, SIZE);
        assertTrue(steps <= (long) MOST_EACH * SIZE, () -> name + ": " + steps / SIZE + " steps for each character");
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void twiceTheTextTakesTwiceTheSteps(String name, String prefix) {
        long once = steps(prefix, SIZE);
        long twice = steps(prefix, 2 * SIZE);
        assertTrue(twice <= once * 9 / 4 + 1000, () -> name + ": " + once + " and " + twice);
    }

    static Stream<Arguments> prefixes() {
        return RecogniserPrefixes.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }
}
