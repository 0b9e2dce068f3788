package dev.portcullis.usage.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Where calls are written down as they begin to be answered and when they are over, and read in that order. Written by any thread,
 * like memory, under a lock that is held for well under a microsecond; read by one thread. Holds a bounded number of bytes.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final byte BEGUN = 1;
    private static final byte DONE = 2;
    private static final String SUFFIX = ".journal";
    private static final String LEFT = ".left";
    private static final Pattern NAME = Pattern.compile("[0-9]{12}\\.journal(\\.left)?");
    /** More files than this, and what the oldest still has of open calls is written down again further on. */
    private static final int FEW = 3;

    /** A call that was begun to be answered, and where it is written. */
    private record Open(Entry entry, Segment where) {
    }

    private final Optional<Path> folder;
    private final Optional<FileChannel> lock;
    private final int segmentBytes;
    private final int mostSegments;
    private final byte[] record = new byte[EntryCodec.MOST_BYTES];
    /** From the one that is read to the one that is written. */
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Map<UUID, Open> open = new HashMap<>();
    private Segment writing;
    private Segment spare;
    private long number;

    private Journal(Optional<Path> folder, Optional<FileChannel> lock, int segmentBytes, long mostBytes) {
        this.folder = folder;
        this.lock = lock;
        this.segmentBytes = segmentBytes;
        this.mostSegments = (int) Math.max(2, mostBytes / segmentBytes);
    }

    /**
     * In a folder that no other process uses: below the one that is given there is one for each process that ever ran at the same
     * time as others. What processes that are gone have left in any of them is read first.
     */
    static Journal open(Path below, int segmentBytes, long mostBytes) throws IOException {
        Files.createDirectories(below);
        for (int i = 0;; i++) {
            Path folder = Files.createDirectories(below.resolve(Integer.toString(i)));
            Optional<FileChannel> lock = lock(folder);
            if (lock.isPresent()) {
                Journal journal = new Journal(Optional.of(folder), lock, segmentBytes, mostBytes);
                journal.adopt(below, folder);
                journal.prepare();
                journal.writing = journal.takeSpare();
                journal.prepare();
                return journal;
            }
        }
    }

    /** Where no folder can be had: what is not in the database when the process ends is lost. */
    static Journal inMemory(int segmentBytes, long mostBytes) {
        Journal journal = new Journal(Optional.empty(), Optional.empty(), segmentBytes, mostBytes);
        journal.prepare();
        journal.writing = journal.takeSpare();
        journal.prepare();
        return journal;
    }

    /** Before its caller sees a byte of the answer. @return false if there is no room: it is not written down */
    boolean begun(Entry entry) {
        return append(BEGUN, entry);
    }

    /** When the call is over. @return false if there is no room: it is lost */
    boolean done(Entry entry) {
        return append(DONE, entry);
    }

    private synchronized boolean append(byte kind, Entry entry) {
        ByteBuffer into = ByteBuffer.wrap(record).put(kind);
        EntryCodec.write(entry, into);
        if (writing.append(record, into.position())) {
            return true;
        }
        if (spare == null) {
            return false;
        }
        writing = takeSpare();
        return writing.append(record, into.position());
    }

    private Segment takeSpare() {
        Segment taken = spare;
        spare = null;
        segments.addLast(taken);
        return taken;
    }

    /** Calls that are over, in the order in which they ended; at most so many. For the one thread that reads. */
    List<Entry> read(int most) {
        List<Entry> over = new ArrayList<>();
        for (Segment segment : snapshot()) {
            for (ByteBuffer next = over.size() < most ? segment.next() : null; next != null; next = over.size() < most ? segment.next() : null) {
                byte kind = next.get();
                Entry entry = EntryCodec.read(next);
                Open before = open.remove(entry.id());
                if (before != null) {
                    before.where.ended();
                }
                if (kind == DONE) {
                    over.add(entry);
                } else {
                    segment.began();
                    open.put(entry.id(), new Open(entry, segment));
                }
            }
        }
        return over;
    }

    /** Calls that other processes had begun to answer when they ended: known as soon as everything they left behind is read. */
    List<Entry> interrupted() {
        List<Entry> interrupted = new ArrayList<>();
        List<Segment> left = snapshot().stream().filter(Segment::left).toList();
        if (!left.isEmpty() && left.stream().allMatch(Segment::allRead)) {
            open.values().removeIf(one -> {
                if (one.where.left()) {
                    one.where.ended();
                    interrupted.add(one.entry);
                }
                return one.where.left();
            });
        }
        return interrupted;
    }

    /** Everything that was read is kept elsewhere now: files of which nothing is needed any more go, and the next one is made ready. */
    void release() {
        for (Segment oldest = oldest(); oldest != null && oldest.allRead(); oldest = oldest()) {
            if (oldest.hasOpen() && !moveOpenOn(oldest)) {
                break;
            }
            synchronized (this) {
                segments.removeFirst();
            }
            discard(oldest);
        }
        prepare();
    }

    /** As the next spare one, if there is none. */
    private void discard(Segment done) {
        try {
            long next;
            synchronized (this) {
                next = spare == null && !done.left() ? number++ : -1;
            }
            if (next >= 0) {
                done.recycle(folder.map(place -> place.resolve(name(next))).orElse(null));
                synchronized (this) {
                    spare = done;
                }
            } else {
                done.delete();
            }
        } catch (IOException stays) {
            LOG.warnf("a file of the ledger's journal that is done with stays where it is: %s", stays.getMessage());
        }
    }

    /** What is being written, to the disk. */
    void force() {
        snapshot().getLast().force();
    }

    /** Bytes that wait to be read, roughly: whole files. */
    synchronized long waitingBytes() {
        return (segments.size() - 1L) * segmentBytes;
    }

    /** At an orderly end: what is kept elsewhere leaves nothing behind. */
    synchronized void finish() throws IOException {
        for (Segment segment : segments) {
            if (segment.allRead() && !segment.hasOpen()) {
                segment.delete();
            }
        }
        if (spare != null) {
            spare.delete();
        }
        close();
    }

    @Override
    public void close() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }

    private synchronized List<Segment> snapshot() {
        return List.copyOf(segments);
    }

    /** The oldest file, unless it is the one that is being written. */
    private synchronized Segment oldest() {
        return segments.size() > 1 ? segments.peekFirst() : null;
    }

    /**
     * A stream of ten minutes must not keep all that was written since. Only when everything is read: then none of these calls can
     * have ended without the reader's knowing.
     */
    private synchronized boolean moveOpenOn(Segment oldest) {
        if (oldest.left() || segments.size() <= FEW || !segments.stream().allMatch(Segment::allRead)) {
            return false;
        }
        return open.values().stream().filter(one -> one.where == oldest).toList().stream().allMatch(one -> append(BEGUN, one.entry));
    }

    /** Makes the next file ready, away from the event loops. */
    private void prepare() {
        long next;
        synchronized (this) {
            if (spare != null || segments.size() >= mostSegments) {
                return;
            }
            next = number++;
        }
        try {
            Segment made = folder.isEmpty() ? Segment.inMemory(segmentBytes) : Segment.create(folder.get().resolve(name(next)), segmentBytes);
            synchronized (this) {
                spare = made;
            }
        } catch (IOException noRoom) {
            LOG.errorf("the ledger's journal cannot grow: %s", noRoom.getMessage());
        }
    }

    private static String name(long number) {
        return String.format("%012d%s", number, SUFFIX);
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().split("\\.", 2)[0]);
    }

    private void adopt(Path below, Path own) throws IOException {
        List<Path> found = new ArrayList<>(journals(own));
        try (Stream<Path> folders = Files.list(below)) {
            for (Path other : folders.filter(folder -> !folder.equals(own)).filter(Files::isDirectory).sorted().toList()) {
                Optional<FileChannel> free = lock(other);
                if (free.isPresent()) {
                    found.addAll(journals(other));
                    free.get().close();
                }
            }
        }
        number = found.stream().mapToLong(Journal::number).max().orElse(-1) + 1;
        for (Path file : found) {
            // Renamed into the own folder, so that no other process takes it as well.
            Path mine = own.resolve(name(number++) + LEFT);
            Files.move(file, mine);
            Optional<Segment> left = Segment.recover(mine);
            if (left.isPresent()) {
                segments.addLast(left.get());
            } else {
                LOG.warnf("%s is no journal of this version of the ledger and is left where it is", mine);
            }
        }
    }

    private static List<Path> journals(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> NAME.matcher(file.getFileName().toString()).matches()).sorted(Comparator.naturalOrder()).toList();
        }
    }

    private static Optional<FileChannel> lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException ownProcess) {
            // Locked all the same.
        }
        channel.close();
        return Optional.empty();
    }
}
