package dev.portcullis.usage.ledger;

import dev.portcullis.config.BudgetPeriod;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The ledger's tables in PostgreSQL. Lines, their sums and what was spent change in one statement, so they always agree. */
public final class LedgerTable implements LedgerStore {

    private static final String WRITE = load("/ledger/write.sql");
    private static final String POSITIONS = "SELECT journal, position FROM ledger_journal WHERE journal = ANY($1)";
    private static final String SPENT = """
            SELECT tenant, period, begin, cost_nanos FROM spent
            WHERE (period, begin) IN (('hourly', $1::timestamptz), ('daily', $2::timestamptz), ('monthly', $3::timestamptz))
            """;

    private final Pool pool;
    private final BooleanSupplier ready;

    /** @param ready whether the tables are there */
    public LedgerTable(Pool pool, BooleanSupplier ready) {
        this.pool = pool;
        this.ready = ready;
    }

    @Override
    public boolean ready() {
        return ready.getAsBoolean();
    }

    @Override
    public CompletionStage<Map<UUID, Long>> positions(Set<UUID> journals) {
        return pool.preparedQuery(POSITIONS).execute(Tuple.of(journals.toArray(UUID[]::new))).map(rows -> {
            Map<UUID, Long> positions = new HashMap<>();
            rows.forEach(row -> positions.put(row.getUUID("journal"), row.getLong("position")));
            return positions;
        }).toCompletionStage();
    }

    @Override
    public CompletionStage<Void> write(UUID journal, long position, List<Entry> lines) {
        LineSums sums = LineSums.of(lines);
        List<LineSums.Kind> kinds = sums.kinds();
        Tuple columns = Tuple.of(journal, position)
                .addValue(column(kinds, OffsetDateTime[]::new, kind -> utc(Instant.ofEpochSecond(kind.hour()))))
                .addValue(texts(kinds, kind -> kind.subject().tenant()))
                .addValue(texts(kinds, kind -> kind.subject().key()))
                .addValue(texts(kinds, kind -> kind.subject().endpoint()))
                .addValue(texts(kinds, kind -> kind.subject().model()))
                .addValue(texts(kinds, kind -> kind.subject().target()))
                .addValue(texts(kinds, kind -> kind.subject().prompt()))
                .addValue(texts(kinds, kind -> kind.subject().version()))
                .addValue(texts(kinds, kind -> kind.subject().cache()))
                .addValue(column(kinds, Boolean[]::new, LineSums.Kind::estimated))
                .addValue(column(kinds, Short[]::new, kind -> (short) kind.status()))
                .addValue(texts(kinds, LineSums.Kind::outcome))
                .addValue(column(kinds, Integer[]::new, LineSums.Kind::calls))
                .addValue(sums.calls());
        for (LineSums.Summed summed : LineSums.Summed.values()) {
            columns.addValue(sums.of(summed));
        }
        columns.addValue(sums.kindOfEach())
                .addValue(column(lines, OffsetDateTime[]::new, line -> utc(line.at())))
                .addValue(column(lines, String[]::new, line -> storable(line.requestId())));
        for (LineSums.Summed summed : LineSums.Summed.values()) {
            columns.addValue(summed.of(lines));
        }
        columns.addValue(column(lines, Long[]::new, line -> line.end().firstToken() < 0 ? null : line.end().firstToken()));
        return pool.preparedQuery(WRITE).execute(columns).<Void>mapEmpty().recover(LedgerTable::judge).toCompletionStage();
    }

    @Override
    public CompletionStage<List<Spent>> spent(Instant now) {
        Tuple begins = Tuple.of(utc(BudgetPeriod.HOURLY.begin(now)), utc(BudgetPeriod.DAILY.begin(now)), utc(BudgetPeriod.MONTHLY.begin(now)));
        return pool.preparedQuery(SPENT).execute(begins).map(LedgerTable::spent).toCompletionStage();
    }

    /** Classes 22 and 23 of SQLSTATE: wrong data, and data against a constraint. */
    private static Future<Void> judge(Throwable failure) {
        boolean data = failure instanceof PgException refused && refused.getSqlState() != null
                && (refused.getSqlState().startsWith("22") || refused.getSqlState().startsWith("23"));
        return Future.failedFuture(data ? new Unwritable(failure.getMessage()) : failure);
    }

    private static List<Spent> spent(RowSet<Row> rows) {
        List<Spent> spent = new ArrayList<>(rows.size());
        for (Row row : rows) {
            spent.add(new Spent(row.getString("tenant"), BudgetPeriod.valueOf(row.getString("period").toUpperCase(Locale.ROOT)),
                    row.getOffsetDateTime("begin").toInstant(), row.getLong("cost_nanos")));
        }
        return spent;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String[] texts(List<LineSums.Kind> kinds, Function<LineSums.Kind, String> value) {
        return column(kinds, String[]::new, value.andThen(LedgerTable::storable));
    }

    /** PostgreSQL's texts have no zeros; nothing here should have one, and one that has must not keep all the others out. */
    private static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static <L, T> T[] column(List<L> lines, IntFunction<T[]> array, Function<L, T> value) {
        T[] column = array.apply(lines.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(lines.get(i));
        }
        return column;
    }

    private static String load(String resource) {
        try (InputStream in = LedgerTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
