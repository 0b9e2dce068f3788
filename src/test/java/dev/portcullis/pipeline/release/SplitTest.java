package dev.portcullis.pipeline.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

    private static final String VECTORS = "src/test/resources/vectors/growthbook/";
    private static final int USERS = 1_000_000;

    @ParameterizedTest
    @CsvSource({"published.json, 7", "own.json, 1000"})
    void agreesWithGrowthBook(String file, int cases) throws IOException {
        JsonNode rows = new ObjectMapper().readTree(new File(VECTORS + file));
        assertEquals(cases, rows.size());
        for (JsonNode row : rows) {
            assertEquals(row.get(3).asDouble(), Split.placeAsWritten(row.get(0).asText(), row.get(1).asText()) / (double) Split.PLACES, row::toString);
        }
    }

    @Property
    void hashesTheBytesThatJavaMakesOfAnyText(@ForAll String seed, @ForAll String unit) {
        // A pair that is torn between the two is two halves.
        byte[] bytes = (new String(seed.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                + new String(unit.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        byte[] digits = Integer.toUnsignedString(fnv(bytes)).getBytes(StandardCharsets.US_ASCII);
        assertEquals(Integer.remainderUnsigned(fnv(digits), Split.PLACES), Split.placeAsWritten(seed, unit));
    }

    private static int fnv(byte[] bytes) {
        int hash = 0x811c9dc5;
        for (byte octet : bytes) {
            hash = (hash ^ octet & 0xff) * 0x01000193;
        }
        return hash;
    }

    @Test
    void oneNameInTwoSpellingsIsOneUnit() {
        assertEquals("zo\u00eb", Split.unit("zoe\u0308"));
        assertEquals(8_807, Split.place("seed", "zoe\u0308"));
        assertEquals(Split.place("seed", "zo\u00eb"), Split.place("seed", "zoe\u0308"));
        assertNotEquals(Split.place("seed", "zoe"), Split.place("seed", "zo\u00eb"));
    }

    /** Putting marks in order takes the square of their number: this took minutes. */
    @Test
    void ofAMegabyteOfCombiningMarksAThousandCount() {
        String marks = "e" + "\u0301\u0316".repeat(250_000);
        assertEquals(Split.place("seed", marks.substring(0, Split.LONGEST)), Split.place("seed", marks));
    }

    @Test
    void eachShareOfAMillionUsersIsWhatItIsSaidToBe() {
        int[] users = new int[Split.PLACES];
        for (int i = 0; i < USERS; i++) {
            users[Split.place("greet@2.1.0#1", "user-" + i)]++;
        }
        for (int percentage = 1; percentage <= 99; percentage++) {
            int in = 0;
            int canary = 0;
            int control = 0;
            for (int place = 0; place < Split.PLACES; place++) {
                in += Split.isIn(place, percentage) ? users[place] : 0;
                String side = Split.side(place, percentage).orElse("");
                canary += side.equals(Assignment.CANARY) ? users[place] : 0;
                control += side.equals(Assignment.CONTROL) ? users[place] : 0;
            }
            assertEquals(percentage, 100.0 * in / USERS, 0.2);
            assertEquals(Math.min(percentage, 100 - percentage), 100.0 * canary / USERS, 0.2);
            assertEquals(Math.min(percentage, 100 - percentage), 100.0 * control / USERS, 0.2);
        }
    }

    @Property
    void nobodyWhoIsInLeavesWhileTheShareGrows(@ForAll @IntRange(max = Split.PLACES - 1) int place, @ForAll @IntRange(max = 100) int before,
            @ForAll @IntRange(max = 100) int after) {
        Optional<String> was = Split.side(place, Math.min(before, after));
        Optional<String> becomes = Split.side(place, Math.max(before, after));
        if (was.isPresent() && Math.max(before, after) <= 50) {
            assertEquals(was, becomes);
        }
        assertTrue(!Split.isIn(place, Math.min(before, after)) || Split.isIn(place, Math.max(before, after)));
    }

    @Property
    void whoCountsForTheCanaryHasItAndWhoCountsForTheControlHasNot(@ForAll @IntRange(max = Split.PLACES - 1) int place,
            @ForAll @IntRange(max = 100) int percentage) {
        Split.side(place, percentage).ifPresent(side -> assertEquals(side.equals(Assignment.CANARY), Split.isIn(place, percentage)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, none", "0, 9999, none", "5, 0, canary", "5, 499, canary", "5, 500, none", "5, 9499, none", "5, 9500, control", "5, 9999, control",
        "50, 4999, canary", "50, 5000, control", "70, 2999, canary", "70, 3000, none", "70, 6999, none", "70, 7000, control", "100, 0, none"})
    void theCanaryBeginsAtTheBottomAndItsControlAtTheTop(int percentage, int place, String side) {
        assertEquals(side, Split.side(place, percentage).orElse("none"));
    }
}
