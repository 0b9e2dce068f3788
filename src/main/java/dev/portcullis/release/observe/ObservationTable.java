package dev.portcullis.release.observe;

import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.Sample;
import dev.portcullis.release.observe.Batch.Arm;
import dev.portcullis.release.observe.Batch.Unit;
import dev.portcullis.release.observe.Observation.Kind;
import dev.portcullis.release.statistics.Moments;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What calls have told, in PostgreSQL. A statement each, so each of them is done or not. */
public final class ObservationTable {

    /** Rows that are deleted at once, so that no statement takes long. */
    static final int SWEPT_AT_ONCE = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<Measure> MEASURES = List.of(Measure.values());
    private static final String ARM_COLUMNS = "release, arm, judged, cached, contaminated, refused, left_out, first_calls, first_errors";
    private static final int FIRST_OF_ARMS = 3;
    private static final int FIRST_OF_UNITS = 12;
    private static final String MEASURE_COLUMNS = MEASURES.stream().map(ObservationTable::column).map(name -> name + "_y, " + name + "_n")
            .collect(Collectors.joining(", "));

    /** Always in one order, so that no two replicas wait for each other. Of a release that nobody judges, or that has ended, nothing is kept. */
    private static final String WRITE = """
            WITH moved AS (
                INSERT INTO release_writer AS known (writer, batch, seen) VALUES ($1, $2, now())
                ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, seen = excluded.seen WHERE known.batch < excluded.batch RETURNING writer),
            counted AS (
                INSERT INTO release_arm AS known (%1$s)
                SELECT fresh.* FROM unnest(%2$s) AS fresh (%1$s) JOIN release_run USING (release) CROSS JOIN moved WHERE ended_at IS NULL
                ORDER BY fresh.release, fresh.arm
                ON CONFLICT (release, arm) DO UPDATE SET %3$s, first_calls = least(%4$d, known.first_calls + excluded.first_calls),
                    first_errors = known.first_errors + CASE WHEN known.first_calls < %4$d THEN excluded.first_errors ELSE 0 END)
            INSERT INTO release_observation AS known (release, arm, unit, %5$s)
            SELECT fresh.* FROM unnest(%6$s) AS fresh (release, arm, unit, %5$s) JOIN release_run USING (release) CROSS JOIN moved
            WHERE ended_at IS NULL
            ORDER BY fresh.release, fresh.arm, fresh.unit
            ON CONFLICT (release, arm, unit) DO UPDATE SET %7$s
            """.formatted(ARM_COLUMNS,
            parameters(FIRST_OF_ARMS, "text", "text", "bigint", "bigint", "bigint", "bigint", "bigint", "integer", "integer"),
            added("judged, cached, contaminated, refused, left_out"), FirstCalls.MOST, MEASURE_COLUMNS,
            parameters(FIRST_OF_UNITS, unitTypes()), added(MEASURE_COLUMNS));

    private static final String READ = "SELECT arm, judged, cached, contaminated, refused, left_out, first_errors, sums.* "
            + "FROM release_arm LEFT JOIN (SELECT arm, " + MEASURES.stream().map(ObservationTable::sums).collect(Collectors.joining(", "))
            + " FROM release_observation WHERE release = $1 GROUP BY arm) AS sums USING (arm) WHERE release = $1";

    private static final String SWEEP = """
            DELETE FROM release_observation WHERE ctid = ANY (ARRAY(
                SELECT observed.ctid FROM release_observation AS observed JOIN release_run USING (release)
                WHERE ended_at < now() - interval '1 minute' LIMIT $1))
            """;
    /** A minute is longer than any batch is on its way, so what is gone does not come back. */
    private static final String FORGET = """
            WITH gone AS (DELETE FROM release_run WHERE ended_at < now() - interval '1 minute'
                    AND NOT EXISTS (SELECT FROM release_observation AS observed WHERE observed.release = release_run.release) RETURNING release),
                silent AS (DELETE FROM release_writer WHERE seen < now() - interval '1 day')
            DELETE FROM release_arm USING gone WHERE release_arm.release = gone.release
            """;

    private final Pool pool;
    private final UUID writer;

    /** @param writer names this process */
    public ObservationTable(Pool pool, UUID writer) {
        this.pool = pool;
        this.writer = writer;
    }

