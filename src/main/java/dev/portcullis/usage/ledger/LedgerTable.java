package dev.portcullis.usage.ledger;

import dev.portcullis.config.BudgetPeriod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyIn;

/**
 * The ledger's tables in PostgreSQL. Lines, their sums and what was spent change in one transaction, so they always agree. By JDBC
 * on the ledger's own thread, for {@code COPY}: it takes a third of the time that inserting takes, on both sides.
 */
public final class LedgerTable implements LedgerStore {

    private static final String COPY_LINES = "COPY ledger_line (" + LineBytes.COLUMNS + ") FROM STDIN BINARY";
    private static final String COPY_BATCHES = "COPY ledger_batch (" + BatchBytes.COLUMNS + ") FROM STDIN BINARY";
    private static final String SUM_UP = load("/ledger/sums.sql");
    private static final String MOVE = """
            INSERT INTO ledger_journal AS known (journal, position) VALUES (?, ?)
            ON CONFLICT (journal) DO UPDATE SET position = excluded.position WHERE known.position < excluded.position""";
    private static final String POSITIONS = "SELECT journal, position FROM ledger_journal WHERE journal = ANY(?)";
    private static final String SPENT = """
            SELECT tenant, period, begin, cost_nanos FROM spent
            WHERE (period, begin) IN (('hourly', ?::timestamptz), ('daily', ?::timestamptz), ('monthly', ?::timestamptz))""";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DataSource database;
    private final BooleanSupplier ready;

    /** @param ready whether the tables are there */
    public LedgerTable(DataSource database, BooleanSupplier ready) {
        this.database = database;
        this.ready = ready;
    }

    /** What is done in one transaction. */
    private interface Work<T> {

        T with(Connection connection) throws SQLException;
    }

    /** What is copied into a table. */
    private interface Rows {

        void writeTo(CopyBytes.Target target) throws SQLException;
    }

    @Override
    public boolean ready() {
        return ready.getAsBoolean();
    }

    @Override
    public Map<UUID, Long> positions(Set<UUID> journals) throws Away {
        return ask(connection -> {
            try (PreparedStatement statement = prepare(connection, POSITIONS)) {
                statement.setArray(1, connection.createArrayOf("uuid", journals.toArray()));
                Map<UUID, Long> positions = new HashMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        positions.put(rows.getObject(1, UUID.class), rows.getLong(2));
                    }
                }
                return positions;
            }
        });
    }

    @Override
    public void write(UUID journal, long position, List<Entry> lines) throws Away, Unwritable {
        LineSums sums = LineSums.of(lines);
        try {
            inTransaction(connection -> {
                if (move(connection, journal, position)) {
                    copy(connection, lines, sums);
                    sumUp(connection, sums);
                }
                return null;
            });
        } catch (SQLException failed) {
            if (isAboutData(failed)) {
                throw new Unwritable(failed.getMessage());
            }
            throw new Away(failed.getMessage());
        }
    }

    @Override
    public List<Spent> spent(Instant now) throws Away {
        return ask(connection -> {
            try (PreparedStatement statement = prepare(connection, SPENT)) {
                statement.setObject(1, utc(BudgetPeriod.HOURLY.begin(now)));
                statement.setObject(2, utc(BudgetPeriod.DAILY.begin(now)));
                statement.setObject(3, utc(BudgetPeriod.MONTHLY.begin(now)));
                List<Spent> spent = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        spent.add(new Spent(rows.getString(1), BudgetPeriod.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
                                rows.getObject(3, OffsetDateTime.class).toInstant(), rows.getLong(4)));
                    }
                }
                return spent;
            }
        });
    }

    private <T> T ask(Work<T> work) throws Away {
        try {
            return inTransaction(work);
        } catch (SQLException failed) {
            throw new Away(failed.getMessage());
        }
    }

    /** What hangs is cut off, and its connection with it. */
    private <T> T inTransaction(Work<T> work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                rollBack(connection);
                throw failed;
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException gone) {
            // Then nothing is left to be rolled back.
        }
    }

    /** @return false if the journal is written up to there already */
    private static boolean move(Connection connection, UUID journal, long position) throws SQLException {
        try (PreparedStatement statement = prepare(connection, MOVE)) {
            statement.setObject(1, journal);
            statement.setLong(2, position);
            return statement.executeUpdate() == 1;
        }
    }

    private static void copy(Connection connection, List<Entry> lines, LineSums sums) throws SQLException {
        Batches batches = Batches.of(lines, sums);
        if (!batches.single().isEmpty()) {
            copy(connection, COPY_LINES, target -> {
                LineBytes bytes = new LineBytes(sums.kinds(), target);
                for (int line : batches.single()) {
                    bytes.add(lines.get(line), sums.kindOf(line));
                }
                bytes.end();
            });
        }
        if (!batches.batches().isEmpty()) {
            copy(connection, COPY_BATCHES, target -> {
                BatchBytes bytes = new BatchBytes(target);
                for (Batches.Batch batch : batches.batches()) {
                    bytes.add(sums.kinds().get(batch.kind()), batch.lines());
                }
                bytes.end();
            });
        }
    }

    private static void copy(Connection connection, String sql, Rows rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            rows.writeTo(copy::writeToCopy);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void sumUp(Connection connection, LineSums sums) throws SQLException {
        List<LineSums.Kind> kinds = sums.kinds();
        List<Array> columns = new ArrayList<>();
        columns.add(connection.createArrayOf("timestamptz", column(kinds, kind -> utc(Instant.ofEpochSecond(kind.hour())))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.subject().tenant()))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.subject().key()))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.subject().model()))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.subject().target()))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.subject().prompt()))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.subject().version()))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.subject().cache()))));
        columns.add(connection.createArrayOf("text", column(kinds, kind -> storable(kind.outcome()))));
        columns.add(connection.createArrayOf("boolean", column(kinds, LineSums.Kind::estimated)));
        columns.add(connection.createArrayOf("bigint", sums.calls()));
        for (LineSums.Summed summed : LineSums.Summed.values()) {
            columns.add(connection.createArrayOf("bigint", sums.of(summed)));
        }
        try (PreparedStatement statement = prepare(connection, SUM_UP)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(i + 1, columns.get(i));
            }
            statement.executeUpdate();
        }
    }

    /** Never by a name that a pooler between us and the database would not know. */
    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
        return statement;
    }

    /** Classes 22 and 23 of SQLSTATE: wrong data, and data against a constraint. */
    private static boolean isAboutData(SQLException failed) {
        return failed.getSQLState() != null && (failed.getSQLState().startsWith("22") || failed.getSQLState().startsWith("23"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** PostgreSQL's texts have no zeros; nothing here should have one, and one that has must not keep all the others out. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    private static Object[] column(List<LineSums.Kind> kinds, Function<LineSums.Kind, Object> value) {
        return kinds.stream().map(value).toArray();
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
