package dev.portcullis.release.shadow.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portcullis.pipeline.Usd;
import dev.portcullis.store.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The accounts of shadows in PostgreSQL. One row decides: whoever has waited for another reservation sees what it took, since an update looks
 * again at the row that it has waited for.
 */
public final class CapTable implements Cap {

    private static final String RESERVE = """
            with room as (
                update shadow_account set reserved_nanos = reserved_nanos + cast(:most as bigint), calls = calls + 1
                where shadow = :shadow and calls < most_calls and spent_nanos < cap_nanos and spent_nanos + reserved_nanos + cast(:most as bigint) <= cap_nanos
                    and exists (select from shadow where id = :shadow and ended_at is null and (ends_at is null or ends_at > now()))
                returning shadow)
            insert into shadow_call (id, shadow, nanos) select cast(:id as uuid), shadow, cast(:most as bigint) from room
            """;
    private static final String SHORT = "update shadow_account set short = true "
            + "where shadow = :shadow and not short and cap_nanos - spent_nanos < cast(:most as bigint)";

    /** Rows that were not there are nobody's, and nothing follows: so it can be done twice. */
    private static final String SETTLE = """
            with mine as (delete from shadow_call where id = cast(:id as uuid) returning shadow, nanos),
            paid as (
                update shadow_account as account set reserved_nanos = reserved_nanos - mine.nanos, spent_nanos = spent_nanos + cast(:cost as bigint)
                from mine where account.shadow = mine.shadow),
            counted as (
                insert into shadow_count as known (shadow, result, n) select shadow, cast(:result as text), 1 from mine
                on conflict (shadow, result) do update set n = known.n + 1)
            insert into shadow_sum as known (shadow, measure, callers, n, caller_y, candidate_y, difference_y)
            select mine.shadow, told.measure, cast(:callers as smallint), 1, told.caller, told.candidate, told.candidate - told.caller
            from mine, jsonb_to_recordset(cast(cast(:told as text) as jsonb)) as told (measure text, caller double precision, candidate double precision)
            order by told.measure
            on conflict (shadow, measure, callers) do update set n = known.n + 1, caller_y = known.caller_y + excluded.caller_y,
                candidate_y = known.candidate_y + excluded.candidate_y, difference_y = known.difference_y + excluded.difference_y
            """;

    private final Transactions transactions;
    private final Supplier<UUID> ids;

    public CapTable(Transactions transactions, Supplier<UUID> ids) {
        this.transactions = transactions;
        this.ids = ids;
    }

    @Override
    public Uni<Optional<UUID>> reserve(long shadow, Usd most) {
        UUID id = ids.get();
        return transactions.run(() -> statement(RESERVE).flatMap(insert -> insert.setParameter("most", most.nanos()).setParameter("shadow", shadow)
                .setParameter("id", id.toString()).executeUpdate())
                .flatMap(rows -> rows == 1 ? Uni.createFrom().item(Optional.of(id)) : noted(shadow, most)));
    }

    private static Uni<Optional<UUID>> noted(long shadow, Usd most) {
        return statement(SHORT).flatMap(update -> update.setParameter("shadow", shadow).setParameter("most", most.nanos()).executeUpdate())
                .map(done -> Optional.empty());
    }

    @Override
    public Uni<Void> settle(Settled settled) {
        ArrayNode told = JsonNodeFactory.instance.arrayNode();
        settled.pair().values().forEach((measure, values) ->
                told.addObject().put("measure", measure.word()).put("caller", values.caller()).put("candidate", values.candidate()));
        return transactions.run(() -> statement(SETTLE).flatMap(write -> write.setParameter("id", settled.reservation().toString())
                .setParameter("cost", settled.cost().nanos()).setParameter("result", settled.result().word()).setParameter("callers", settled.group())
                .setParameter("told", told.toString()).executeUpdate()).replaceWithVoid());
    }

    private static Uni<Mutiny.Query<Object>> statement(String sql) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql));
    }
}
