package dev.portcullis.usage.ledger;

import dev.portcullis.pipeline.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Takes what was used into the journal, on any thread, and from there into the database, on a thread of its own. While the
 * database is away the journal grows; what finds no room in it is lost, and counted.
 */
public final class Ledger implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Ledger.class);
    private static final int SEGMENT_BYTES = 8 * 1024 * 1024;
    private static final int BATCH = 8_000;
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    /** While there is much to write: a transaction costs as much as some hundred lines, so few of many are better than many of few. */
    private static final long LOOK_AT_MUCH_EVERY_NANOS = Duration.ofMillis(500).toNanos();
    private static final int MUCH = 500;
    /** How often it is asked what all replicas have spent. */
    private static final long SUM_UP_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    /** Those that are alike are counted together for so long. */
    private static final long REFUSALS_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    /** A machine that fails takes along what was written since. */
    private static final long FORCE_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    /** Meanwhile a file must not be filled: that would be 200,000 lines a second. */
    private static final long PREPARE_EVERY_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Journal journal;
    private final LedgerStore store;
    private final InstantSource clock;
    private final Refusals refusals = new Refusals();
    private final Counter dropped;
    private final Listener listener;
    private final Thread writer;
    /** They wait for no database: while that is away is when the journal grows. Several, since a disk can be slow. */
    private final List<Thread> keepers;
    private volatile boolean stopping;
    private volatile boolean summedUp;
    /** Read from the journal, and not known to be in the database. */
    private List<Line> pending = List.of();
    /** Whether it is known what of the journals of other processes is in the database. */
    private boolean resumed;
    /** How many of them are tried at once: fewer where one of them is what the database cannot take. */
    private int portion = BATCH;
    /** In the database, and not told to the listener yet. */
    private final List<Entry> untold = new ArrayList<>();
    private long summedUpAt;
    private long pauseNanos;

    /** Follows what is in the database. */
    public interface Listener {

        /**
         * On the ledger's thread, at least once a second while the database answers.
         *
         * @param written lines of this process that have reached the database since the last time
         * @param spent   what all replicas have spent in the current hour, day and month, {@code written} included
         */
        void inTheDatabase(List<Entry> written, List<LedgerStore.Spent> spent);
    }

    private Ledger(Journal journal, LedgerStore store, InstantSource clock, MeterRegistry meters, Listener listener) {
        this.journal = journal;
        this.store = store;
        this.clock = clock;
        this.listener = listener;
        this.dropped = Counter.builder(Metric.LEDGER_LINES_DROPPED.meterName()).description(Metric.LEDGER_LINES_DROPPED.meaning()).register(meters);
        Gauge.builder(Metric.LEDGER_JOURNAL_BYTES.meterName(), journal, Journal::waitingBytes)
                .description(Metric.LEDGER_JOURNAL_BYTES.meaning()).register(meters);
        this.summedUpAt = System.nanoTime() - SUM_UP_EVERY_NANOS;
        this.writer = Thread.ofPlatform().daemon().name("ledger").unstarted(this::run);
        this.keepers = List.of(every(PREPARE_EVERY_NANOS, "ledger-files", journal::prepare), every(FORCE_EVERY_NANOS, "ledger-disk", journal::force),
                every(REFUSALS_EVERY_NANOS, "ledger-refusals", this::writeRefusals));
    }

    /**
     * @param folder    for the journal; where it cannot be used, the journal is in memory, which is said once
     * @param mostBytes of the journal on the disk
     */
    public static Ledger start(Path folder, long mostBytes, LedgerStore store, InstantSource clock, MeterRegistry meters, Listener listener) {
        Ledger ledger = new Ledger(journal(folder, mostBytes), store, clock, meters, listener);
        ledger.writer.start();
        ledger.keepers.forEach(Thread::start);
        return ledger;
    }

    private static Journal journal(Path folder, long mostBytes) {
        try {
            return Journal.open(folder, SEGMENT_BYTES, mostBytes);
        } catch (IOException unusable) {
            LOG.warnf("%s cannot be used (%s): usage that is not in the database yet is lost when this process ends; set PORTCULLIS_DATA"
                    + " to a folder that can be written to", folder, unusable.getMessage());
            long most = Math.min(mostBytes, Runtime.getRuntime().maxMemory() / 8);
            return Journal.inMemory(SEGMENT_BYTES, Math.max(most, 2L * SEGMENT_BYTES));
        }
    }

    /** Whether the listener has been told once what is spent already. */
    public boolean isSummedUp() {
        return summedUp;
    }

    /** Before the caller sees a byte of the answer. @return the call's number, for when it is over */
    long begun(Entry entry) {
        return journal.begun(entry);
    }

    /** When a call is over that was begun. */
    void over(long call, Entry.End end) {
        journal.over(call, end);
    }

    /** When a call is over whose beginning is not written. */
    void line(Entry entry) {
        if (!journal.line(entry)) {
            dropped.increment(entry.calls());
        }
    }

    void refused(Refusals.Kind kind, String requestId) {
        refusals.count(kind, requestId);
    }

    private void writeRefusals() {
        refusals.take(clock.instant()).forEach(this::line);
    }

    private void run() {
        while (!stopping) {
            int written = step();
            boolean more = written >= BATCH || !pending.isEmpty();
            LockSupport.parkNanos(more ? pauseNanos : Math.max(pauseNanos, written >= MUCH ? LOOK_AT_MUCH_EVERY_NANOS : LOOK_EVERY_NANOS));
        }
    }

    private Thread every(long nanos, String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).unstarted(() -> {
            while (!stopping) {
                LockSupport.parkNanos(nanos);
                try {
                    task.run();
                } catch (RuntimeException bug) {
                    LOG.errorf(bug, "%s failed; it is tried again", name);
                }
            }
        });
    }

    /** @return how many lines were written */
    private int step() {
        try {
            if (!store.ready()) {
                return 0;
            }
            if (!resumed) {
                store.positions(journal.left()).forEach(journal::known);
                resumed = true;
            }
            if (pending.isEmpty()) {
                pending = collect();
            }
            int size = ofOneJournal(Math.min(pending.size(), portion));
            if (size > 0 && write(pending.subList(0, size))) {
                pending = List.copyOf(pending.subList(size, pending.size()));
                portion = Math.min(BATCH, portion * 2);
            }
            if (pending.isEmpty()) {
                journal.release();
            }
            if (!untold.isEmpty() || isTimeToSumUp()) {
                tell();
            }
            back();
            return size;
        } catch (LedgerStore.Away away) {
            away(away.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("writing the ledger failed; it is tried again", bug);
            away("");
        }
        return 0;
    }

    /** @return how many of the first so many of the pending lines are of one journal */
    private int ofOneJournal(int most) {
        int size = 0;
        while (size < most && pending.get(size).journal().equals(pending.getFirst().journal())) {
            size++;
        }
        return size;
    }

    /** @return false if one of them is what the database cannot take: fewer are tried next */
    private boolean write(List<Line> lines) throws LedgerStore.Away {
        Line last = lines.getLast();
        List<Entry> entries = lines.stream().map(Line::entry).toList();
        try {
            store.write(last.journal(), last.position(), entries);
        } catch (LedgerStore.Unwritable unwritable) {
            if (lines.size() == 1) {
                LOG.errorf("a line of the ledger cannot be written and is left out, request %s: %s", last.entry().requestId(), unwritable.getMessage());
                dropped.increment();
                return true;
            }
            portion = lines.size() / 2;
            return false;
        }
        if (last.journal().equals(journal.id())) {
            untold.addAll(entries);
        }
        return true;
    }

    /** Both at once: between one and the other a budget would seem to have more than it has. */
    private void tell() throws LedgerStore.Away {
        List<LedgerStore.Spent> spent = store.spent(clock.instant());
        listener.inTheDatabase(List.copyOf(untold), spent);
        untold.clear();
        summedUp = true;
        if (isTimeToSumUp()) {
            summedUpAt = System.nanoTime();
        }
    }

    private List<Line> collect() {
        List<Line> lines = new ArrayList<>(journal.read(BATCH));
        lines.addAll(journal.interrupted());
        return lines;
    }

    private boolean isTimeToSumUp() {
        return System.nanoTime() - summedUpAt >= SUM_UP_EVERY_NANOS;
    }

    private void away(String why) {
        if (pauseNanos == 0 && !why.isEmpty()) {
            LOG.warnf("the ledger cannot be written, the journal keeps it until it can: %s", why);
        }
        pauseNanos = Math.clamp(pauseNanos * 2, LOOK_EVERY_NANOS, LONGEST_PAUSE_NANOS);
    }

    private void back() {
        if (pauseNanos > 0) {
            LOG.info("the ledger is written again");
        }
        pauseNanos = 0;
    }

    /** Writes what there is, for a few seconds at most; what is left waits in the journal for the next start. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(writer);
        keepers.forEach(LockSupport::unpark);
        try {
            for (Thread keeper : keepers) {
                keeper.join(PATIENCE.toMillis());
            }
            writeRefusals();
            writer.join(PATIENCE.toMillis());
            if (writer.isAlive()) {
                LOG.warn("the ledger's last lines are not in the database; they stay in the journal");
            } else if (writeRest()) {
                journal.finish();
            } else {
                LOG.warn("the database cannot be reached to write the ledger's last lines; they stay in the journal");
                journal.close();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException stays) {
            LOG.warnf("the ledger's journal could not be tidied up: %s", stays.getMessage());
        }
    }

    /** @return whether everything that was read is in the database */
    private boolean writeRest() {
        long until = System.nanoTime() + PATIENCE.toNanos() / 2;
        while (step() > 0 && System.nanoTime() - until < 0) {
            // One batch after the other.
        }
        return pending.isEmpty();
    }
}
