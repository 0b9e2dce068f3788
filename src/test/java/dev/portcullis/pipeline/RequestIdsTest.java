package dev.portcullis.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00.123Z");

    private final RandomGenerator random = new Random(1);

    private String of(Optional<String> given) {
        return RequestIds.of(given, random, InstantSource.fixed(NOW));
    }

    @Test
    void aSaneNameOfTheCallersIsKept() {
        assertEquals("Mine-1.2:3_4", of(Optional.of("Mine-1.2:3_4")));
        for (String insane : List.of("", "a b", "a\n", "é", "a".repeat(129))) {
            assertTrue(of(Optional.of(insane)).startsWith("req_"), insane);
        }
    }

    @Test
    void oneOfOursSaysWhenItWasMadeAndIsLikeNoOther() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String id = of(Optional.empty());
            assertTrue(id.matches("req_[0-9a-f]{32}"), id);
            assertEquals(NOW.toEpochMilli(), RequestIds.madeAt(id), id);
            ids.add(id.substring(16));
        }
        assertEquals(1_000, ids.size(), "differ in more than their time");
    }

    @Test
    void anyOtherSaysNothing() {
        String own = "req_0123456789ab0123456789abcdef0123";
        assertEquals(0x0123456789abL, RequestIds.madeAt(own));
        for (String other : List.of("", "req_", own.substring(1), own + "0", own.replace("req_", "Req_"), own.replace('f', 'g'), own.replace('f', 'F'),
                own.replace('0', '-'), "fdd04fae-b23b-4d4a-9f35-1f6b5e2e3a11", own.substring(0, 35) + "/")) {
            assertEquals(RequestIds.UNKNOWN, RequestIds.madeAt(other), other);
        }
    }
}
