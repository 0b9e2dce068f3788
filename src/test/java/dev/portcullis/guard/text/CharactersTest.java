package dev.portcullis.guard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CharactersTest {

    @Test
    void areThoseOfTheTextWhateverWasReadBefore() {
        for (String text : new String[] {"", "one", "a longer one", "x", "é語".repeat(3_000), "y", "z".repeat(70_000), "w".repeat(64 * 1024)}) {
            assertEquals(text, new String(Characters.of(text), 0, text.length()));
        }
    }

    @Test
    void eachThreadHasAnArrayOfItsOwn() throws InterruptedException {
        AtomicReference<char[]> others = new AtomicReference<>();
        Thread other = Thread.ofPlatform().start(() -> others.set(Characters.of("other")));
        other.join();
        char[] own = Characters.of("own");
        assertNotSame(own, others.get());
        assertSame(own, Characters.of("next"));
    }

    /** Or one long text would cost each thread that ever read one its length for ever. */
    @Test
    void whatIsLongIsNotKept() {
        assertNotSame(Characters.of("x".repeat(70_000)), Characters.of("x".repeat(70_000)));
    }

    @Test
    void lettersAndTheirLowerCaseAreJavasOwn() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            assertEquals(Character.isLetter((char) c), Characters.isLetter((char) c));
            assertEquals(Character.toLowerCase((char) c), Characters.lower((char) c));
        }
    }
}
