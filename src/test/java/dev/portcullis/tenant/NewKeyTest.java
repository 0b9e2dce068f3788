package dev.portcullis.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewKeyTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void isNamedByItsIdAndNeverPrintsItsSecret() {
        NewKey key = NewKey.create(random);
        assertTrue(key.text().matches("sk-pc-[0-9A-Za-z]{12}-[0-9A-Za-z]{43}"), key.text());
        assertTrue(key.text().startsWith(NewKey.prefix(key.id()) + "-"));
        assertEquals(NewKey.prefix(key.id()), key.toString());
        assertFalse(key.toString().contains(key.text().substring(20)));
    }

    @Test
    void noTwoAreAlikeInAnyPart() {
        Set<String> parts = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            NewKey key = NewKey.create(random);
            assertTrue(parts.add(key.id()));
            assertTrue(parts.add(key.text().substring(19)));
        }
    }

    @Test
    void anIdHasLettersAndDigitsOnly() {
        assertTrue(NewKey.mayBeId(NewKey.create(new SecureRandom()).id()));
        for (String no : new String[] {"\0", "abc\0", "a-b", "a b", "\u00e4", "%"}) {
            assertFalse(NewKey.mayBeId(no), no);
        }
    }
}
