package dev.portcullis.release.feedback;

import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.RequestIds;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.Signals;
import dev.portcullis.store.SqlTransactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The tables in PostgreSQL: the ledger, to find calls, and {@code feedback}. Rows are written in one order everywhere, so nobody waits in a circle. */
final class FeedbackTable implements FeedbackStore {

    /**
     * Some of the calls that have an id in common, and the last of these: a tenant that gave one id to a million calls must not be waited for. By the index
     * of ids, and, where an id says when it was made, among the calls of that moment.
     */
    static final String FIND = """
            SELECT line.* FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS asked (tenant, request_id, made), LATERAL (SELECT * FROM (
                (SELECT tenant, request_id, at, prompt, prompt_version, model, unit, release, arm, output, key_prefix FROM ledger_line
                WHERE ledger_line.request_id = asked.request_id AND ledger_line.tenant = asked.tenant AND target <> '' LIMIT 100)
                UNION ALL
                (SELECT batch.tenant, one.request_id, one.at, prompt, prompt_version, model, one.unit, release, arm, output, key_prefix
                FROM ledger_batch AS batch, unnest(batch.request_id, batch.at, batch.unit) AS one (request_id, at, unit)
                WHERE batch.span && CASE WHEN made IS NULL THEN 'empty' ELSE tstzrange(made, made + interval '%d ms') END
                    AND batch.tenant = asked.tenant AND target <> '' AND asked.request_id = ANY (batch.request_id)
                    AND one.request_id = asked.request_id LIMIT 100)
            ) AS latest ORDER BY at DESC LIMIT 1) AS line""".formatted(RequestIds.ADMITTED_WITHIN.toMillis());
    /** Of several calls of one id, the row is the last one's: what was told of one before stays with its side, and what comes late for it is nowhere. */
    private static final String UPSERT = """
            INSERT INTO feedback AS known (tenant, request_id, at, prompt, prompt_version, model, unit, release, arm, output, rating, comments,
                copied, edited, retried, abandoned, told, changed_at)
            SELECT tenant, request_id, at, prompt, prompt_version, model, unit, nullif(release, ''), nullif(arm, ''), nullif(output, ''), rating,
                comments, copied, edited, retried, abandoned, told, now()
            FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::text[],
                $11::smallint[], $12::text[], $13::boolean[], $14::boolean[], $15::boolean[], $16::boolean[], $17::boolean[]) AS fresh (tenant, request_id,
                at, prompt, prompt_version, model, unit, release, arm, output, rating, comments, copied, edited, retried, abandoned, told)
            ORDER BY tenant, request_id
            ON CONFLICT (tenant, request_id) DO UPDATE SET changed_at = excluded.changed_at, %s
            RETURNING tenant, request_id, at, prompt, prompt_version, model, unit, release, arm, output, rating, copied, edited, retried, abandoned, told, score"""
            .formatted(String.join(", ", either("at", "known.at"), either("prompt", "known.prompt"), either("prompt_version", "known.prompt_version"),
                    either("model", "known.model"), either("unit", "known.unit"), either("release", "known.release"), either("arm", "known.arm"),
                    either("output", "coalesce(excluded.output, known.output)"), either("rating", "coalesce(excluded.rating, known.rating)"),
                    either("comments", "CASE WHEN excluded.rating IS NULL THEN coalesce(excluded.comments, known.comments) ELSE excluded.comments END"),
                    either("copied", "known.copied OR excluded.copied"), either("edited", "known.edited OR excluded.edited"),
                    either("retried", "known.retried OR excluded.retried"), either("abandoned", "known.abandoned OR excluded.abandoned"),
                    either("told", "known.told OR excluded.told"), either("score", "known.score")));
    private static final String SCORE = """
            UPDATE feedback SET score = fresh.score FROM unnest($1::text[], $2::text[], $3::float8[]) AS fresh (tenant, request_id, score)
            WHERE feedback.tenant = fresh.tenant AND feedback.request_id = fresh.request_id""";
    private static final String COUNT = """
            INSERT INTO output_verdict AS known (prompt, prompt_version, passed, failed)
            SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS counted (prompt, version, passed, failed) ORDER BY 1, 2
            ON CONFLICT (prompt, prompt_version) DO UPDATE SET passed = known.passed + excluded.passed, failed = known.failed + excluded.failed""";

    private final SqlTransactions transactions;

    /** See {@link KnownCall#isSame}. @param both where the row and what comes are of one call */
    private static String either(String column, String both) {
        return column + """
                 = CASE WHEN (known.prompt, known.prompt_version, known.unit, coalesce(known.release, ''), coalesce(known.arm, ''))
                        = (excluded.prompt, excluded.prompt_version, excluded.unit, coalesce(excluded.release, ''), coalesce(excluded.arm, ''))
                    THEN %2$s WHEN excluded.at > known.at THEN excluded.%1$s ELSE known.%1$s END""".formatted(column, both);
    }

