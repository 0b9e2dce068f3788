package dev.portcullis.usage.ledger;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.List;

/** Rows of {@code ledger_line}, a line each. What the lines of a kind have in common is made once and copied. */
final class LineBytes {

    /** In the order in which they are written. */
    static final String COLUMNS = """
            at, request_id, unit, release, arm, output, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens,
            audio_output_tokens, cost_nanos, saved_nanos, latency_us, first_token_us, tenant, key_prefix, endpoint, model, target, prompt,
            prompt_version, cache, estimated, status, outcome, calls""";
    private static final short COUNT = 29;
    /** Of a line at most: journals keep texts of 256 bytes, see {@link EntryCodec}; one that is longer makes the buffer grow. */
    private static final int MOST_OF_LINE = 4 * 1024;

    private final CopyBytes rows;
    private final List<LineSums.Kind> kinds;
    private final byte[][] ofKinds;
    private final LineSums.Summed[] numbers = LineSums.Summed.values();

    LineBytes(List<LineSums.Kind> kinds, CopyBytes.Target target) {
        this.rows = new CopyBytes(target);
        this.kinds = kinds;
        this.ofKinds = new byte[kinds.size()][];
    }

    /** @param kind the number of the line's kind, from 0 */
    void add(Entry line, int kind) throws SQLException {
        if (ofKinds[kind] == null) {
            ofKinds[kind] = CopyBytes.ofKind(kinds.get(kind));
        }
        byte[] requestId = CopyBytes.utf8(line.requestId());
        ByteBuffer row = rows.row(COUNT, MOST_OF_LINE + requestId.length + ofKinds[kind].length);
        CopyBytes.number(CopyBytes.micros(line.at()), row);
        CopyBytes.text(requestId, row);
        share(line.share(), row);
        CopyBytes.textOrNull(line.end().output(), row);
        for (LineSums.Summed each : numbers) {
            CopyBytes.number(each.of(line), row);
        }
        if (line.end().firstToken() < 0) {
            CopyBytes.nothing(row);
        } else {
            CopyBytes.number(line.end().firstToken(), row);
        }
        row.put(ofKinds[kind]);
    }

    private static void share(Entry.Share share, ByteBuffer row) {
        if (share.unit().isPresent()) {
            row.putInt(2 * Long.BYTES).putLong(share.unit().get().getMostSignificantBits()).putLong(share.unit().get().getLeastSignificantBits());
        } else {
            CopyBytes.nothing(row);
        }
        CopyBytes.textOrNull(share.release(), row);
        CopyBytes.textOrNull(share.arm(), row);
    }

    void end() throws SQLException {
        rows.end();
    }
}
