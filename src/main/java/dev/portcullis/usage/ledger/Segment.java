package dev.portcullis.usage.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One file of the journal, mapped into memory. It is written from the front; each record is its length, a checksum (CRC-32C) and
 * its bytes, and the length comes last, so that a record which was being written when the process was killed is not there. One
 * writer at a time, one reader.
 */
final class Segment {

    private static final int MAGIC = 0x504C4731; // "PLG1"
    private static final int VERSION = 4;
    /** The two above, then the journal's id, and where its records stand among those of all its files. */
    private static final int HEADER = 32;
    private static final int JOURNAL = 8;
    private static final int NUMBER = 24;
    private static final int RECORD_HEADER = 8;
    private static final int ZEROS = 64 * 1024;

    private final ByteBuffer bytes;
    private final boolean left;
    private final CRC32C checksum = new CRC32C();
    private Optional<Path> file;
    private volatile int written;
    private int read = HEADER;
    /** Up to here it was brought to the disk by this process. Guarded by this. */
    private int forced;
    /** Calls that began here and are not over as far as the reader knows. */
    private int open;

    private Segment(Optional<Path> file, ByteBuffer bytes, boolean left) {
        this.file = file;
        this.bytes = bytes;
        this.left = left;
        this.written = left ? endOfRecords() : HEADER;
    }

    /** An empty one. Its blocks are taken on the disk now: a full disk shows here, and not as a fault when it is written to. */
    static Segment create(Path file, int size, UUID journal, long number) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
            for (int at = 0; at < size; at += zeros.position()) {
                zeros.clear().limit(Math.min(ZEROS, size - at));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
            return new Segment(Optional.of(file), headed(bytes, journal, number), false);
        } catch (IOException noRoom) {
            Files.deleteIfExists(file);
            throw noRoom;
        }
    }

    /** One that leaves nothing behind, for where no file can be had. */
    static Segment inMemory(int size, UUID journal, long number) {
        return new Segment(Optional.empty(), headed(ByteBuffer.allocate(size), journal, number), false);
    }

    private static ByteBuffer headed(ByteBuffer bytes, UUID journal, long number) {
        return bytes.put(VERSION, EntryCodec.VERSION).putLong(JOURNAL, journal.getMostSignificantBits())
                .putLong(JOURNAL + Long.BYTES, journal.getLeastSignificantBits()).putLong(NUMBER, number).putInt(0, MAGIC);
    }

    /** Whether it was being created, so that nothing was ever written into it: what it begins with is put there last. */
    static boolean isUnbegun(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] magic = bytes.readNBytes(Integer.BYTES);
            return Arrays.equals(magic, new byte[magic.length]);
        }
    }

    /** What another process left behind, to be read; empty where it is none of ours or of a version that is not read. */
    static Optional<Segment> recover(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < HEADER || size > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            if (bytes.getInt(0) != MAGIC || !EntryCodec.reads(bytes.get(VERSION))) {
                return Optional.empty();
            }
            return Optional.of(new Segment(Optional.of(file), bytes, true));
        }
    }

    /** @return false if it does not fit any more */
    boolean append(byte[] record, int length) {
        int at = written;
        if (at + RECORD_HEADER + length > bytes.capacity()) {
            return false;
        }
        checksum.reset();
        checksum.update(record, 0, length);
        bytes.put(at + RECORD_HEADER, record, 0, length).putInt(at + 4, (int) checksum.getValue()).putInt(at, length);
        written = at + RECORD_HEADER + length;
        return true;
    }

    /** The next record, or null when all that is written is read. */
    ByteBuffer next() {
        if (read >= written) {
            return null;
        }
        int length = bytes.getInt(read);
        ByteBuffer record = bytes.slice(read + RECORD_HEADER, length);
        read += RECORD_HEADER + length;
        return record;
    }

    /** In which its records are written, see {@link EntryCodec}. */
    byte version() {
        return bytes.get(VERSION);
    }

    /** Which journal it is part of: every process that writes has one of its own. */
    UUID journal() {
        return new UUID(bytes.getLong(JOURNAL), bytes.getLong(JOURNAL + Long.BYTES));
    }

    /** Of what was read last: greater than that of everything its journal has before it, and the same whoever reads it. */
    long position() {
        return bytes.getLong(NUMBER) << Integer.SIZE | read;
    }

    /** Whether another process left it behind. */
    boolean left() {
        return left;
    }

    boolean allRead() {
        return read >= written;
    }

    void began() {
        open++;
    }

    void ended() {
        open--;
    }

    boolean hasOpen() {
        return open > 0;
    }

    /** Asks the system to bring to the disk what was written since the last time: against a machine that fails, not a process that is killed. */
    synchronized void force() {
        int until = written;
        if (until > forced && bytes instanceof MappedByteBuffer mapped) {
            mapped.force(forced, until - forced);
        }
        forced = until;
    }

    /** Makes it an empty one again. Mapping a new file for each would keep the memory of the old ones until the next collection. */
    synchronized void recycle(Path newName, long number) throws IOException {
        byte[] zeros = new byte[ZEROS];
        for (int at = HEADER; at < written; at += ZEROS) {
            bytes.put(at, zeros, 0, Math.min(ZEROS, written - at));
        }
        bytes.putLong(NUMBER, number);
        written = HEADER;
        read = HEADER;
        forced = 0;
        open = 0;
        if (file.isPresent()) {
            Files.move(file.get(), newName);
            file = Optional.of(newName);
        }
    }

    /**
     * Nobody reads or writes it any more. Its blocks and its memory are given back now: it stays mapped, and a file that is mapped keeps
     * both, until the collector finds that nobody has it, which it may be in no hurry to.
     */
    synchronized void delete() throws IOException {
        forced = Integer.MAX_VALUE;
        if (file.isPresent()) {
            try (FileChannel channel = FileChannel.open(file.get(), StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
            Files.deleteIfExists(file.get());
        }
    }

    private int endOfRecords() {
        int at = HEADER;
        byte[] record = new byte[EntryCodec.MOST_BYTES];
        while (at + RECORD_HEADER <= bytes.capacity()) {
            int length = bytes.getInt(at);
            if (length <= 0 || length > record.length || at + RECORD_HEADER + length > bytes.capacity()) {
                break;
            }
            bytes.get(at + RECORD_HEADER, record, 0, length);
            checksum.reset();
            checksum.update(record, 0, length);
            if ((int) checksum.getValue() != bytes.getInt(at + 4)) {
                break;
            }
            at += RECORD_HEADER + length;
        }
        return at;
    }
}
