package dev.portcullis.usage.ledger;

import static dev.portcullis.usage.ledger.Entries.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final int SEGMENT = 16 * 1024;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadInOrder() throws IOException {
        try (Journal journal = journal(1 << 20)) {
            for (int i = 0; i < 10; i++) {
                assertTrue(journal.begun(entry(i)));
                assertTrue(journal.done(entry(i)));
            }
            assertEquals(List.of(entry(0), entry(1), entry(2)), journal.read(3));
            assertEquals(7, journal.read(100).size());
            assertEquals(List.of(), journal.read(100));
        }
    }

    @Test
    void aCallThatIsUnderWayIsNotReadYet() throws IOException {
        try (Journal journal = journal(1 << 20)) {
            journal.begun(entry(1));
            journal.done(entry(2));
            assertEquals(List.of(entry(2)), journal.read(100));
            journal.done(entry(1));
            assertEquals(List.of(entry(1)), journal.read(100));
            assertEquals(List.of(), journal.interrupted());
        }
    }

    @Test
    void whatAKilledProcessLeftIsReadByTheNextOne() throws IOException {
        Journal killed = journal(1 << 20);
        for (int i = 0; i < 200; i++) {
            killed.begun(entry(i));
            if (i % 4 != 0) {
                killed.done(entry(i));
            }
            killed.release();
        }
        killed.close(); // as the system does when a process ends: the lock is gone, and nothing else happens
        try (Journal journal = journal(1 << 20)) {
            journal.begun(entry(1_000));
            List<Entry> over = journal.read(1_000);
            assertEquals(150, over.size());
            List<Entry> interrupted = journal.interrupted();
            assertEquals(50, interrupted.size());
            assertTrue(interrupted.stream().allMatch(entry -> entry.id().getLeastSignificantBits() % 4 == 0));
            assertEquals(List.of(), journal.interrupted());
            journal.release();
            assertEquals(0, left());
            journal.done(entry(1_000));
            assertEquals(List.of(entry(1_000)), journal.read(10), "a call of its own is not taken for an interrupted one");
        }
    }

    @Test
    void aRecordThatWasBeingWrittenIsNotThere() throws IOException {
        Journal killed = journal(1 << 20);
        killed.done(entry(1));
        killed.done(entry(2));
        killed.close();
        Path file = files().getFirst();
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            // The second record's last byte never made it.
            int first = ByteBuffer.wrap(Files.readAllBytes(file)).getInt(8);
            torn.seek(8 + 8 + first + 8 + first - 1);
            torn.write(77);
        }
        try (Journal journal = journal(1 << 20)) {
            assertEquals(List.of(entry(1)), journal.read(10));
        }
    }

    @Test
    void aFileThatIsNoJournalHarmsNobody() throws IOException {
        Files.createDirectories(folder.resolve("0"));
        Files.writeString(folder.resolve("0/000000000000.journal"), "not a journal at all");
        Files.writeString(folder.resolve("0/000000000001.journal"), "");
        Files.writeString(folder.resolve("0/notes.txt"), "mine");
        for (int i = 0; i < 3; i++) {
            Journal journal = journal(1 << 20);
            assertEquals(List.of(), journal.read(10));
            assertTrue(journal.done(entry(1)));
            assertEquals(List.of(entry(1)), journal.read(10));
            journal.release();
            journal.finish();
        }
        assertEquals("mine", Files.readString(folder.resolve("0/notes.txt")));
    }

    @Test
    void growsUpToItsBoundAndShrinksAgain() throws IOException {
        try (Journal journal = journal(4 * SEGMENT)) {
            int fits = 0;
            while (journal.done(entry(fits))) {
                fits++;
                if (fits % 20 == 0) {
                    journal.release();
                }
            }
            assertTrue(fits > 300 && fits < 360, fits + " in four files of 16 KiB");
            assertEquals(fits, journal.read(1_000).size());
            journal.release();
            assertEquals(2, files().size(), "the one that is written and the next");
            assertTrue(journal.done(entry(0)));
        }
    }

    @Test
    void aLongCallDoesNotKeepWhatWasWrittenSince() throws IOException {
        try (Journal journal = journal(1 << 20)) {
            journal.begun(entry(5_000_000));
            for (int i = 0; i < 5_000; i++) {
                journal.begun(entry(i));
                journal.done(entry(i));
                journal.read(100);
                journal.release();
            }
            assertTrue(files().size() <= 5, files().size() + " files");
            journal.done(entry(5_000_000));
            assertEquals(List.of(entry(5_000_000)), journal.read(10));
        }
    }

    @Test
    void aLongCallThatWasWrittenDownAgainIsInterruptedByAKillLikeAnyOther() throws IOException {
        Journal killed = journal(1 << 20);
        killed.begun(entry(5_000_000));
        for (int i = 0; i < 1_000; i++) {
            killed.done(entry(i));
            killed.read(100);
            killed.release();
        }
        killed.close();
        try (Journal journal = journal(1 << 20)) {
            journal.read(10_000);
            assertEquals(List.of(entry(5_000_000)), journal.interrupted());
        }
    }

    @Test
    void twoProcessesAtOnceHaveFoldersOfTheirOwnAndTheNextReadsBoth() throws IOException {
        Journal one = journal(1 << 20);
        Journal two = journal(1 << 20);
        one.done(entry(1));
        two.done(entry(2));
        one.close();
        two.close();
        try (Journal journal = journal(1 << 20)) {
            assertEquals(Set.of(entry(1), entry(2)), Set.copyOf(journal.read(10)));
        }
    }

    @Test
    void withoutAFolderItLivesInMemory() throws IOException {
        try (Journal journal = Journal.inMemory(SEGMENT, 4 * SEGMENT)) {
            for (int i = 0; i < 1_000; i++) {
                assertTrue(journal.done(entry(i)));
                assertEquals(List.of(entry(i)), journal.read(10));
                journal.release();
            }
        }
    }

    @Test
    void manyWritersAndOneReaderLoseNothing() throws Exception {
        int writers = 4;
        int each = 5_000;
        Set<UUID> seen = new HashSet<>();
        AtomicInteger refused = new AtomicInteger();
        try (Journal journal = Journal.open(folder, 1 << 20, 64 << 20)) {
            CountDownLatch finished = new CountDownLatch(writers);
            for (int w = 0; w < writers; w++) {
                int first = w * each;
                Thread.ofPlatform().start(() -> {
                    for (int i = first; i < first + each; i++) {
                        if (!journal.begun(entry(i)) || !journal.done(entry(i))) {
                            refused.incrementAndGet();
                        }
                    }
                    finished.countDown();
                });
            }
            while (finished.getCount() > 0 || seen.size() < writers * each - refused.get()) {
                for (Entry entry : journal.read(500)) {
                    assertEquals(entry((int) entry.id().getLeastSignificantBits()), entry);
                    assertTrue(seen.add(entry.id()));
                }
                journal.release();
            }
        }
        assertEquals(writers * each, seen.size() + refused.get());
    }

    @Test
    void textsThatAreTooLongAreCutBetweenCharacters() {
        ByteBuffer bytes = ByteBuffer.allocate(EntryCodec.MOST_BYTES);
        Entry entry = new Entry(new UUID(1, 2), Instant.EPOCH, "é".repeat(200), "x".repeat(300), "", "", "m".repeat(256), "", "", "", "", Usage.UNKNOWN,
                Usd.ZERO, 0, -1, 0, "", 1);
        EntryCodec.write(entry, bytes);
        Entry read = EntryCodec.read(bytes.flip());
        assertEquals("é".repeat(128), read.requestId());
        assertEquals("x".repeat(256), read.tenant());
        assertFalse(read.model().length() != 256);
    }

    private Journal journal(long mostBytes) throws IOException {
        return Journal.open(folder, SEGMENT, mostBytes);
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(file -> file.toString().contains(".journal")).sorted().forEach(files::add);
        }
        return files;
    }

    private long left() throws IOException {
        return files().stream().filter(file -> file.toString().endsWith(".left")).count();
    }
}
