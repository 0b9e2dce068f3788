package dev.portcullis.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StickyHashTest {

    @Test
    void agreesWithGrowthBooksPublishedCasesAndWithOurOwnOverUtf8() throws IOException {
        JsonNode cases = new ObjectMapper().readTree(new File("src/test/resources/vectors/sticky-hash.json"));
        int checked = 0;
        for (JsonNode group : cases) {
            for (JsonNode row : group) {
                assertEquals(row.get(3).asDouble(), StickyHash.place(row.get(0).asText(), row.get(1).asText()), row.toString());
                checked++;
            }
        }
        assertTrue(checked > 100, "cases checked: " + checked);
    }

    @Test
    void spreadsUsersEvenly() {
        long below = IntStream.range(0, 100_000).filter(i -> StickyHash.place("gpt-4o", "user-" + i) < 0.1).count();
        assertEquals(10_000, below, 400);
    }
}
