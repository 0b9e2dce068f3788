package dev.portcullis.release.feedback;

import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.VersionScore;
import dev.portcullis.release.statistics.Moments;
import dev.portcullis.store.SqlTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What is known of the quality of a prompt's versions. Summed up from an index alone, which has all that is needed: a million rows take
 * about a second, and who asks is an operator.
 */
public final class QualityOfVersions {

    /**
     * @param version as it was published; empty where calls named none
     * @param ratings how many answers have each, from 1 to 5
     * @param actions how many answers have each
     */
    public record Of(String version, VersionScore score, List<Long> ratings, Map<Action, Long> actions) {
    }

    private static final int RATINGS = 5;
    private static final String SUMS = """
            SELECT coalesce(said.prompt_version, counted.prompt_version) AS version, coalesce(passed, 0) AS passed, coalesce(failed, 0) AS failed,
                coalesce(units, 0) AS units, coalesce(y, 0) AS y, coalesce(n, 0) AS n, coalesce(yy, 0) AS yy, coalesce(yn, 0) AS yn, coalesce(nn, 0) AS nn,
                coalesce(rating1, 0) AS rating1, coalesce(rating2, 0) AS rating2, coalesce(rating3, 0) AS rating3, coalesce(rating4, 0) AS rating4,
                coalesce(rating5, 0) AS rating5, coalesce(copied, 0) AS copied, coalesce(edited, 0) AS edited, coalesce(retried, 0) AS retried,
                coalesce(abandoned, 0) AS abandoned
            FROM (
                SELECT prompt_version, count(*) FILTER (WHERE n > 0) AS units, sum(y) AS y, sum(n)::float8 AS n, sum(y * y) AS yy, sum(y * n) AS yn,
                    sum(n * n)::float8 AS nn, sum(rating1)::bigint AS rating1, sum(rating2)::bigint AS rating2, sum(rating3)::bigint AS rating3,
                    sum(rating4)::bigint AS rating4, sum(rating5)::bigint AS rating5, sum(copied)::bigint AS copied, sum(edited)::bigint AS edited,
                    sum(retried)::bigint AS retried, sum(abandoned)::bigint AS abandoned
                FROM (
                    SELECT prompt_version, coalesce(sum(score) FILTER (WHERE told AND output IS DISTINCT FROM 'failed'), 0) AS y,
                        count(score) FILTER (WHERE told AND output IS DISTINCT FROM 'failed') AS n,
                        count(*) FILTER (WHERE rating = 1) AS rating1, count(*) FILTER (WHERE rating = 2) AS rating2,
                        count(*) FILTER (WHERE rating = 3) AS rating3, count(*) FILTER (WHERE rating = 4) AS rating4,
                        count(*) FILTER (WHERE rating = 5) AS rating5, count(*) FILTER (WHERE copied) AS copied, count(*) FILTER (WHERE edited) AS edited,
                        count(*) FILTER (WHERE retried) AS retried, count(*) FILTER (WHERE abandoned) AS abandoned
                    FROM feedback WHERE prompt = $1 GROUP BY prompt_version, unit
                ) AS by_unit GROUP BY prompt_version
            ) AS said FULL JOIN (SELECT prompt_version, passed, failed FROM output_verdict WHERE prompt = $1) AS counted USING (prompt_version)""";

    private final SqlTransactions transactions;

    public QualityOfVersions(SqlTransactions transactions) {
        this.transactions = transactions;
    }

    /** Versions of which anything is known, in any order. @return fails with {@link dev.portcullis.store.StoreAway} if the database cannot be asked */
    public Uni<List<Of>> of(String prompt) {
        return transactions.run(connection -> connection.preparedQuery(SUMS).execute(Tuple.of(prompt))).map(QualityOfVersions::read);
    }

    private static List<Of> read(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(row -> {
            Map<Action, Long> actions = new EnumMap<>(Action.class);
            actions.put(Action.COPY, row.getLong("copied"));
            actions.put(Action.EDIT, row.getLong("edited"));
            actions.put(Action.RETRY, row.getLong("retried"));
            actions.put(Action.ABANDONED, row.getLong("abandoned"));
            Moments users = new Moments(row.getLong("units"), row.getDouble("y"), row.getDouble("n"), row.getDouble("yy"), row.getDouble("yn"), row.getDouble("nn"));
            return new Of(row.getString("version"), new VersionScore(users, row.getLong("passed"), row.getLong("failed")),
                    IntStream.rangeClosed(1, RATINGS).mapToObj(rating -> row.getLong("rating" + rating)).toList(), actions);
        }).toList();
    }
}
