package dev.portcullis.usage.ledger;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToLongFunction;

/** Rows of {@code ledger_batch}: many lines each, that are alike. */
final class BatchBytes {

    /** In the order in which they are written. */
    static final String COLUMNS = """
            span, release, arm, output, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, estimated, status, outcome, calls,
            at, request_id, unit, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens,
            audio_output_tokens, cost_nanos, saved_nanos, latency_us, first_token_us""";
    private static final short COUNT = 30;
    /** Of a range: both ends are there, and within it. */
    private static final byte INCLUSIVE = 2 | 4;
    /** PostgreSQL's {@code pg_type}. */
    private static final int BIGINT = 20;
    private static final int TEXT = 25;
    private static final int TIMESTAMPTZ = 1184;
    private static final int UUID = 2950;
    /** Of the arrays of one line at most, its id apart: numbers of 12 bytes, a time, a unit. */
    private static final int MOST_OF_LINE = 256;

    private final CopyBytes rows;
    private final LineSums.Summed[] numbers = LineSums.Summed.values();

    BatchBytes(CopyBytes.Target target) {
        this.rows = new CopyBytes(target);
    }

    /** @param lines that have all but their arrays in common, in the order of time */
    void add(LineSums.Kind kind, List<Entry> lines) throws SQLException {
        Entry first = lines.getFirst();
        byte[] ofKind = CopyBytes.ofKind(kind);
        byte[][] ids = new byte[lines.size()][];
        int ofIds = 0;
        for (int i = 0; i < ids.length; i++) {
            ids[i] = CopyBytes.utf8(lines.get(i).requestId());
            ofIds += ids[i].length;
        }
        ByteBuffer row = rows.row(COUNT, EntryCodec.MOST_BYTES + ofKind.length + ofIds + MOST_OF_LINE * ids.length);
        row.putInt(1 + 2 * (Integer.BYTES + Long.BYTES)).put(INCLUSIVE);
        CopyBytes.number(CopyBytes.micros(first.at()), row);
        CopyBytes.number(CopyBytes.micros(lines.getLast().at()), row);
        CopyBytes.textOrNull(first.share().release(), row);
        CopyBytes.textOrNull(first.share().arm(), row);
        CopyBytes.textOrNull(first.end().output(), row);
        row.put(ofKind);
        numbers(TIMESTAMPTZ, lines, line -> CopyBytes.micros(line.at()), row);
        texts(ids, row);
        units(lines, row);
        for (LineSums.Summed each : numbers) {
            if (lines.stream().allMatch(line -> each.of(line) == 0)) {
                CopyBytes.nothing(row);
            } else {
                numbers(BIGINT, lines, each::of, row);
            }
        }
        firstTokens(lines, row);
    }

    void end() throws SQLException {
        rows.end();
    }

    private static void numbers(int type, List<Entry> lines, ToLongFunction<Entry> number, ByteBuffer row) {
        int begin = beginArray(false, type, lines.size(), row);
        for (Entry line : lines) {
            CopyBytes.number(number.applyAsLong(line), row);
        }
        endArray(begin, row);
    }

    private static void texts(byte[][] texts, ByteBuffer row) {
        int begin = beginArray(false, TEXT, texts.length, row);
        for (byte[] text : texts) {
            CopyBytes.text(text, row);
        }
        endArray(begin, row);
    }

    private static void units(List<Entry> lines, ByteBuffer row) {
        if (lines.stream().noneMatch(line -> line.share().unit().isPresent())) {
            CopyBytes.nothing(row);
            return;
        }
        int begin = beginArray(true, UUID, lines.size(), row);
        for (Entry line : lines) {
            line.share().unit().ifPresentOrElse(
                    unit -> row.putInt(2 * Long.BYTES).putLong(unit.getMostSignificantBits()).putLong(unit.getLeastSignificantBits()),
                    () -> CopyBytes.nothing(row));
        }
        endArray(begin, row);
    }

    private static void firstTokens(List<Entry> lines, ByteBuffer row) {
        int begin = beginArray(true, BIGINT, lines.size(), row);
        for (Entry line : lines) {
            if (line.end().firstToken() < 0) {
                CopyBytes.nothing(row);
            } else {
                CopyBytes.number(line.end().firstToken(), row);
            }
        }
        endArray(begin, row);
    }

    /** One dimension, counted from 1, as {@code array_recv} reads it. @return for {@link #endArray} */
    private static int beginArray(boolean nulls, int type, int length, ByteBuffer row) {
        int begin = row.position();
        row.putInt(0).putInt(1).putInt(nulls ? 1 : 0).putInt(type).putInt(length).putInt(1);
        return begin;
    }

    /** Its size is known. */
    private static void endArray(int begin, ByteBuffer row) {
        row.putInt(begin, row.position() - begin - Integer.BYTES);
    }
}
