package dev.portcullis.prompt.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SemverTest {

    /** See the vectors' README. */
    private static final String LEFT_OUT = "F8.semverAlpha is less than release";

    @Test
    void ordersWhatTheSpecificationOrders() throws IOException {
        JsonNode vectors = vectors("semver-precedence.json");
        for (String chain : new String[] {"officialChain", "officialCoreChain", "ascending"}) {
            List<Semver> ascending = vectors.get(chain).valueStream().map(text -> Semver.of(text.textValue())).toList();
            assertTrue(ascending.size() > 3, chain);
            for (int i = 0; i < ascending.size(); i++) {
                for (int j = 0; j < ascending.size(); j++) {
                    assertEquals(Integer.compare(i, j), Integer.signum(ascending.get(i).compareTo(ascending.get(j))), ascending.get(i) + " and " + ascending.get(j));
                }
            }
        }
        for (JsonNode pair : vectors.get("equalPrecedence")) {
            Semver one = Semver.of(pair.get(0).textValue());
            Semver other = Semver.of(pair.get(1).textValue());
            assertEquals(0, one.compareTo(other), pair.toString());
            assertNotEquals(one, other, "they are not written alike");
        }
    }

    @Test
    void readsWhatIsAVersionAndNothingElse() throws IOException {
        JsonNode vectors = vectors("semver-precedence.json");
        for (JsonNode valid : vectors.get("valid")) {
            assertEquals(valid.textValue(), Semver.parse(valid.textValue()).orElseThrow().toString());
        }
        for (JsonNode invalid : vectors.get("invalid")) {
            assertEquals(Optional.empty(), Semver.parse(invalid.textValue()), invalid.toString());
        }
    }

    @Test
    void comparesAsUnleashSpecifiesItsOperators() throws IOException {
        JsonNode vectors = vectors("semver-operators.json");
        Set<String> leftOut = new TreeSet<>();
        int run = 0;
        for (JsonNode test : vectors.get("tests")) {
            String description = test.get("description").textValue();
            Optional<JsonNode> feature = vectors.get("state").get("features").valueStream()
                    .filter(one -> one.get("name").equals(test.get("toggleName"))).findFirst();
            if (feature.isEmpty()) {
                leftOut.add(description);
                continue;
            }
            JsonNode constraint = feature.get().at("/strategies/0/constraints/0");
            assertEquals(test.get("expectedResult").booleanValue(), holds(test.at("/context/properties/version").textValue(),
                    constraint.get("operator").textValue(), constraint.get("value").textValue()), description);
            run++;
        }
        assertEquals(Set.of(LEFT_OUT), leftOut);
        assertEquals(vectors.get("tests").size() - 1, run);
    }

    private static boolean holds(String given, String operator, String wanted) {
        if (Semver.parse(given).isEmpty() || Semver.parse(wanted).isEmpty()) {
            return false;
        }
        int order = Semver.of(given).compareTo(Semver.of(wanted));
        return switch (operator) {
            case "SEMVER_EQ" -> order == 0;
            case "SEMVER_GT" -> order > 0;
            case "SEMVER_GTE" -> order >= 0;
            case "SEMVER_LT" -> order < 0;
            case "SEMVER_LTE" -> order <= 0;
            default -> throw new AssertionError(operator);
        };
    }

    @ParameterizedTest
    @CsvSource({"2.1.3, MAJOR, 3.0.0", "2.1.3, MINOR, 2.2.0", "2.1.3, PATCH, 2.1.4", "0.0.9, PATCH, 0.0.10", "9.9.9, MINOR, 9.10.0",
        "99999999999999999999.0.0, MAJOR, 100000000000000000000.0.0", "1.2.3-rc.1+b, MINOR, 1.3.0"})
    void hasANextOne(String version, Step step, String next) {
        assertEquals(next, Semver.of(version).next(step).toString());
    }

    @ParameterizedTest
    @CsvSource({"1.0.0, 2.0.0, MAJOR", "1.0.0, 1.1.0, MINOR", "1.0.0, 1.0.1, PATCH", "1.9.9, 2.9.9, MAJOR", "1.0.0-rc.1, 1.0.0, PATCH",
        "1.2.3, 1.2.3, PATCH", "10.0.0, 1.0.0, MAJOR", "0.1.0, 0.2.0, MINOR"})
    void isSomeStepsAwayFromAnother(String from, String to, Step step) {
        assertEquals(step, Semver.of(from).stepTo(Semver.of(to)));
    }

    @Test
    void knowsWhatItComesBefore() {
        Semver candidate = Semver.of("2.1.0-rc.1+build.7");
        assertTrue(candidate.isPreRelease());
        assertTrue(candidate.hasBuild());
        assertEquals(Semver.of("2.1.0"), candidate.release());
        assertTrue(candidate.hasSameRelease(Semver.of("2.1.0")));
        assertFalse(candidate.hasSameRelease(Semver.of("2.1.1")));
        assertFalse(Semver.of("2.1.0+rc").isPreRelease());
    }

    @Test
    void hostileTextsAreNoVersionsAndTakeNoTime() {
        String long1 = "1".repeat(1 << 20);
        for (String hostile : List.of(long1, long1 + ".0.0", "1.0.0-" + "a.".repeat(1 << 19), ".".repeat(1 << 20), "1.0.0-\ud800", "1.0.0\u0000")) {
            assertEquals(Optional.empty(), Semver.parse(hostile));
            assertEquals(Optional.empty(), Selector.parse(hostile));
        }
        String longest = "9".repeat(Semver.MOST_LENGTH - 4) + ".0.0";
        assertEquals(Semver.MOST_LENGTH + 1, Semver.of(longest).next(Step.MAJOR).toString().length());
        assertTrue(Selector.parse("^" + "9".repeat(Semver.MOST_LENGTH - 4)).isPresent());
    }

    @Property
    void ordersTotally(@ForAll("versions") Semver a, @ForAll("versions") Semver b, @ForAll("versions") Semver c) {
        assertEquals(Integer.signum(a.compareTo(b)), -Integer.signum(b.compareTo(a)));
        if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
            assertTrue(a.compareTo(c) <= 0, a + " " + b + " " + c);
        }
        for (Step step : Step.values()) {
            assertTrue(a.compareTo(a.next(step)) < 0);
            assertEquals(step, a.stepTo(a.next(step)));
        }
    }

    @Provide
    static Arbitrary<Semver> versions() {
        Arbitrary<String> number = Arbitraries.of("0", "1", "2", "9", "10", "11", "999999", "1000000", "99999999999999999999");
        Arbitrary<String> end = Arbitraries.of("", "", "", "-0", "-1", "-10", "-a", "-a.1", "-a.b", "-A", "--", "-rc.1", "-rc.2", "-rc.10");
        return net.jqwik.api.Combinators.combine(number, number, number, end).as((a, b, c, d) -> Semver.of(a + "." + b + "." + c + d));
    }

    private static JsonNode vectors(String file) throws IOException {
        return new ObjectMapper().readTree(new File("src/test/resources/vectors/semver/" + file));
    }
}
