package dev.portcullis.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndingsTest {

    private final Endings endings = new Endings();

    @Test
    void theOldestAreNamedFirstAndNotMoreThanAreAllowed() {
        for (int i = 0; i < 2 * Endings.MOST_NAMED; i++) {
            endings.begin("call-" + i);
        }
        endings.known("call-0");
        List<String> named = endings.named();
        assertEquals(Endings.MOST_NAMED, named.size());
        assertEquals("call-1", named.getFirst());
        assertEquals("call-" + Endings.MOST_NAMED, named.getLast());
    }

    @Test
    void whatIsKnownIsNotNamed() {
        endings.begin("call");
        endings.known("call");
        assertEquals(List.of(), endings.named());
    }
}
