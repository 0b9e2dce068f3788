package dev.portcullis.release.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PlanFieldsTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration YEAR = Duration.ofDays(366);

    @Test
    void durationsAreReadAndSaidInTheLargestUnit() {
        for (String written : List.of("1500ms", "1s", "90s", "2m", "36h", "14d")) {
            assertEquals(written, Durations.word(Durations.read(written, SECOND, YEAR).orElseThrow()));
        }
        assertEquals("3d", Durations.word(Durations.read("72h", SECOND, YEAR).orElseThrow()));
        for (String wrong : List.of("", "s", "7", "0s", "999ms", "367d", "1.5h", "-1h", "1w", "1sm", "9999999999s", "\u0661s", "1 h", "h".repeat(1 << 20),
                "1".repeat(1 << 20))) {
            assertTrue(Durations.read(wrong, SECOND, YEAR).isEmpty(), wrong);
        }
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsRepeatedAtLength() {
        JsonNode made = JSON.objectNode().put("x".repeat(40_000), 1);
        Unfit unknown = wrong(() -> PlanFields.known("stop", made, Set.of("b", "a")));
        assertEquals("stop." + "x".repeat(64) + " There is no such field. Known here: a, b.", unknown.field() + " " + unknown.getMessage());
        assertEquals("stop", wrong(() -> PlanFields.known("stop", JSON.arrayNode(), Set.of("a"))).field());
        assertEquals("It is missing.", wrong(() -> PlanFields.text("name", JSON.nullNode())).getMessage());
        assertEquals("A text is expected.", wrong(() -> PlanFields.text("name", JSON.numberNode(1))).getMessage());
        for (JsonNode number : List.of(JSON.numberNode(0), JSON.numberNode(8), JSON.numberNode(1.5), JSON.textNode("3"),
                JSON.numberNode(new BigInteger("9".repeat(40))))) {
            assertEquals("A whole number from 1 to 7 is expected.", wrong(() -> PlanFields.whole("n", number, 1, 7)).getMessage());
        }
        assertEquals(7, PlanFields.whole("n", JSON.numberNode(7), 1, 7));
        assertEquals("A duration such as 90s, 6h or 14d is expected, from 1s to 366d.",
                wrong(() -> PlanFields.duration("d", JSON.numberNode(1), SECOND, YEAR)).getMessage());
    }

    private static Unfit wrong(Executable reading) {
        return assertThrows(Unfit.class, reading);
    }
}
