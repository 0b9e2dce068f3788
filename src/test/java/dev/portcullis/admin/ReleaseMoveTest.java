package dev.portcullis.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReleaseMoveTest {

    @Test
    void aShareIsOneOfAHundredAndOne() {
        assertEquals(0, ReleaseMove.percentage(new ReleaseMove.WantedShare(0, null)));
        assertEquals(100, ReleaseMove.percentage(new ReleaseMove.WantedShare(100, null)));
        for (Integer wrong : new Integer[] {null, -1, 101, Integer.MAX_VALUE}) {
            Problem refused = assertThrows(Problem.class, () -> ReleaseMove.percentage(new ReleaseMove.WantedShare(wrong, null)));
            assertTrue(refused.status() == 422 && refused.json().contains("\"param\":\"percentage\""), refused.json());
        }
        assertEquals(400, assertThrows(Problem.class, () -> ReleaseMove.percentage(null)).status());
    }

    @Test
    void aReasonIsAFewPrintableWords() {
        assertEquals("zo\u00eb \ud83d\udc4b", ReleaseMove.reason("zo\u00eb \ud83d\udc4b"));
        assertNull(ReleaseMove.reason(new ReleaseMove.WantedReason(null)));
        assertNull(ReleaseMove.reason((ReleaseMove.WantedReason) null));
        for (String wrong : new String[] {"", " ", "a\0", "a\nb", "\ud800", "x".repeat(501)}) {
            assertEquals(422, assertThrows(Problem.class, () -> ReleaseMove.reason(wrong)).status());
        }
        assertEquals("\ud83d\udc4b".repeat(500), ReleaseMove.reason("\ud83d\udc4b".repeat(500)));
        assertEquals(422, assertThrows(Problem.class, () -> ReleaseMove.reason("\ud83d\udc4b".repeat(501))).status());
        assertEquals("\ud83d\udc4b".repeat(200), TenantKeysResource.named("\ud83d\udc4b".repeat(200)));
        assertEquals(422, assertThrows(Problem.class, () -> TenantKeysResource.named("\ud83d\udc4b".repeat(201))).status());
        assertEquals("why", ReleaseMove.neededReason(new ReleaseMove.WantedReason("why")));
        assertEquals(422, assertThrows(Problem.class, () -> ReleaseMove.neededReason(null)).status());
    }
}
