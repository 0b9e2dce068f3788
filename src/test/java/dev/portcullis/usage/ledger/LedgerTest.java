package dev.portcullis.usage.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    /** Keeps lines as a database does, and can be away. */
    private static final class FakeStore implements LedgerStore {

        private final Map<UUID, Long> positions = new HashMap<>();
        private final List<Entry> lines = new ArrayList<>();
        private volatile boolean ready = true;
        private volatile boolean away;
        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean forgetful;
        private final Semaphore hanging = new Semaphore(1);

        @Override
        public boolean ready() {
            return ready;
        }

        @Override
        public synchronized Map<UUID, Long> positions(Set<UUID> journals) {
            return positions.entrySet().stream().filter(known -> journals.contains(known.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        @Override
        public void write(UUID journal, long position, List<Entry> given) throws Away, Unwritable {
            hanging.acquireUninterruptibly();
            try {
                put(journal, position, given);
            } finally {
                hanging.release();
            }
        }

        private synchronized void put(UUID journal, long position, List<Entry> given) throws Away, Unwritable {
            if (away) {
                refused.incrementAndGet();
                throw new Away("connection refused");
            }
            if (given.stream().anyMatch(line -> line.end().outcome().equals("poison"))) {
                throw new Unwritable("out of range");
            }
            if (positions.getOrDefault(journal, 0L) < position) {
                positions.put(journal, position);
                lines.addAll(given);
            }
            if (forgetful) {
                forgetful = false;
                throw new Away("the connection was lost after it was written");
            }
        }

        @Override
        public synchronized List<Spent> spent(Instant now) {
            long sum = lines.stream().mapToLong(line -> line.end().cost().nanos()).sum();
            return List.of(new Spent("acme", BudgetPeriod.DAILY, BudgetPeriod.DAILY.begin(now), sum));
        }

        synchronized int size() {
            return lines.size();
        }

        synchronized Entry only() {
            assertEquals(1, lines.size());
            return lines.getFirst();
        }
    }

    private static final Refusals.Kind TOO_MANY = new Refusals.Kind("acme", "key", "chat", "", "bypass", 429, "over_limit");

    @TempDir
    Path folder;

    private final FakeStore store = new FakeStore();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Entry> told = new ArrayList<>();
    private long spent;
    private Ledger ledger;

    @AfterEach
    void stop() {
        if (ledger != null) {
            ledger.close();
        }
    }

    @Test
    void whatIsOverIsInTheDatabaseAndTheListenerKnowsBothAtOnce() {
        start(folder);
        Entry entry = entry(40);
        ledger.over(ledger.begun(entry.with(entry(1).end())), entry.end());
        awaitTrue("told", () -> told() == 1);
        assertEquals(1, store.size());
        synchronized (told) {
            assertEquals(List.of(entry), told);
            assertEquals(40, spent);
        }
    }

    @Test
    void aDatabaseThatIsAwayLosesNothing() {
        store.away = true;
        start(folder);
        int written = fillFiles();
        store.away = false;
        awaitTrue("all written", () -> store.size() == written);
    }

    @Test
    void aDatabaseThatHangsLosesNothing() throws Exception {
        start(folder);
        store.hanging.acquire();
        ledger.line(entry(1));
        awaitTrue("it waits", store.hanging::hasQueuedThreads);
        int written = fillFiles();
        store.hanging.release();
        awaitTrue("all written", () -> store.size() == 1 + written);
    }

    @Test
    void aDatabaseThatIsNotReadyLosesNothing() {
        store.ready = false;
        start(folder);
        int written = fillFiles();
        store.ready = true;
        awaitTrue("all written", () -> store.size() == written);
    }

    /** Writes lines until several files are full. @return how many, without those that found no room: no caller writes as fast as this */
    private int fillFiles() {
        AtomicInteger written = new AtomicInteger();
        awaitTrue("the journal has grown", () -> {
            for (int i = 0; i < 500; i++) {
                ledger.line(entry(1));
            }
            written.addAndGet(500);
            return meters.get(Metric.LEDGER_JOURNAL_BYTES.meterName()).gauge().value() >= 4 * (8 << 20);
        });
        return written.get() - (int) meters.get(Metric.LEDGER_LINES_DROPPED.meterName()).counter().count();
    }

    @Test
    void whatWasWrittenWithoutAnybodysKnowingIsWrittenOnce() {
        store.forgetful = true;
        start(folder);
        ledger.line(entry(7));
        awaitTrue("told", () -> told() == 1);
        assertEquals(1, store.size());
    }

    @Test
    void oneLineThatCannotBeWrittenKeepsNoOtherOut() {
        start(folder);
        for (int i = 0; i < 100; i++) {
            Entry entry = entry(1);
            ledger.line(i == 41 ? entry.with(new Entry.End(Usage.UNKNOWN, Usd.ZERO, Usd.ZERO, 0, -1, 0, "poison")) : entry);
        }
        awaitTrue("the others", () -> store.size() == 99);
        awaitTrue("counted", () -> meters.get(Metric.LEDGER_LINES_DROPPED.meterName()).counter().count() == 1);
    }

    @Test
    void theNextProcessWritesWhatAKilledOneLeft() throws Exception {
        Journal killed = Journal.open(folder, 1 << 20, 1 << 26);
        Entry over = Entries.entry(1);
        Entry underWay = Entries.entry(2, "acme", Entries.AT, Entry.INTERRUPTED);
        long call = killed.begun(Entries.entry(1, "acme", Entries.AT, Entry.INTERRUPTED));
        killed.begun(underWay);
        killed.over(call, over.end());
        killed.close();
        start(folder);
        awaitTrue("both written", () -> store.size() == 2);
        assertEquals(List.of(over, underWay), store.lines);
        assertEquals(0, told(), "this process has not spent it");
    }

    @Test
    void anOrderlyEndWhileTheDatabaseIsAwayLosesNothing() {
        start(folder);
        store.away = true;
        for (int i = 0; i < 100; i++) {
            ledger.line(entry(1));
        }
        awaitTrue("tried", () -> store.refused.get() > 0);
        ledger.refused(TOO_MANY, "last");
        ledger.close();
        store.away = false;
        start(folder);
        awaitTrue("all written", () -> store.size() == 101);
    }

    @Test
    void whatAKilledProcessHadWrittenAlreadyIsNotWrittenAgain() throws Exception {
        Journal killed = Journal.open(folder, 1 << 20, 1 << 26);
        for (int i = 0; i < 10; i++) {
            killed.line(Entries.entry(i));
        }
        // The database has the first seven, whose journal is still there.
        List<Line> written = killed.read(7);
        store.write(killed.id(), written.getLast().position(), written.stream().map(Line::entry).toList());
        killed.close();
        start(folder);
        ledger.line(entry(1));
        awaitTrue("the rest", () -> store.size() == 11);
        assertEquals(10, store.lines.stream().map(Entry::requestId).filter(id -> id.startsWith("request-")).distinct().count());
    }

    @Test
    void anOrderlyEndWritesEverythingAndLeavesNoJournal() throws Exception {
        start(folder);
        for (int i = 0; i < 3_000; i++) {
            ledger.line(entry(1));
        }
        ledger.refused(TOO_MANY, "last");
        ledger.close();
        ledger = null;
        assertEquals(3_001, store.size());
        try (var files = Files.walk(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().contains(".journal")));
        }
    }

    @Test
    void refusalsThatAreAlikeAreOneLine() {
        store.ready = false;
        start(folder);
        for (int i = 0; i < 1_000; i++) {
            ledger.refused(new Refusals.Kind("acme", "key", "chat", "gpt-4o", "bypass", 429, "over_limit"), "request-" + i);
        }
        store.ready = true;
        awaitTrue("written", () -> store.size() == 1);
        assertEquals(1_000, store.only().calls());
        assertEquals("request-999", store.only().requestId());
        assertEquals(Usd.ZERO, store.only().end().cost());
    }

    /** They were one line at the time when the database was back, in an hour that is not theirs, and a kill lost all of them. */
    @Test
    void refusalsAreWrittenDownThoughTheDatabaseIsAway() {
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<Instant> now = new AtomicReference<>(Entries.AT);
        store.away = true;
        start(folder, () -> {
            asked.incrementAndGet();
            return now.get();
        });
        ledger.line(entry(1));
        awaitTrue("tried", () -> store.refused.get() > 0);
        ledger.refused(TOO_MANY, "first");
        // Asked for the time when refusals are taken, and for nothing else while the database is away; once it may have been before this one.
        int before = asked.get();
        awaitTrue("written down", () -> asked.get() >= before + 2);
        now.set(Entries.AT.plusSeconds(3_600));
        ledger.refused(TOO_MANY, "second");
        store.away = false;
        awaitTrue("all written", () -> store.size() == 3);
        assertEquals(List.of("r", "first", "second"), store.lines.stream().map(Entry::requestId).toList());
        assertEquals(Entries.AT, store.lines.get(1).at());
        assertEquals(Entries.AT.plusSeconds(3_600), store.lines.get(2).at());
    }

    @Test
    void refusalsOfAnyNumberOfKindsAreBounded() {
        Refusals refusals = new Refusals();
        for (int i = 0; i < 50_000; i++) {
            refusals.count(new Refusals.Kind("acme", "jwt-" + i, "chat", "", "bypass", 429, "over_limit"), "r");
        }
        List<Entry> lines = refusals.take(Instant.EPOCH);
        assertTrue(lines.size() <= 10_001, lines.size() + " lines");
        assertEquals(50_000, lines.stream().mapToInt(Entry::calls).sum());
        assertEquals(List.of(), refusals.take(Instant.EPOCH));
    }

    @Test
    void withoutAFolderItGoesOnInMemory() throws Exception {
        Path file = Files.writeString(folder.resolve("a file"), "");
        start(file);
        ledger.line(entry(1));
        awaitTrue("written", () -> store.size() == 1);
    }

    private void start(Path journal) {
        start(journal, InstantSource.system());
    }

    private void start(Path journal, InstantSource clock) {
        ledger = Ledger.start(journal, 1L << 28, store, clock, meters, (written, sums) -> {
            synchronized (told) {
                told.addAll(written);
                spent = sums.getFirst().spent();
            }
        });
    }

    private Entry entry(long cost) {
        return new Entry(Entries.AT, "r", new Entry.Subject("acme", "key", "chat", "m", "t", "", "", "bypass"),
                new Entry.End(Usage.of(1, 0, 1, 0), new Usd(cost), Usd.ZERO, 1, 1, 200, "completed"), 1);
    }

    private int told() {
        synchronized (told) {
            return told.size();
        }
    }

    private static void awaitTrue(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain for: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
