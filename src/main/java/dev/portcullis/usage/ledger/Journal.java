package dev.portcullis.usage.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Where calls are written down as they begin to be answered and when they are over, and read in that order. Written by any thread,
 * like memory, under a lock that is held for well under a microsecond; read by one thread. Holds a bounded number of bytes. Whoever
 * reads it, and however often, finds the same lines at the same positions: who knows how far a journal was written elsewhere knows
 * what is still to be written.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final byte BEGUN = 1;
    private static final byte OVER = 2;
    private static final byte LINE = 3;
    /** In place of a call's number, where there was no room to write down that it has begun. */
    static final long UNWRITTEN = 0;
    /** Calls that were interrupted come after everything else that their journal has. */
    private static final long INTERRUPTED = 1L << 62;
    /** More files than this, and what the oldest still has of open calls is written down again further on; sooner where there may be no more. */
    private static final int FEW = 3;

    /** A call that was begun to be answered, and where it is written. */
    private record Open(Entry entry, Segment where, long position) {
    }

    /** What one process wrote, as far as it is read. */
    private static final class Part {

        private final Map<Long, Open> open = new HashMap<>();
        /** What is known to be in the database already, up to this position. */
        private long known;
    }

    private final UUID id = UUID.randomUUID();
    private final Optional<JournalFolder> folder;
    private final int segmentBytes;
    private final int few;
    private final Spares spares;
    private final byte[] record = new byte[EntryCodec.MOST_BYTES];
    /** Of the one thread that reads. */
    private final EntryReader reader = new EntryReader();
    /** From the one that is read to the one that is written. */
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Map<UUID, Part> parts = new HashMap<>();
    /** Ends that found no room, until there is some: as many as calls were open when the last file was full, since no other can begin. */
    private final Map<Long, Entry.End> late = new LinkedHashMap<>();
    private Segment writing;
    private long calls;
    private boolean unforced;

    /** There is a file to write to, however much others have left. */
    private Journal(Optional<JournalFolder> folder, int segmentBytes, long mostBytes, List<Segment> left) throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        int most = (int) Math.max(2, mostBytes / segmentBytes);
        this.few = Math.min(FEW, most - 1);
        this.spares = new Spares(folder, id, segmentBytes, most, left.size());
        segments.addAll(left);
        writing = spares.first();
        segments.addLast(writing);
        prepare();
    }

    /** What processes that are gone have left is read first. @param below see {@link JournalFolder} */
    static Journal open(Path below, int segmentBytes, long mostBytes) throws IOException {
        JournalFolder folder = JournalFolder.own(below);
        try {
            return new Journal(Optional.of(folder), segmentBytes, mostBytes, folder.adopt());
        } catch (IOException unusable) {
            folder.close();
            throw unusable;
        }
    }

    /** Where no folder can be had: what is not in the database when the process ends is lost. */
    static Journal inMemory(int segmentBytes, long mostBytes) {
        try {
            return new Journal(Optional.empty(), segmentBytes, mostBytes, List.of());
        } catch (IOException memoryHasNone) {
            throw new UncheckedIOException(memoryHasNone);
        }
    }

    UUID id() {
        return id;
    }

    /**
     * Before the call's caller sees a byte of the answer.
     *
     * @param entry how it is written should the process be killed
     * @return the call's number, for when it is over; {@link #UNWRITTEN} if there is no room
     */
    synchronized long begun(Entry entry) {
        calls++;
        return append(BEGUN, calls, entry) ? calls : UNWRITTEN;
    }

    /** When a call is over that was begun. Where there is no room, it is written as soon as there is. */
    synchronized void over(long call, Entry.End end) {
        if (!end(call, end)) {
            late.put(call, end);
        }
    }

    private boolean end(long call, Entry.End end) {
        ByteBuffer into = ByteBuffer.wrap(record).put(OVER).putLong(call);
        EntryCodec.write(end, into);
        return append(into.position());
    }

    /** A call whose beginning is not written. @return false if there is no room: it is lost */
    synchronized boolean line(Entry entry) {
        return append(LINE, UNWRITTEN, entry);
    }

    private boolean append(byte kind, long call, Entry entry) {
        ByteBuffer into = ByteBuffer.wrap(record).put(kind).putLong(call);
        EntryCodec.write(entry, into);
        return append(into.position());
    }

    private boolean append(int length) {
        if (writing.append(record, length)) {
            return true;
        }
        Segment next = spares.take();
        if (next == null) {
            return false;
        }
        writing = next;
        segments.addLast(next);
        return writing.append(record, length);
    }

    /** The journals of other processes that there is something left of. */
    Set<UUID> left() {
        return snapshot().stream().filter(Segment::left).map(Segment::journal).collect(Collectors.toSet());
    }

    /** Before the first reading. @param position up to which that journal's lines are in the database */
    void known(UUID journal, long position) {
        part(journal).known = position;
    }

    private Part part(UUID journal) {
        return parts.computeIfAbsent(journal, other -> new Part());
    }

    /** Calls that are over, in the order in which they ended; at most so many. For the one thread that reads. */
    List<Line> read(int most) {
        List<Line> over = new ArrayList<>();
        for (Segment segment : snapshot()) {
            UUID journal = segment.journal();
            Part part = part(journal);
            for (ByteBuffer next = over.size() < most ? segment.next() : null; next != null; next = over.size() < most ? segment.next() : null) {
                byte kind = next.get();
                long call = next.getLong();
                Open before = part.open.remove(call);
                if (before != null) {
                    before.where.ended();
                }
                if (kind == BEGUN) {
                    segment.began();
                    part.open.put(call, new Open(reader.read(next, segment.version()), segment, segment.position()));
                } else if (segment.position() > part.known) {
                    entry(kind, next, segment.version(), before).ifPresent(entry -> over.add(new Line(journal, segment.position(), entry)));
                }
            }
        }
        return over;
    }

    private Optional<Entry> entry(byte kind, ByteBuffer record, byte version, Open before) {
        if (kind == LINE) {
            return Optional.of(reader.read(record, version));
        }
        if (before == null) {
            LOG.error("the ledger's journal has the end of a call whose beginning it does not have: that call is not in the ledger");
            return Optional.empty();
        }
        return Optional.of(before.entry.with(reader.end(record, version)));
    }

    /** Calls that other processes had begun to answer when they ended: known as soon as everything they left behind is read. */
    List<Line> interrupted() {
        List<Line> interrupted = new ArrayList<>();
        List<Segment> left = snapshot().stream().filter(Segment::left).toList();
        if (!left.isEmpty() && left.stream().allMatch(Segment::allRead)) {
            for (UUID journal : left.stream().map(Segment::journal).distinct().toList()) {
                Part part = part(journal);
                part.open.values().stream().sorted(Comparator.comparingLong(Open::position)).forEach(one -> {
                    one.where.ended();
                    long position = INTERRUPTED | one.position;
                    if (position > part.known) {
                        interrupted.add(new Line(journal, position, one.entry));
                    }
                });
                part.open.clear();
            }
        }
        return interrupted;
    }

    /** Everything that was read is kept elsewhere now: files of which nothing is needed any more go. */
    void release() {
        for (Segment oldest = oldest(); oldest != null && oldest.allRead(); oldest = oldest()) {
            if (oldest.hasOpen() && !(mayMoveOpenOn(oldest) && moveOpenOn(oldest))) {
                break;
            }
            synchronized (this) {
                segments.removeFirst();
            }
            spares.done(oldest);
        }
        writeLate();
    }

    private synchronized void writeLate() {
        late.entrySet().removeIf(one -> end(one.getKey(), one.getValue()));
    }

    /**
     * Makes the next file ready. As often as not to be overtaken by who writes, and on a thread that waits for no database: while that is
     * away is when files are needed.
     */
    void prepare() {
        spares.prepare();
    }

    /** What was written since the last time, to the disk; where that fails, says so once. For one thread. */
    void force() {
        try {
            snapshot().stream().filter(segment -> !segment.left()).forEach(Segment::force);
            unforced = false;
        } catch (UncheckedIOException broken) {
            if (!unforced) {
                LOG.errorf("the ledger's journal cannot be brought to the disk: %s", broken.getCause().getMessage());
            }
            unforced = true;
        }
    }

    /** Bytes that wait to be read, roughly: whole files. */
    synchronized long waitingBytes() {
        return (segments.size() - 1L) * segmentBytes;
    }

    /** At an orderly end, when everything that was read is kept elsewhere: that leaves nothing behind. */
    synchronized void finish() throws IOException {
        for (Segment segment : segments) {
            if (segment.allRead() && !segment.hasOpen()) {
                segment.delete();
            }
        }
        spares.delete();
        close();
    }

    @Override
    public void close() throws IOException {
        if (folder.isPresent()) {
            folder.get().close();
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
    private synchronized boolean mayMoveOpenOn(Segment oldest) {
        return !oldest.left() && segments.size() > few && segments.stream().allMatch(Segment::allRead);
    }

    /** Where the last file is full and there may be no more, the oldest one could never go: then there is one more until it has. */
    private boolean moveOpenOn(Segment oldest) {
        if (appendOpen(oldest)) {
            return true;
        }
        spares.oneMore();
        return appendOpen(oldest);
    }

    private synchronized boolean appendOpen(Segment oldest) {
        return segments.stream().allMatch(Segment::allRead) && part(id).open.entrySet().stream().filter(one -> one.getValue().where == oldest)
                .allMatch(one -> append(BEGUN, one.getKey(), one.getValue().entry));
    }
}
