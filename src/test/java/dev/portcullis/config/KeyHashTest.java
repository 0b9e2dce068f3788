package dev.portcullis.config;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class KeyHashTest {

    /** What {@code printf %s abc | sha256sum} prints. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isWhatSha256sumPrints() {
        assertEquals(KeyHash.parse("sha256:" + ABC), KeyHash.of("abc"));
        assertEquals(KeyHash.parse("sha256:" + ABC.toUpperCase()).hashCode(), KeyHash.of("abc").hashCode());
        assertNotEquals(KeyHash.of("abd"), KeyHash.of("abc"));
    }

    @Test
    void refusesAnythingElseWithoutRepeatingIt() {
        for (String wrong : new String[] {"my-plain-key", ABC, "sha256:" + ABC + "0", "sha256:" + ABC.replace('a', 'g'), ""}) {
            String message = assertThrows(IllegalArgumentException.class, () -> KeyHash.parse(wrong)).getMessage();
            assertFalse(!wrong.isEmpty() && message.contains(wrong), message);
        }
    }

    @Test
    void secretPrintsAsStarsAndIsEqualByValue() {
        assertEquals("****", new Secret("sk-1").toString());
        assertEquals(new Secret("sk-1"), new Secret("sk-1"));
        assertNotEquals(new Secret("sk-1"), new Secret("sk-2"));
        assertEquals("sk-1", new Secret("sk-1").reveal());
    }
}