    FeedbackTable(SqlTransactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Uni<Map<KnownCall.Name, KnownCall>> find(Collection<KnownCall.Name> names) {
        List<KnownCall.Name> asked = List.copyOf(names);
        return transactions.run(connection -> connection.preparedQuery(FIND).execute(Tuple.tuple()
                .addArrayOfString(texts(asked, KnownCall.Name::tenant)).addArrayOfString(texts(asked, KnownCall.Name::requestId))
                .addArrayOfOffsetDateTime(asked.stream().map(name -> made(name.requestId())).toArray(OffsetDateTime[]::new)))).map(rows -> {
                    Map<KnownCall.Name, KnownCall> found = new HashMap<>();
                    rows.forEach(row -> {
                        KnownCall call = call(row);
                        found.put(call.name(), call);
                    });
                    return found;
                });
    }

    /** @return null where an id does not say */
    private static OffsetDateTime made(String id) {
        long millis = RequestIds.madeAt(id);
        return millis == RequestIds.UNKNOWN ? null : Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    /** Lines from before units were written have that of their key: fewer than there are, which makes nothing look surer than it is. */
    private static KnownCall call(Row row) {
        UUID unit = row.getUUID("unit");
        return new KnownCall(new KnownCall.Name(row.getString("tenant"), row.getString("request_id")), row.getOffsetDateTime("at").toInstant(),
                row.getString("prompt"), row.getString("prompt_version"), row.getString("model"), unit == null ? UnitHash.of(row.getString("key_prefix")) : unit,
                orEmpty(row.getString("release")), orEmpty(row.getString("arm")), OutputVerdict.of(orEmpty(row.getString("output"))));
    }

    @Override
    public Uni<List<Written>> write(List<Remark> remarks, Map<Version, Checked> checked) {
        return transactions.run(connection -> count(connection, checked).compose(counted -> remarks.isEmpty() ? Future.succeededFuture(List.of())
                : upsert(connection, remarks).compose(written -> score(connection, written).map(written))));
    }

    private static Future<?> count(SqlConnection connection, Map<Version, Checked> checked) {
        List<Map.Entry<Version, Checked>> all = List.copyOf(checked.entrySet());
        return all.isEmpty() ? Future.succeededFuture() : connection.preparedQuery(COUNT).execute(Tuple.of(texts(all, one -> one.getKey().prompt()),
                texts(all, one -> one.getKey().version()), all.stream().map(one -> one.getValue().passed()).toArray(Long[]::new),
                all.stream().map(one -> one.getValue().failed()).toArray(Long[]::new)));
    }

    private static Future<List<Written>> upsert(SqlConnection connection, List<Remark> remarks) {
        return connection.preparedQuery(UPSERT).execute(Tuple.from(columns(remarks))).map(FeedbackTable::written);
    }

    private static Object[] columns(List<Remark> remarks) {
        return new Object[] {texts(remarks, one -> one.call().name().tenant()), texts(remarks, one -> one.call().name().requestId()),
            remarks.stream().map(one -> one.call().at().atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new),
            texts(remarks, one -> one.call().prompt()), texts(remarks, one -> one.call().version()), texts(remarks, one -> one.call().model()),
            remarks.stream().map(one -> one.call().unit()).toArray(UUID[]::new), texts(remarks, one -> one.call().release()),
            texts(remarks, one -> one.call().arm()), texts(remarks, one -> one.call().output().word()),
            remarks.stream().map(one -> one.signals().rating().isPresent() ? (Short) (short) one.signals().rating().getAsInt() : null).toArray(Short[]::new),
            texts(remarks, one -> one.comments().orElse(null)), did(remarks, Action.COPY), did(remarks, Action.EDIT), did(remarks, Action.RETRY),
            did(remarks, Action.ABANDONED), remarks.stream().map(one -> one.signals().told()).toArray(Boolean[]::new)};
    }

    private static List<Written> written(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(row -> {
            Set<Action> actions = EnumSet.noneOf(Action.class);
            Map.of("copied", Action.COPY, "edited", Action.EDIT, "retried", Action.RETRY, "abandoned", Action.ABANDONED).forEach((column, action) -> {
                if (row.getBoolean(column)) {
                    actions.add(action);
                }
            });
            Short rating = row.getShort("rating");
            Double before = row.getDouble("score");
            return new Written(call(row),
                    new Signals(rating == null ? OptionalInt.empty() : OptionalInt.of(rating), actions, OutputVerdict.of(orEmpty(row.getString("output"))),
                            OptionalDouble.empty(), row.getBoolean("told")),
                    before == null ? OptionalDouble.empty() : OptionalDouble.of(before));
        }).toList();
    }

    private static Future<?> score(SqlConnection connection, List<Written> written) {
        List<Written> changed = new ArrayList<>(written);
        changed.removeIf(one -> one.signals().score().equals(one.before()));
        return changed.isEmpty() ? Future.succeededFuture() : connection.preparedQuery(SCORE).execute(Tuple.of(texts(changed, one -> one.call().name().tenant()),
                texts(changed, one -> one.call().name().requestId()),
                changed.stream().map(one -> one.signals().score().orElseThrow()).toArray(Double[]::new)));
    }

    private static Boolean[] did(List<Remark> remarks, Action action) {
        return remarks.stream().map(one -> one.signals().actions().contains(action)).toArray(Boolean[]::new);
    }

    private static <T> String[] texts(List<T> list, Function<T, String> text) {
        return list.stream().map(text).toArray(String[]::new);
    }

    private static String orEmpty(String text) {
        return Optional.ofNullable(text).orElse("");
    }
}
