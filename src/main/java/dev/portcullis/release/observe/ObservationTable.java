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

    /**
     * Units of a release, of all its sides, that are kept, give or take what replicas write at the same moment. What comes later counts for no
     * side, whichever it would have been on, so that the sides have units of the same time. As many are summed up in less than a
     * second, where half a million took longer than the three that a transaction has, on a busy machine.
     */
    public static final int MOST_UNITS = 200_000;
    /** Rows that are deleted at once, so that no statement takes long. */
    static final int SWEPT_AT_ONCE = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final List<Measure> MEASURES = List.of(Measure.values());
    private static final String ADDED = "judged, cached, contaminated, refused, left_out, kept_units, beyond";
    private static final int FIRST_OF_ARMS = 3;
    private static final int FIRST_OF_UNITS = 11;
    private static final int BOUND = FIRST_OF_UNITS + 4 + 2 * MEASURES.size();
    private static final String MEASURE_COLUMNS = MEASURES.stream().map(ObservationTable::column).map(name -> name + "_y, " + name + "_n")
            .collect(Collectors.joining(", "));

    /**
     * Always in one order, so that no two replicas wait for each other: units first, since what is kept of them is counted at the end. Of a
     * release that nobody judges, or that has ended, nothing is kept. A side's first calls are those that are written first, one by one: of a
     * batch that has more of them than are missing, as many as are.
     */
    private static final String WRITE = """
            WITH moved AS (
                INSERT INTO release_writer AS known (writer, batch, seen) VALUES ($1, $2, now())
                ON CONFLICT (writer) DO UPDATE SET batch = excluded.batch, seen = excluded.seen WHERE known.batch < excluded.batch RETURNING writer),
            running AS (
                SELECT release, coalesce(sum(kept_units), 0) AS units FROM release_run LEFT JOIN release_arm USING (release) CROSS JOIN moved
                WHERE ended_at IS NULL AND release = ANY ($3::text[] || $%1$d::text[]) GROUP BY release),
            told AS MATERIALIZED (
                SELECT fresh.*, known.unit IS NULL AS anew, known.unit IS NULL AND running.units >= $%2$d AS beyond
                FROM unnest(%3$s) AS fresh (release, arm, unit, %4$s, calls) JOIN running USING (release)
                LEFT JOIN release_observation AS known USING (release, arm, unit)),
            sides AS (
                SELECT release, arm, count(*) FILTER (WHERE anew AND NOT beyond) AS units, coalesce(sum(calls) FILTER (WHERE beyond), 0)::bigint AS beyond,
                    coalesce(sum(error_rate_n) FILTER (WHERE beyond), 0)::bigint AS unjudged FROM told GROUP BY release, arm),
            counted AS (
                INSERT INTO release_arm AS known (release, arm, %5$s, first_calls, first_errors)
                SELECT release, arm, coalesce(judged, 0) - coalesce(unjudged, 0), coalesce(cached, 0), coalesce(contaminated, 0), coalesce(refused, 0),
                    coalesce(left_out, 0), coalesce(sides.units, 0), coalesce(beyond, 0), coalesce(length(first), 0), coalesce(%9$s, 0)
                FROM unnest(%6$s) AS fresh (release, arm, judged, cached, contaminated, refused, left_out, first)
                FULL JOIN sides USING (release, arm) JOIN running USING (release) ORDER BY release, arm
                ON CONFLICT (release, arm) DO UPDATE SET %7$s, first_calls = least(%8$d, known.first_calls + excluded.first_calls),
                    first_errors = known.first_errors + CASE WHEN excluded.first_errors = 0 OR known.first_calls >= %8$d THEN 0 ELSE (
                        SELECT %10$s FROM unnest($3::text[], $4::text[], $10::text[]) AS calls (release, arm, first)
                        WHERE calls.release = excluded.release AND calls.arm = excluded.arm) END),
            kept AS (
                INSERT INTO release_observation AS known (release, arm, unit, %4$s)
                SELECT release, arm, unit, %4$s FROM told WHERE NOT beyond ORDER BY release, arm, unit
                ON CONFLICT (release, arm, unit) DO UPDATE SET %11$s RETURNING 1)
            SELECT (SELECT count(*) FROM kept), (SELECT coalesce(sum(beyond), 0)::bigint FROM sides) AS beyond
            """.formatted(FIRST_OF_UNITS, BOUND, parameters(FIRST_OF_UNITS, unitTypes()), MEASURE_COLUMNS, ADDED,
            parameters(FIRST_OF_ARMS, "text", "text", "bigint", "bigint", "bigint", "bigint", "bigint", "text"), added(ADDED), FirstCalls.MOST,
            errors("first"), errors("left(first, " + FirstCalls.MOST + " - known.first_calls)"), added(MEASURE_COLUMNS));

    private static final String READ = "SELECT arm, judged, cached, contaminated, refused, left_out, beyond, first_errors, sums.* "
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
    private final long mostUnits;

    /** @param writer names this process */
    public ObservationTable(Pool pool, UUID writer) {
        this(pool, writer, MOST_UNITS);
    }

    ObservationTable(Pool pool, UUID writer, long mostUnits) {
        this.pool = pool;
        this.writer = writer;
        this.mostUnits = mostUnits;
    }

    /**
     * Adds what a batch has; nothing, where this process has written one of the same number already.
     *
     * @return calls of units for which there was no room
     */
    Future<Long> write(Batch batch) {
        List<Map.Entry<Arm, ArmCounts>> arms = batch.arms().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        List<Map.Entry<Unit, UnitSums>> units = batch.units().entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        Tuple values = Tuple.of(writer, batch.number());
        values.addArrayOfString(column(arms, arm -> arm.getKey().release(), String[]::new));
        values.addArrayOfString(column(arms, arm -> arm.getKey().name(), String[]::new));
        for (Kind kind : List.of(Kind.JUDGED, Kind.CACHED, Kind.CONTAMINATED, Kind.REFUSED, Kind.LEFT_OUT)) {
            values.addArrayOfLong(column(arms, arm -> arm.getValue().of(kind), Long[]::new));
        }
        values.addArrayOfString(column(arms, arm -> arm.getValue().first(), String[]::new));
        values.addArrayOfString(column(units, unit -> unit.getKey().arm().release(), String[]::new));
        values.addArrayOfString(column(units, unit -> unit.getKey().arm().name(), String[]::new));
        values.addArrayOfBuffer(column(units, unit -> Buffer.buffer(unit.getKey().bytes()), Buffer[]::new));
        for (Measure measure : MEASURES) {
            values.addArrayOfDouble(column(units, unit -> unit.getValue().value(measure), Double[]::new));
            values.addArrayOfLong(column(units, unit -> unit.getValue().count(measure), Long[]::new));
        }
        values.addArrayOfLong(column(units, unit -> unit.getValue().calls(), Long[]::new));
        return ask(WRITE, values.addLong(mostUnits)).map(rows -> rows.iterator().next().getLong("beyond"));
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
        return new Side(sample, row.getLong("cached"), row.getLong("contaminated"), row.getLong("refused"), row.getLong("left_out"),
                row.getLong("beyond"));
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

    /** How many of some calls failed, see {@link ArmCounts#first()}. */
    private static String errors(String calls) {
        return "length(replace(" + calls + ", '0', ''))";
    }

    private static String added(String columns) {
        return Arrays.stream(columns.split(", ")).map(column -> column + " = known." + column + " + excluded." + column)
                .collect(Collectors.joining(", "));
    }

    private static String parameters(int first, String... types) {
        return IntStream.range(0, types.length).mapToObj(i -> "$" + (first + i) + "::" + types[i] + "[]").collect(Collectors.joining(", "));
    }

    private static String[] unitTypes() {
        return ("text,text,bytea" + ",double precision,bigint".repeat(MEASURES.size()) + ",bigint").split(",");
    }
}
