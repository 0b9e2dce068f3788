package dev.portcullis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More bodies at once than there is memory for. */
class CrowdIT {

    private static final int MEBIBYTE = 1 << 20;
    private static final int CALLERS = 300;
    /** A quarter of the heap. */
    private static final int HELD = 64;
    private static final byte[] ALL_BUT_ONE_BYTE = (Siege.CHAT + "\r\ncontent-length: " + (MEBIBYTE + 1) + "\r\n\r\n" + " ".repeat(MEBIBYTE))
            .getBytes(StandardCharsets.US_ASCII);

    @Test
    void bodiesTakeAQuarterOfTheHeapTogetherAndTheNextAreAskedToComeBack() throws IOException {
        PackagedGateway gateway = PackagedGateway.start(Siege.yaml(), "-Xmx256m");
        assertEquals(200, Siege.post(gateway, Siege.HELLO).status());
        long before = Siege.heapAfterCollection(gateway);
        List<RawClient> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(new RawClient(gateway.port()).send(ALL_BUT_ONE_BYTE));
        }
        gateway.await("refusals", () -> gateway.metric("portcullis_requests_total", "status=\"503\"") >= CALLERS - HELD);
        assertTrue(gateway.metric("portcullis_request_body_bytes") <= HELD * MEBIBYTE);
        for (RawClient caller : callers) {
            if (caller.answered()) {
                RawResponse refused = caller.read().assertError(503, "overloaded");
                assertTrue(Integer.parseInt(refused.header("retry-after").orElseThrow()) >= 1, refused::toString);
            }
        }
        for (RawClient caller : callers) {
            caller.close();
        }
        Siege.assertUnharmed(gateway);
        long after = Siege.heapAfterCollection(gateway);
        assertTrue(after < before + 16 * MEBIBYTE, before + " bytes became " + after);
        Siege.lift(gateway);
    }
}
