package dev.portcullis.cache.similar.facts;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Asks one guard about pairs of questions, both ways round. */
record GuardCase(Guard guard) {

    void agree(String one, String other) {
        assertTrue(both(one, other), () -> "should agree: " + one + " | " + other);
    }

    void differ(String one, String other) {
        assertFalse(both(one, other), () -> "should differ: " + one + " | " + other);
    }

    private boolean both(String one, String other) {
        boolean there = guard.agree(Wording.of(one), Wording.of(other));
        assertTrue(there == guard.agree(Wording.of(other), Wording.of(one)), () -> "depends on the order: " + one + " | " + other);
        return there;
    }
}
