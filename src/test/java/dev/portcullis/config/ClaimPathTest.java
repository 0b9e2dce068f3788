package dev.portcullis.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClaimPathTest {

    private static final Map<String, Object> CLAIMS = Map.of("tenant", "acme", "org.id", 7, "realm_access", Map.of("roles", List.of("a", "b")),
            "https://acme.example/org", Map.of("id", "c"));

    @Test
    void findsAClaimByItsNameOrByTheNamesThatLeadToIt() {
        assertEquals(Optional.of("acme"), find("tenant"));
        assertEquals(Optional.of(7), find("org.id"));
        assertEquals(Optional.of(List.of("a", "b")), find("realm_access/roles"));
        assertEquals(Optional.of("c"), find("\"https://acme.example/org\"/id"));
    }

    /** What is half of the way is not what was asked for. */
    @Test
    void findsNothingWhereTheWayEndsEarlier() {
        assertEquals(Optional.empty(), find("tenant/id"));
        assertEquals(Optional.empty(), find("realm_access/roles/a"));
        assertEquals(Optional.empty(), find("nothing/there"));
        assertEquals(Optional.empty(), find("org/id"));
    }

    @Test
    void isWrittenAsItIsRead() {
        for (String written : List.of("tenant", "realm_access/roles", "\"https://acme.example/org\"/id")) {
            assertEquals(written, ClaimPath.parse(written).orElseThrow().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a//b", "\"\"", "\"a", "a\"", "a\"b\"", "\"a\"b", "a\tb"})
    void isNothingElse(String written) {
        assertTrue(ClaimPath.parse(written).isEmpty(), written);
    }

    private static Optional<Object> find(String path) {
        return ClaimPath.parse(path).orElseThrow().find(CLAIMS);
    }
}
