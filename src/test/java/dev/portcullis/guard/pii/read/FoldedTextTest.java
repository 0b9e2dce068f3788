package dev.portcullis.guard.pii.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portcullis.guard.text.Span;
import dev.portcullis.guard.text.View;
import org.junit.jupiter.api.Test;

class FoldedTextTest {

    @Test
    void isPlainWhileEachCharacterKeepsItsPlace() {
        FoldedText folded = new FoldedText("４ of 2", 0);
        folded.put('4', 0, 1);
        folded.putPlain(1, 6);
        assertEquals(View.plain("4 of 2"), folded.view());
    }

    @Test
    void knowsTheWayBackOfWhatStandsBehindASignThatWasLonger() {
        FoldedText folded = new FoldedText("a%40b c", 1);
        folded.put('@', 1, 4);
        folded.putPlain(4, 7);
        View view = folded.view();
        assertEquals("a@b c", view.text());
        assertEquals(new Span(0, 1), view.original(0, 1));
        assertEquals(new Span(1, 4), view.original(1, 2));
        assertEquals(new Span(4, 7), view.original(2, 5));
    }

    @Test
    void hasRoomForMoreThanTheTextThatCame() {
        FoldedText folded = new FoldedText("x", 0);
        for (int i = 0; i < 100; i++) {
            folded.put('y', 0, 1);
        }
        assertEquals("y".repeat(100), folded.view().text());
        assertEquals(new Span(0, 1), folded.view().original(99, 100));
    }
}
