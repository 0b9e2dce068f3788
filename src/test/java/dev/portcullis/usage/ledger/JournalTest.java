package dev.portcullis.usage.ledger;

import static dev.portcullis.usage.ledger.Entries.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final int SEGMENT = 16 * 1024;
    private static final Entry.End END = new Entry.End(new Usage(7, 6, 5, 4, 3, 2, 1, true), new Usd(9), new Usd(10), 8, -1, 200, "abandoned");

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadInOrder() throws IOException {
        try (Journal journal = journal(1 << 20)) {
            for (int i = 0; i < 10; i++) {
                journal.over(journal.begun(entry(i)), END);
            }
            assertEquals(List.of(entry(0).with(END), entry(1).with(END), entry(2).with(END)), entries(journal.read(3)));
            assertEquals(7, journal.read(100).size());
            assertEquals(List.of(), journal.read(100));
        }
    }

    @Test
    void aCallThatIsUnderWayIsNotReadYet() throws IOException {
        try (Journal journal = journal(1 << 20)) {
            long call = journal.begun(entry(1));
            journal.line(entry(2));
            assertEquals(List.of(entry(2)), entries(journal.read(100)));
            journal.over(call, END);
            assertEquals(List.of(entry(1).with(END)), entries(journal.read(100)));
            assertEquals(List.of(), journal.interrupted());
        }
    }

    @Test
    void whatAKilledProcessLeftIsReadByTheNextOne() throws IOException {
        Journal killed = journal(1 << 20);
        for (int i = 0; i < 200; i++) {
            long call = killed.begun(entry(i));
            if (i % 4 != 0) {
                killed.over(call, END);
            }
            killed.prepare();
        }
        killed.close(); // as the system does when a process ends: the lock is gone, and nothing else happens
        try (Journal journal = journal(1 << 20)) {
            assertEquals(Set.of(killed.id()), journal.left());
            assertNotEquals(killed.id(), journal.id());
            long own = journal.begun(entry(1_000));
            assertEquals(150, journal.read(1_000).size());
            assertEquals(IntStream.range(0, 50).mapToObj(i -> entry(4 * i)).toList(), entries(journal.interrupted()));
            assertEquals(List.of(), journal.interrupted());
            journal.release();
            assertEquals(0, left());
            journal.over(own, END);
            assertEquals(List.of(entry(1_000).with(END)), entries(journal.read(10)), "a call of its own is not taken for an interrupted one");
        }
    }

    @Test
    void whoeverReadsItFindsTheSameLinesAtTheSamePositionsAndOnlyWhatIsNotKnown() throws IOException {
        Journal killed = journal(1 << 20);
        for (int i = 0; i < 300; i++) {
            long call = killed.begun(entry(i));
            if (i % 3 != 0) {
                killed.over(call, END);
            }
            killed.prepare();
        }
        List<Line> all = killed.read(1_000);
        killed.close();
        Journal alsoKilled = journal(1 << 20);
        alsoKilled.line(entry(1_000));
        List<Line> again = new ArrayList<>(alsoKilled.read(1_000));
        List<Line> interrupted = alsoKilled.interrupted();
        alsoKilled.close();
        assertEquals(200, all.size());
        assertEquals(all, again.subList(0, 200));
        assertEquals(entry(1_000), again.getLast().entry());
        assertEquals(100, interrupted.size());
        List<Line> inOrder = new ArrayList<>(all);
        inOrder.addAll(interrupted);
        for (int i = 1; i < inOrder.size(); i++) {
            assertTrue(inOrder.get(i - 1).position() < inOrder.get(i).position());
        }
        try (Journal journal = journal(1 << 20)) {
            assertEquals(Set.of(killed.id(), alsoKilled.id()), journal.left());
            journal.known(killed.id(), interrupted.get(39).position());
            journal.known(alsoKilled.id(), 0);
            assertEquals(List.of(entry(1_000)), entries(journal.read(1_000)));
            assertEquals(interrupted.subList(40, 100), journal.interrupted());
        }
    }

    @Test
    void aFileThatIsUsedAgainHasNewPositions() throws IOException {
        try (Journal journal = journal(1 << 20)) {
            long before = 0;
            for (int i = 0; i < 2_000; i++) {
                assertTrue(journal.line(entry(i)));
                Line line = journal.read(10).getFirst();
                assertTrue(line.position() > before);
                before = line.position();
                journal.release();
            }
            assertEquals(2, files().size());
        }
    }

    @Test
    void aRecordThatWasBeingWrittenIsNotThere() throws IOException {
        Journal killed = journal(1 << 20);
        killed.line(entry(1));
        killed.line(entry(2));
        killed.close();
        Path file = files().getFirst();
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            // The second record's last byte never made it.
            int header = 32;
            int first = ByteBuffer.wrap(Files.readAllBytes(file)).getInt(header);
            torn.seek(header + 8 + first + 8 + first - 1);
            torn.write(77);
        }
        try (Journal journal = journal(1 << 20)) {
            assertEquals(List.of(entry(1)), entries(journal.read(10)));
        }
    }

    @Test
    void aFileThatIsNoJournalHarmsNobody() throws IOException {
        Files.createDirectories(folder.resolve("0"));
        Files.writeString(folder.resolve("0/000000000000.journal"), "not a journal at all, whatever its name says");
        Files.writeString(folder.resolve("0/000000000001.journal"), "");
        Files.writeString(folder.resolve("0/notes.txt"), "mine");
        for (int i = 0; i < 3; i++) {
            Journal journal = journal(1 << 20);
            assertEquals(List.of(), journal.read(10));
            assertTrue(journal.line(entry(1)));
            assertEquals(List.of(entry(1)), entries(journal.read(10)));
            journal.release();
            journal.finish();
        }
        assertEquals("mine", Files.readString(folder.resolve("0/notes.txt")));
    }

    @Test
    void aFileThatWasBeingMadeWhenItsProcessWasKilledGoes() throws IOException {
        Files.createDirectories(folder.resolve("0"));
        Files.write(folder.resolve("0/000000000003.journal"), new byte[SEGMENT / 2]);
        Files.write(folder.resolve("0/000000000004.journal"), new byte[0]);
        try (Journal journal = journal(1 << 20)) {
            assertEquals(0, left());
            assertEquals(Set.of(), journal.left());
            journal.finish();
        }
        assertEquals(List.of(), files());
    }

    /** An update must not lose what the version before it could not write, since its database was away. */
    @Test
    void whatTheVersionBeforeLeftIsReadAndHasSavedNothing() throws IOException {
        Path left = Files.createDirectories(folder.resolve("0")).resolve("000000000000.journal");
        try (InputStream old = getClass().getResourceAsStream("/ledger/version-2.journal")) {
            Files.copy(old, left);
        }
        try (Journal journal = journal(1 << 20)) {
            assertEquals(Set.of(UUID.fromString("f05fa967-1c4b-4f52-b9d8-8d9ffe47a7fe")), journal.left());
            long own = journal.begun(entry(4));
            journal.over(own, END);
            Entry.End end = new Entry.End(END.usage(), END.cost(), Usd.ZERO, END.latency(), END.firstToken(), END.status(), END.outcome());
            assertEquals(List.of(withoutSaved(entry(3)), entry(1).with(end), entry(4).with(END)), entries(journal.read(100)));
            assertEquals(List.of(withoutSaved(entry(2))), entries(journal.interrupted()));
            journal.release();
            assertEquals(0, left());
        }
    }

    @Test
    void whatTheVersionLastBeforeLeftIsReadAndIsNoPartOfAnyRelease() throws IOException {
        Path left = Files.createDirectories(folder.resolve("0")).resolve("000000000000.journal");
        try (InputStream old = getClass().getResourceAsStream("/ledger/version-3.journal")) {
            Files.copy(old, left);
        }
        try (Journal journal = journal(1 << 20)) {
            assertEquals(List.of(entry(3), entry(1).with(END)), entries(journal.read(100)));
            assertEquals(List.of(entry(2)), entries(journal.interrupted()));
        }
    }

    @Test
    void whatACallIsToStatisticsIsReadAsItWasWritten() throws IOException {
        Entry plain = entry(1);
        Entry shared = new Entry(plain.at(), plain.requestId(), plain.subject(), new Entry.Share(Optional.of(new UUID(1, -2)), "p#3", "canary"), plain.end(), 1);
        Entry.End end = new Entry.End(END.usage(), END.cost(), END.saved(), END.latency(), END.firstToken(), END.status(), END.outcome(), "failed");
        try (Journal journal = journal(1 << 20)) {
            journal.over(journal.begun(shared), end);
            assertEquals(List.of(shared.with(end)), entries(journal.read(100)));
        }
    }

    private static Entry withoutSaved(Entry entry) {
        Entry.End end = entry.end();
        return entry.with(new Entry.End(end.usage(), end.cost(), Usd.ZERO, end.latency(), end.firstToken(), end.status(), end.outcome()));
    }

    @Test
    void aJournalOfALaterVersionWaitsForWhoCanReadIt() throws IOException {
        Path later = Files.createDirectories(folder.resolve("0")).resolve("000000000000.journal");
        try (InputStream old = getClass().getResourceAsStream("/ledger/version-2.journal")) {
            byte[] bytes = old.readAllBytes();
            bytes[4] = EntryCodec.VERSION + 1;
            Files.write(later, bytes);
        }
        try (Journal journal = journal(1 << 20)) {
            assertEquals(Set.of(), journal.left());
            assertEquals(List.of(), journal.read(100));
            journal.release();
            assertEquals(1, left());
        }
    }

    @Test
    void growsUpToItsBoundAndShrinksAgain() throws IOException {
        try (Journal journal = journal(4 * SEGMENT)) {
            int fits = 0;
            while (journal.line(entry(fits))) {
                fits++;
                if (fits % 20 == 0) {
                    journal.prepare();
                }
            }
            assertTrue(fits > 300 && fits < 360, fits + " in four files of 16 KiB");
            assertEquals(Journal.UNWRITTEN, journal.begun(entry(fits)));
            assertEquals(fits, journal.read(1_000).size());
            journal.release();
            assertEquals(3, files().size(), "the one that is written and the next two");
            assertTrue(journal.line(entry(0)));
        }
    }

    @Test
    void whatItGivesBackIsGivenBackAtOnce() throws IOException {
        try (Journal journal = journal(8 * SEGMENT)) {
            for (int i = 0; journal.line(entry(i)); i++) {
                journal.prepare();
            }
            List<FileChannel> opened = new ArrayList<>();
            for (Path file : files()) {
                opened.add(FileChannel.open(file, StandardOpenOption.READ));
            }
            assertEquals(8, opened.size());
            journal.read(10_000);
            journal.release();
            // Whoever has a file open, or mapped, keeps what it has on the disk.
            int kept = 0;
            for (FileChannel file : opened) {
                kept += (int) (file.size() / SEGMENT);
                file.close();
            }
            assertEquals(3, kept, "files that are still needed");
        }
    }

    @Test
    void aJournalThatIsFullHoldsUpNoStart() throws IOException {
        Journal full = journal(4 * SEGMENT);
        int fits = 0;
        while (full.line(entry(fits))) {
            fits++;
            full.prepare();
        }
        full.close();
        try (Journal journal = journal(2 * SEGMENT)) {
            assertTrue(journal.line(entry(fits)));
            assertEquals(fits + 1, journal.read(1_000).size());
        }
    }

    @Test
    void aLongCallDoesNotKeepWhatWasWrittenSince() throws IOException {
        try (Journal journal = journal(1 << 20)) {
            long call = journal.begun(entry(5_000_000));
            for (int i = 0; i < 5_000; i++) {
                journal.over(journal.begun(entry(i)), END);
                journal.read(100);
                journal.release();
                journal.prepare();
            }
            assertTrue(files().size() <= 5, files().size() + " files");
            journal.over(call, END);
            assertEquals(List.of(entry(5_000_000).with(END)), entries(journal.read(10)));
        }
    }

    /** Two files: the first could not go while a call was open that began in it, so there never was a third, and nothing more was written. */
    @Test
    void aLongCallDoesNotStopAJournalThatMayHaveFewFiles() throws IOException {
        for (int most = 2; most <= 4; most++) {
            try (Journal journal = Journal.open(folder.resolve("few" + most), SEGMENT, most * SEGMENT)) {
                long call = journal.begun(entry(5_000_000));
                for (int i = 0; i < 2_000; i++) {
                    assertTrue(journal.line(entry(i)), i + " lines, " + most + " files");
                    assertEquals(1, journal.read(100).size());
                    journal.release();
                    journal.prepare();
                }
                journal.over(call, END);
                assertEquals(List.of(entry(5_000_000).with(END)), entries(journal.read(10)));
            }
        }
    }

    /** The last file has no room to write down again what is open in the first, and the first cannot go before that is done. */
    @Test
    void aJournalThatIsFullGoesOnThoughACallIsOpen() throws IOException {
        for (int most = 2; most <= 5; most++) {
            Path below = folder.resolve("full" + most);
            try (Journal journal = Journal.open(below, SEGMENT, most * SEGMENT)) {
                long call = journal.begun(entry(5_000_000));
                int fits = 0;
                while (journal.line(entry(fits))) {
                    fits++;
                    journal.prepare();
                }
                assertEquals(fits, journal.read(10_000).size());
                journal.release();
                journal.read(10);
                for (int i = 0; i < 1_000; i++) {
                    assertTrue(journal.line(entry(i)), i + " lines, " + most + " files");
                    assertEquals(1, journal.read(100).size());
                    journal.release();
                    journal.prepare();
                }
                try (Stream<Path> files = Files.list(below.resolve("0"))) {
                    long journals = files.filter(file -> file.toString().contains(".journal")).count();
                    assertTrue(journals <= most, journals + " files of " + most);
                }
                journal.over(call, END);
                assertEquals(List.of(entry(5_000_000).with(END)), entries(journal.read(10)));
            }
        }
    }

    /** Their ends found no room: they were lost, were open for ever, and in the ledger of the next process as interrupted. */
    @Test
    void callsThatEndWhileTheJournalIsFullAreWrittenWhenThereIsRoom() throws IOException {
        try (Journal journal = journal(4 * SEGMENT)) {
            List<Long> calls = new ArrayList<>();
            for (long call = journal.begun(entry(0)); call != Journal.UNWRITTEN; call = journal.begun(entry(calls.size()))) {
                calls.add(call);
                journal.prepare();
            }
            calls.forEach(call -> journal.over(call, END));
            Set<Entry> read = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                read.addAll(entries(journal.read(10_000)));
                journal.release();
                journal.prepare();
            }
            assertEquals(IntStream.range(0, calls.size()).mapToObj(i -> entry(i).with(END)).collect(Collectors.toSet()), read);
            journal.finish();
            assertEquals(0, files().size());
        }
    }

    @Test
    void aLongCallThatWasWrittenDownAgainIsInterruptedByAKillLikeAnyOther() throws IOException {
        Journal killed = journal(1 << 20);
        killed.begun(entry(5_000_000));
        for (int i = 0; i < 1_000; i++) {
            killed.line(entry(i));
            killed.read(100);
            killed.release();
            killed.prepare();
        }
        killed.close();
        try (Journal journal = journal(1 << 20)) {
            journal.read(10_000);
            assertEquals(List.of(entry(5_000_000)), entries(journal.interrupted()));
        }
    }

    @Test
    void twoProcessesAtOnceHaveFoldersOfTheirOwnAndTheNextReadsBoth() throws IOException {
        Journal one = journal(1 << 20);
        Journal two = journal(1 << 20);
        // Their calls have the same numbers.
        long first = one.begun(entry(1));
        long second = two.begun(entry(2));
        one.begun(entry(3));
        two.over(second, END);
        one.over(first, END);
        one.close();
        two.close();
        try (Journal journal = journal(1 << 20)) {
            assertEquals(Set.of(entry(1).with(END), entry(2).with(END)), Set.copyOf(entries(journal.read(10))));
            assertEquals(List.of(entry(3)), entries(journal.interrupted()));
        }
    }

    @Test
    void withoutAFolderItLivesInMemory() throws IOException {
        try (Journal journal = Journal.inMemory(SEGMENT, 4 * SEGMENT)) {
            for (int i = 0; i < 1_000; i++) {
                assertTrue(journal.line(entry(i)));
                assertEquals(List.of(entry(i)), entries(journal.read(10)));
                journal.release();
                journal.prepare();
            }
        }
    }

    @Test
    void manyWritersAndOneReaderLoseNothing() throws Exception {
        int writers = 4;
        int each = 5_000;
        Set<String> seen = new HashSet<>();
        AtomicInteger refused = new AtomicInteger();
        try (Journal journal = Journal.open(folder, 1 << 20, 64 << 20)) {
            CountDownLatch finished = new CountDownLatch(writers);
            for (int w = 0; w < writers; w++) {
                int first = w * each;
                Thread.ofPlatform().start(() -> {
                    for (int i = first; i < first + each; i++) {
                        long call = journal.begun(entry(i));
                        if (call == Journal.UNWRITTEN) {
                            refused.incrementAndGet();
                        } else {
                            journal.over(call, entry(i).end());
                        }
                    }
                    finished.countDown();
                });
            }
            while (finished.getCount() > 0 || seen.size() < writers * each - refused.get()) {
                for (Entry entry : entries(journal.read(500))) {
                    assertEquals(entry(Integer.parseInt(entry.requestId().substring("request-".length()))), entry);
                    assertTrue(seen.add(entry.requestId()));
                }
                journal.release();
                journal.prepare();
            }
        }
        assertEquals(writers * each, seen.size() + refused.get());
    }

    @Test
    void textsThatAreTooLongAreCutBetweenCharacters() {
        ByteBuffer bytes = ByteBuffer.allocate(EntryCodec.MOST_BYTES);
        Entry entry = new Entry(Instant.EPOCH, "é".repeat(200), new Entry.Subject("x".repeat(300), "", "", "m".repeat(256), "", "", "", ""), END, 1);
        EntryCodec.write(entry, bytes);
        Entry read = new EntryReader().read(bytes.flip(), EntryCodec.VERSION);
        assertEquals("é".repeat(128), read.requestId());
        assertEquals("x".repeat(256), read.subject().tenant());
        assertEquals(256, read.subject().model().length());
        assertFalse(bytes.hasRemaining());
    }

    private Journal journal(long mostBytes) throws IOException {
        return Journal.open(folder, SEGMENT, mostBytes);
    }

    private static List<Entry> entries(List<Line> lines) {
        return lines.stream().map(Line::entry).toList();
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
