package dev.portcullis.guard.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ViewTest {

    @Test
    void ofAPlainTextEverythingStandsWhereItIs() {
        assertEquals(new Span(5, 7), View.plain("call me").original(5, 7));
    }

    @Test
    void whatWasTakenOutBelongsToWhatStandsAroundIt() {
        View view = View.of("folded", "ab", new int[] {0, 3}, new int[] {1, 4});
        assertEquals(new Span(0, 4), view.original(0, 2));
        assertEquals(new Span(3, 4), view.original(1, 2));
    }

    @Test
    void whatReadsBackwardsIsFoundToo() {
        View view = View.of("reversed", "cba", new int[] {2, 1, 0}, new int[] {3, 2, 1});
        assertEquals(new Span(1, 3), view.original(0, 2));
    }

    @Test
    void everyCharacterNeedsItsPlace() {
        var refused = assertThrows(IllegalArgumentException.class, () -> View.of("folded", "ab", new int[1], new int[2]));
        assertEquals("2 characters, but the places of 1", refused.getMessage());
    }

    @Test
    void whereNobodyAsksForPlacesNoneAreTold() {
        View view = View.unplaced("call me").with("folded", "call");
        assertThrows(IllegalStateException.class, () -> view.original(0, 1));
        assertThrows(IllegalStateException.class, () -> view.start(0));
    }
}
