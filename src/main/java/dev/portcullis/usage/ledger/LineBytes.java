package dev.portcullis.usage.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Lines of the ledger as {@code COPY … BINARY} takes them: PostgreSQL's manual, chapter COPY, "Binary Format". What the lines of a
 * kind have in common is written once and copied.
 */
final class LineBytes {

    /** In the order in which they are written. */
    static final String COLUMNS = """
            at, request_id, unit, release, arm, output, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens,
            audio_output_tokens, cost_nanos, saved_nanos, latency_us, first_token_us, tenant, key_prefix, endpoint, model, target, prompt,
            prompt_version, cache, estimated, status, outcome, calls""";
    private static final short COUNT = 29;
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final short END = -1;
    private static final int NULL = -1;
    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final long MICROS = 1_000_000;
    private static final long NANOS_A_MICRO = 1_000;
    /** Of a line at most: journals keep texts of 256 bytes, see {@link EntryCodec}; one that is longer makes the buffer grow. */
    private static final int MOST_OF_LINE = 4 * 1024;

    /** Where the bytes go. */
    interface Target {

        void write(byte[] bytes, int from, int length) throws SQLException;
    }

    private final Target target;
    private final byte[][] ofKinds;
    private final LineSums.Summed[] numbers = LineSums.Summed.values();
    private ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    LineBytes(List<LineSums.Kind> kinds, Target target) {
        this.target = target;
        this.ofKinds = new byte[kinds.size()][];
        for (int i = 0; i < ofKinds.length; i++) {
            ofKinds[i] = ofKind(kinds.get(i));
        }
        buffer.put(HEADER);
    }

    private static byte[] ofKind(LineSums.Kind kind) {
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
            bytes.putInt(text.length).put(text);
        }
        bytes.putInt(1).put((byte) (kind.estimated() ? 1 : 0));
        bytes.putInt(Short.BYTES).putShort((short) kind.status());
        bytes.putInt(outcome.length).put(outcome);
        bytes.putInt(Integer.BYTES).putInt(kind.calls());
        return bytes.array();
    }

    /** @param kind the number of the line's kind, from 0 */
    void add(Entry line, int kind) throws SQLException {
        byte[] requestId = utf8(line.requestId());
        room(MOST_OF_LINE + requestId.length + ofKinds[kind].length);
        buffer.putShort(COUNT);
        number((line.at().getEpochSecond() - EPOCH_SECONDS) * MICROS + line.at().getNano() / NANOS_A_MICRO);
        buffer.putInt(requestId.length).put(requestId);
        share(line.share());
        textOrNull(line.end().output());
        for (LineSums.Summed each : numbers) {
            number(each.of(line));
        }
        if (line.end().firstToken() < 0) {
            buffer.putInt(NULL);
        } else {
            number(line.end().firstToken());
        }
        buffer.put(ofKinds[kind]);
    }

    private void share(Entry.Share share) {
        if (share.unit().isPresent()) {
            buffer.putInt(2 * Long.BYTES).putLong(share.unit().get().getMostSignificantBits()).putLong(share.unit().get().getLeastSignificantBits());
        } else {
            buffer.putInt(NULL);
        }
        textOrNull(share.release());
        textOrNull(share.arm());
    }

    private void textOrNull(String text) {
        byte[] bytes = utf8(text);
        if (bytes.length == 0) {
            buffer.putInt(NULL);
        } else {
            buffer.putInt(bytes.length).put(bytes);
        }
    }

    void end() throws SQLException {
        room(Short.BYTES);
        buffer.putShort(END);
        flush();
    }

    private void number(long value) {
        buffer.putInt(Long.BYTES).putLong(value);
    }

    private void room(int bytes) throws SQLException {
        if (buffer.remaining() < bytes) {
            flush();
        }
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
    }

    private void flush() throws SQLException {
        target.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private static byte[] utf8(String text) {
        return LedgerTable.storable(text).getBytes(StandardCharsets.UTF_8);
    }
}
