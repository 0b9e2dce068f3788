package dev.portcullis.usage.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Files of a {@link Journal} that are ready before they are needed, since an event loop cannot wait for one. A file that is done with
 * is used again rather than deleted and made anew. Knows how many files there are and makes no more than there may be. Thread-safe.
 */
final class Spares {

    private static final Logger LOG = Logger.getLogger(Spares.class);
    /** So many are made ahead. */
    private static final int LEAST = 1;
    /** So many are kept when they are done with; what a journal has grown by meanwhile goes. */
    private static final int MOST = 2;
    /** How long a disk that was full is left alone. */
    private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Optional<JournalFolder> folder;
    private final UUID journal;
    private final int segmentBytes;
    private final int mostSegments;
    /** Held while files are made, which takes milliseconds: they are ready in the order of their numbers. */
    private final Object making = new Object();
    private final Deque<Segment> ready = new ArrayDeque<>();
    private long number;
    private boolean failed;
    private long failedAt;
    /** Files that there are, whoever has them. */
    private int all;

    /**
     * @param folder       for the files; none, and they are in memory
     * @param mostSegments files at most
     * @param left         files that there are already
     */
    Spares(Optional<JournalFolder> folder, UUID journal, int segmentBytes, int mostSegments, int left) {
        this.folder = folder;
        this.journal = journal;
        this.segmentBytes = segmentBytes;
        this.mostSegments = mostSegments;
        this.number = folder.map(JournalFolder::firstFree).orElse(0L);
        this.all = left;
    }

    /** One to begin with, however many there are. */
    Segment first() throws IOException {
        synchronized (making) {
            Segment first = make();
            synchronized (this) {
                all++;
            }
            return first;
        }
    }

    /** The next one to be written, or null if none is ready. Waits for nobody. */
    synchronized Segment take() {
        return ready.poll();
    }

    /** Makes what is to be ready, unless there may be no more; where that fails, says so once. */
    void prepare() {
        makeWhile(this::isWanted);
    }

    /** One beyond what there may be, unless one is ready or was made so before: for who can give back another only then. */
    void oneMore() {
        makeWhile(() -> ready.isEmpty() && all <= mostSegments);
    }

    private void makeWhile(BooleanSupplier wanted) {
        synchronized (making) {
            if (failed && System.nanoTime() - failedAt < AGAIN_NANOS) {
                return;
            }
            try {
                while (is(wanted)) {
                    Segment made = make();
                    synchronized (this) {
                        all++;
                        ready.add(made);
                    }
                }
                failed = false;
            } catch (IOException noRoom) {
                if (!failed) {
                    LOG.errorf("the ledger's journal cannot grow: %s", noRoom);
                }
                failed = true;
                failedAt = System.nanoTime();
            }
        }
    }

    /** Of this one everything is kept elsewhere. */
    void done(Segment segment) {
        synchronized (making) {
            try {
                if (segment.left() || isEnough()) {
                    segment.delete();
                } else {
                    long next = number++;
                    segment.recycle(folder.map(own -> own.file(next)).orElse(null), next);
                    synchronized (this) {
                        ready.add(segment);
                    }
                    return;
                }
            } catch (IOException stays) {
                LOG.warnf("a file of the ledger's journal that is done with stays where it is: %s", stays);
            }
            synchronized (this) {
                all--;
            }
        }
    }

    /** None is needed any more. */
    void delete() throws IOException {
        synchronized (making) {
            for (Segment segment = take(); segment != null; segment = take()) {
                segment.delete();
            }
        }
    }

    private synchronized boolean is(BooleanSupplier wanted) {
        return wanted.getAsBoolean();
    }

    private boolean isWanted() {
        return ready.size() < LEAST && all < mostSegments;
    }

    private synchronized boolean isEnough() {
        return ready.size() >= MOST || all > mostSegments;
    }

    private Segment make() throws IOException {
        long which = number++;
        return folder.isEmpty() ? Segment.inMemory(segmentBytes, journal, which) : Segment.create(folder.get().file(which), segmentBytes, journal, which);
    }
}