    /** Adds what a batch has; nothing, where this process has written one of the same number already. */
    Future<Void> write(Batch batch) {
        List<Map.Entry<Arm, ArmCounts>> arms = batch.arms().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        List<Map.Entry<Unit, UnitSums>> units = batch.units().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        Tuple values = Tuple.of(writer, batch.number());
        values.addArrayOfString(column(arms, arm -> arm.getKey().release(), String[]::new));
        values.addArrayOfString(column(arms, arm -> arm.getKey().name(), String[]::new));
        for (Kind kind : List.of(Kind.JUDGED, Kind.CACHED, Kind.CONTAMINATED, Kind.REFUSED, Kind.LEFT_OUT)) {
            values.addArrayOfLong(column(arms, arm -> arm.getValue().of(kind), Long[]::new));
        }
        values.addArrayOfInteger(column(arms, arm -> arm.getValue().firstCalls(), Integer[]::new));
        values.addArrayOfInteger(column(arms, arm -> arm.getValue().firstErrors(), Integer[]::new));
        values.addArrayOfString(column(units, unit -> unit.getKey().arm().release(), String[]::new));
        values.addArrayOfString(column(units, unit -> unit.getKey().arm().name(), String[]::new));
        values.addArrayOfBuffer(column(units, unit -> Buffer.buffer(unit.getKey().bytes()), Buffer[]::new));
        for (Measure measure : MEASURES) {
            values.addArrayOfDouble(column(units, unit -> unit.getValue().value(measure), Double[]::new));
            values.addArrayOfLong(column(units, unit -> unit.getValue().count(measure), Long[]::new));
        }
        return ask(WRITE, values).mapEmpty();
    }

    /** What both sides of a canary have told; as much as is written. */
    public Future<Sides> read(String release) {
        return ask(READ, Tuple.of(release)).map(rows -> {
            Side control = Side.NONE;
            Side canary = Side.NONE;
            for (Row row : rows) {
                switch (row.getString("arm")) {
                    case Assignment.CONTROL -> control = side(row);
                    case Assignment.CANARY -> canary = side(row);
                    default -> {
                        // An experiment's.
                    }
                }
            }
            return new Sides(control, canary);
        });
    }

    /** Deletes some of what is left of releases that have ended. @return whether there may be more of it */
    public Future<Boolean> sweep() {
        return ask(SWEEP, Tuple.of(SWEPT_AT_ONCE)).compose(swept -> ask(FORGET, Tuple.tuple()).map(swept.rowCount() == SWEPT_AT_ONCE));
    }

    private Future<RowSet<Row>> ask(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Side side(Row row) {
        Map<Measure, Moments> measures = new EnumMap<>(Measure.class);
        for (Measure measure : MEASURES) {
            String name = column(measure);
            Long units = row.getLong(name + "_units");
            if (units != null && units > 0) {
                measures.put(measure, new Moments(units, row.getDouble(name + "_y"), row.getDouble(name + "_n"), row.getDouble(name + "_yy"),
                        row.getDouble(name + "_yn"), row.getDouble(name + "_nn")));
            }
        }
        Sample sample = new Sample(row.getLong("judged"), row.getInteger("first_errors"), measures);
        return new Side(sample, row.getLong("cached"), row.getLong("contaminated"), row.getLong("refused"), row.getLong("left_out"));
    }

    private static <K, V, T> T[] column(List<Map.Entry<K, V>> rows, Function<Map.Entry<K, V>, T> value, Function<Integer, T[]> array) {
        return rows.stream().map(value).toArray(array::apply);
    }

    private static String column(Measure measure) {
        return measure.name().toLowerCase(Locale.ROOT);
    }

    /** A unit whose calls have told nothing of this measure is none, see {@link Moments}. */
    private static String sums(Measure measure) {
        return """
                count(*) FILTER (WHERE %1$s_n > 0) AS %1$s_units, sum(%1$s_y) AS %1$s_y, sum(%1$s_n)::double precision AS %1$s_n,
                sum(%1$s_y * %1$s_y) AS %1$s_yy, sum(%1$s_y * %1$s_n) AS %1$s_yn, sum(%1$s_n::double precision * %1$s_n) AS %1$s_nn"""
                .formatted(column(measure));
    }

    private static String added(String columns) {
        return Arrays.stream(columns.split(", ")).map(column -> column + " = known." + column + " + excluded." + column)
                .collect(Collectors.joining(", "));
    }

    private static String parameters(int first, String... types) {
        return IntStream.range(0, types.length).mapToObj(i -> "$" + (first + i) + "::" + types[i] + "[]").collect(Collectors.joining(", "));
    }

    private static String[] unitTypes() {
        return ("text,text,bytea" + ",double precision,bigint".repeat(MEASURES.size())).split(",");
    }
}
