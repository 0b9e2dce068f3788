package dev.portcullis.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.BrokenStream;
import dev.portcullis.pipeline.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RelayMessageTest {

    private static final int AFTER_TICKET = 10;

    private static final List<RelayMessage> ALL = List.of(
            new RelayMessage.Want(-1, "portcullis:replica:x", new Flights.Key(new CacheKey("acmé", "m", "", "d"), true, false)),
            new RelayMessage.Boarded(1), new RelayMessage.Gone(2), new RelayMessage.Chunk(3, 4, Buffer.buffer("data: x\n\n")),
            new RelayMessage.End(5, 6, new Usage(1, 2, 3, 4, 5, 6, 7, true)), new RelayMessage.Cut(8, 9, BrokenStream.Cause.TRUNCATED, ""),
            new RelayMessage.Cut(8, 9, BrokenStream.Cause.BLOCKED, "pii_detected"),
            new RelayMessage.Read(10, 11), new RelayMessage.Ping(12), new RelayMessage.Pong(13), new RelayMessage.Leave(14));

    @Test
    void everyMessageComesAsItWasSent() {
        for (RelayMessage message : ALL) {
            assertEquals(Optional.of(message), RelayMessage.decode(message.encode()));
        }
    }

    @Test
    void whatIsOfAnotherFormatOrKindIsNone() {
        assertTrue(RelayMessage.decode(Buffer.buffer()).isEmpty());
        for (RelayMessage message : ALL) {
            assertTrue(RelayMessage.decode(message.encode().setByte(0, (byte) (RelayMessage.FORMAT + 1))).isEmpty());
            assertTrue(RelayMessage.decode(message.encode().setByte(1, (byte) 99)).isEmpty());
        }
    }

    @Test
    void aLengthIsNotBelieved() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, 1 << 30, Integer.MAX_VALUE}) {
            assertTrue(RelayMessage.decode(ALL.getFirst().encode().setInt(AFTER_TICKET, length)).isEmpty(), "length " + length);
        }
    }

    @Property
    void whatIsDamagedThrowsNothing(@ForAll int which, @ForAll int cut, @ForAll int at, @ForAll byte instead) {
        Buffer bytes = ALL.get(Math.floorMod(which, ALL.size())).encode();
        bytes.setByte(Math.floorMod(at, bytes.length()), instead);
        RelayMessage.decode(bytes.slice(0, Math.floorMod(cut, bytes.length() + 1)));
    }
}
