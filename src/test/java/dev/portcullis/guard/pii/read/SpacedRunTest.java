package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpacedRunTest {

    private static IncomingText text(String text, boolean ended) {
        return new IncomingText(text.toCharArray(), text.length(), ended);
    }

    @ParameterizedTest
    @CsvSource({"1 2 3 4 5 6 by,11", "1  2   3 4 5 6,14", "o l g a @ a c m e . i o,23", "1 2 3 4 5 67,0", "1 2 3 4 5,0", "1 2 3    4 5 6,0", "a b c d e f,0"})
    void isSixDigitsOrAnAddressWithUpToThreeSpacesBetween(String text, int end) {
        IncomingText read = text(text, true);
        assertTrue(SpacedRun.mayBeginAt(read, 0));
        assertEquals(end, SpacedRun.end(read, 0));
    }

    @Test
    void beginsAtItsFirstCharacterOnly() {
        IncomingText read = text("no 1 2 3", true);
        assertFalse(SpacedRun.mayBeginAt(read, 1));
        assertTrue(SpacedRun.mayBeginAt(read, 3));
        assertFalse(SpacedRun.mayBeginAt(read, 5));
    }

    @Test
    void isNotDecidedWhileItMayGoOn() {
        IncomingText read = text("1 2 3 4 5 6", false);
        assertEquals(0, SpacedRun.end(read, 0));
        assertTrue(read.isOpen());
    }

    @Test
    void keepsOneOfSeveralSpaces() {
        IncomingText read = text("1 2   3 4 5 6", true);
        FoldedText folded = new FoldedText("1 2   3 4 5 6", 0);
        SpacedRun.join(read, 0, SpacedRun.end(read, 0), folded);
        assertEquals("12 3456", folded.view().text());
    }

    @Test
    void isNoneBeyondTheReach() {
        assertEquals(0, SpacedRun.end(text("1 ".repeat(Folding.REACH), true), 0));
    }
}
