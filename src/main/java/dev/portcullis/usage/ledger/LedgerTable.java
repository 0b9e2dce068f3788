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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The ledger's tables in PostgreSQL. Lines, their sums and what was spent change in one statement, so they always agree. */
public final class LedgerTable implements LedgerStore {

    private static final String WRITE = load("/ledger/write.sql");
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
    public CompletionStage<Void> write(List<Entry> lines) {
        Tuple columns = Tuple.tuple()
                .addValue(column(lines, UUID[]::new, Entry::id))
                .addValue(column(lines, OffsetDateTime[]::new, line -> utc(line.at())))
                .addValue(texts(lines, Entry::requestId))
                .addValue(texts(lines, Entry::tenant))
                .addValue(texts(lines, Entry::key))
                .addValue(texts(lines, Entry::endpoint))
                .addValue(texts(lines, Entry::model))
                .addValue(texts(lines, Entry::target))
                .addValue(texts(lines, Entry::prompt))
                .addValue(texts(lines, Entry::version))
                .addValue(texts(lines, Entry::cache))
                .addValue(numbers(lines, line -> line.usage().input()))
                .addValue(numbers(lines, line -> line.usage().cachedInput()))
                .addValue(numbers(lines, line -> line.usage().cacheWrite()))
                .addValue(numbers(lines, line -> line.usage().audioInput()))
                .addValue(numbers(lines, line -> line.usage().output()))
                .addValue(numbers(lines, line -> line.usage().reasoning()))
                .addValue(numbers(lines, line -> line.usage().audioOutput()))
                .addValue(column(lines, Boolean[]::new, line -> line.usage().estimated()))
                .addValue(numbers(lines, line -> line.cost().nanos()))
                .addValue(numbers(lines, Entry::latency))
                .addValue(numbers(lines, line -> line.firstToken() < 0 ? null : line.firstToken()))
                .addValue(column(lines, Short[]::new, line -> (short) line.status()))
                .addValue(texts(lines, Entry::outcome))
                .addValue(column(lines, Integer[]::new, Entry::calls));
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

    private static String[] texts(List<Entry> lines, Function<Entry, String> value) {
        // PostgreSQL's texts have no zeros; nothing here should have one, and one that has must not keep all the others out.
        return column(lines, String[]::new, value.andThen(text -> text.indexOf('\0') < 0 ? text : text.replace("\0", "")));
    }

    private static Long[] numbers(List<Entry> lines, Function<Entry, Long> value) {
        return column(lines, Long[]::new, value);
    }

    private static <T> T[] column(List<Entry> lines, IntFunction<T[]> array, Function<Entry, T> value) {
        return lines.stream().map(value).toArray(array);
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
