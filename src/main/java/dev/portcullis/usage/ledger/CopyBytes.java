package dev.portcullis.usage.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;

/** Rows as {@code COPY … BINARY} takes them: PostgreSQL's manual, chapter COPY, "Binary Format"; values are as its {@code send} functions write them. */
final class CopyBytes {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final short END = -1;
    private static final int NULL = -1;
    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long MICROS = 1_000_000;
    private static final long NANOS_A_MICRO = 1_000;

    /** Where the bytes go. */
    interface Target {

        void write(byte[] bytes, int from, int length) throws SQLException;
    }

    private final Target target;
    private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    CopyBytes(Target target) {
        this.target = target;
        buffer.put(HEADER);
    }

    /** @param bytes that it has at most. @return where its fields are to be written */
    ByteBuffer row(int fields, int bytes) throws SQLException {
        room(Short.BYTES + bytes);
        return buffer.putShort((short) fields);
    }

    void end() throws SQLException {
        room(Short.BYTES);
        buffer.putShort(END);
        target.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private void room(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            target.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
    }

    static void number(long value, ByteBuffer to) {
        to.putInt(Long.BYTES).putLong(value);
    }

    static void nothing(ByteBuffer to) {
        to.putInt(NULL);
    }

    static void text(byte[] utf8, ByteBuffer to) {
        to.putInt(utf8.length).put(utf8);
    }

    /** An empty one is none. */
    static void textOrNull(String text, ByteBuffer to) {
        if (text.isEmpty()) {
            nothing(to);
        } else {
            text(utf8(text), to);
        }
    }

    /** In microseconds, as PostgreSQL counts them. */
    static long micros(Instant at) {
        return (at.getEpochSecond() - EPOCH_SECONDS) * MICROS + at.getNano() / NANOS_A_MICRO;
    }

    static byte[] utf8(String text) {
        return LedgerTable.storable(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The columns {@code tenant} to {@code calls} of the lines of a kind. */
    static byte[] ofKind(LineSums.Kind kind) {
        Entry.Subject subject = kind.subject();
        byte[][] texts = {utf8(subject.tenant()), utf8(subject.key()), utf8(subject.endpoint()), utf8(subject.model()), utf8(subject.target()),
            utf8(subject.prompt()), utf8(subject.version()), utf8(subject.cache())};
        byte[] outcome = utf8(kind.outcome());
        int length = 0;
        for (byte[] text : texts) {
            length += Integer.BYTES + text.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length + Integer.BYTES + 1 + Integer.BYTES + Short.BYTES + Integer.BYTES + outcome.length + 2 * Integer.BYTES);
        for (byte[] text : texts) {
            text(text, bytes);
        }
        bytes.putInt(1).put((byte) (kind.estimated() ? 1 : 0));
        bytes.putInt(Short.BYTES).putShort((short) kind.status());
        text(outcome, bytes);
        bytes.putInt(Integer.BYTES).putInt(kind.calls());
        return bytes.array();
    }
}
