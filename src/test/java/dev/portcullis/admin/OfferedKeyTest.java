package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.portcullis.config.KeyHash;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OfferedKeyTest {

    private final OfferedKey offered = new OfferedKey(new Random(1));

    /** It was another one with each attempt: one that was given up and took effect all the same was never said. */
    @Test
    void isTheSameUntilTheDatabaseHasAnsweredAndIsSaidThen() {
        KeyHash givenUp = offered.hash();
        assertEquals(givenUp, offered.hash());
        assertEquals(givenUp, KeyHash.of(offered.answered(givenUp).orElseThrow()));
    }

    @Test
    void isSaidOnce() {
        KeyHash stored = offered.hash();
        offered.answered(stored);
        assertEquals(Optional.empty(), offered.answered(stored));
    }

    @Test
    void isNotSaidWhereAnotherReplicaWasFirst() {
        assertEquals(Optional.empty(), offered.answered(KeyHash.of("another")));
    }

    /** Who deletes the row wants another key. */
    @Test
    void doesNotComeBack() {
        KeyHash first = offered.hash();
        offered.answered(first);
        assertNotEquals(first, offered.hash());
    }
}
