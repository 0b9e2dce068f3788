package dev.portcullis.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoTargetsTest {

    @ParameterizedTest
    @CsvSource({"blue, green, blue, green", "green, blue, blue, green", "old, new, old, new", "green, new, new, green", "old, blue, blue, old"})
    void theNameDecidesOrElseTheOrder(String first, String second, String blue, String green) {
        assertEquals(Optional.of(new TwoTargets(blue, green)), TwoTargets.of(List.of(first, second)));
    }

    @Test
    void oneOrThreeAreNoPair() {
        assertEquals(Optional.empty(), TwoTargets.of(List.of("green")));
        assertEquals(Optional.empty(), TwoTargets.of(List.of("blue", "green", "red")));
    }
}
