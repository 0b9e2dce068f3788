package dev.portcullis.usage.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EntryReaderTest {

    private final EntryReader reader = new EntryReader();

    @Test
    void whatManyLinesHaveInCommonIsMadeOnce() {
        Entry first = again(Entries.entry(1));
        Entry second = again(Entries.entry(2));
        assertEquals(Entries.entry(1), first);
        assertEquals(Entries.entry(2), second);
        assertSame(first.subject(), second.subject());
        assertSame(first.end().outcome(), second.end().outcome());
    }

    /** Far more than are remembered, so that each place is taken again and again. */
    @Test
    void everyLineIsReadAsItWasWrittenHoweverManyKindsThereAre() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Entry entry = any(random);
            assertEquals(entry, again(entry));
        }
    }

    /** Texts that make the same bytes together if their lengths are left out. */
    @Test
    void whereOneTextEndsAndTheNextBeginsMakesADifference() {
        for (int cut = 0; cut <= 6; cut++) {
            Entry entry = new Entry(Entries.AT, "id", new Entry.Subject("tenant".substring(0, cut), "tenant".substring(cut), "", "", "", "", "", ""),
                    Entries.entry(1).end(), 1);
            assertEquals(entry, again(entry));
        }
    }

    private static Entry any(Random random) {
        Optional<UUID> unit = random.nextBoolean() ? Optional.empty() : Optional.of(new UUID(random.nextLong(), random.nextLong()));
        Entry.Share share = new Entry.Share(unit, text(random), text(random));
        Entry.Subject subject = new Entry.Subject(text(random), text(random), text(random), text(random), text(random), text(random), text(random), text(random));
        Entry.End end = new Entry.End(new Usage(random.nextInt(100), 1, 2, 3, 4, 5, 6, random.nextBoolean()), new Usd(random.nextInt(1_000)), Usd.ZERO,
                random.nextInt(9), -1, 200, text(random), text(random));
        return new Entry(Entries.AT, "request-" + random.nextInt(), subject, share, end, 1);
    }

    private static String text(Random random) {
        return "é".repeat(random.nextInt(3)) + (char) ('a' + random.nextInt(3)) + "x".repeat(random.nextInt(4));
    }

    private Entry again(Entry entry) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(EntryCodec.MOST_BYTES);
        EntryCodec.write(entry, bytes);
        Entry read = reader.read(bytes.flip(), EntryCodec.VERSION);
        assertFalse(bytes.hasRemaining());
        return read;
    }
}
