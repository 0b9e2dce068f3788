package dev.portcullis.usage.ledger;

import static dev.portcullis.usage.ledger.Entries.AT;
import static dev.portcullis.usage.ledger.Entries.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.TestDatabase;
import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. */
class LedgerTableTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = PgBuilder.pool().using(vertx).connectingTo(PgConnectOptions.fromUri(database.url())
            .setUser(TestDatabase.server().user()).setPassword(TestDatabase.password())).build();
    private final LedgerTable table = new LedgerTable(pool, () -> true);

    LedgerTableTest() {
        Flyway.configure().dataSource("jdbc:" + database.url(), TestDatabase.server().user(), TestDatabase.password()).load().migrate();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aLineIsWrittenWithAllItHas() throws Exception {
        write(entry(1));
        assertEquals(List.of("(00000000-0000-0007-0000-000000000001,request-1,acme,key,chat,gpt-4o,blue,\"\",\"\",bypass,100,20,5,3,50,10,2,t,1000001,1500,300,"
                + "200,completed,1)"),
                database.query("""
                        SELECT (id, request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens,
                        cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens,
                        estimated, cost_nanos, latency_us, first_token_us, status, outcome, calls)::text FROM ledger"""));
        assertEquals(List.of("t"), database.query("SELECT at = '2026-11-24T10:30:00.123456Z' FROM ledger"));
    }

    @Test
    void linesThatAreGivenAgainAddNothing() throws Exception {
        List<Entry> lines = IntStream.range(0, 100).mapToObj(Entries::entry).toList();
        write(lines);
        List<Entry> again = new ArrayList<>(lines);
        again.addAll(lines);
        again.add(entry(100));
        write(again);
        assertEquals(List.of("101"), database.query("SELECT count(*) FROM ledger"));
        assertEquals(List.of("101"), database.query("SELECT sum(calls) FROM usage_hour"));
        assertEquals(List.of("50"), database.query("SELECT sum(estimated_calls) FROM usage_hour"));
        assertEquals(List.of("10100"), database.query("SELECT sum(input_tokens) FROM usage_day"));
        long cost = IntStream.rangeClosed(0, 100).mapToLong(i -> 1_000_000L + i).sum();
        assertEquals(List.of(Long.toString(cost)), database.query("SELECT DISTINCT cost_nanos FROM spent"));
    }

    @Test
    void sumsGoByHourDayAndMonthInUtc() throws Exception {
        database.execute("ALTER ROLE CURRENT_USER SET timezone TO 'Asia/Kolkata'");
        Instant newYear = Instant.parse("2027-01-01T00:00:00Z");
        write(entry(1, "acme", newYear.minusMillis(1), "completed"), entry(2, "acme", newYear, "completed"), entry(3, "beta", newYear, "completed"));
        database.execute("ALTER ROLE CURRENT_USER RESET timezone");
        assertEquals(List.of("2026-12-31 23", "2027-01-01 00", "2027-01-01 00"),
                database.query("SELECT to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24') FROM usage_hour ORDER BY hour, tenant"));
        assertEquals(List.of(new LedgerStore.Spent("acme", BudgetPeriod.HOURLY, newYear, 1_000_002),
                new LedgerStore.Spent("acme", BudgetPeriod.DAILY, newYear, 1_000_002),
                new LedgerStore.Spent("acme", BudgetPeriod.MONTHLY, newYear, 1_000_002)),
                spent(newYear.plus(Duration.ofMinutes(5))).stream().filter(sum -> sum.tenant().equals("acme")).sorted(
                        (one, other) -> one.period().compareTo(other.period())).toList());
        assertEquals(3, spent(newYear.minusSeconds(1)).size(), "December's hour, day and month of one tenant");
    }

    @Test
    void whatCannotBeWrittenIsToldFromADatabaseThatIsAway() {
        Entry tooLarge = new Entry(new UUID(1, 1), AT, "r", "acme", "k", "chat", "m", "t", "", "", "bypass", Usage.UNKNOWN, Usd.ZERO, 0, -1, 200,
                "completed", 1);
        database.execute("ALTER TABLE ledger ADD CHECK (calls < 1)");
        assertInstanceOf(LedgerStore.Unwritable.class, assertThrows(ExecutionException.class, () -> write(tooLarge)).getCause());
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM usage_hour"));
    }

    @Test
    void textsThatPostgreSqlCannotHoldAreWrittenWithoutThat() throws Exception {
        write(new Entry(new UUID(1, 1), AT, "a\0b", "acme", "k\ud800", "chat", "m", "t", "", "", "bypass", Usage.UNKNOWN, Usd.ZERO, 0, -1, 200,
                "completed", 1));
        assertEquals(List.of("ab"), database.query("SELECT request_id FROM ledger"));
        assertEquals(List.of("t"), database.query("SELECT first_token_us IS NULL FROM ledger"));
    }

    @Test
    void twoReplicasWriteAtOnceWithoutWaitingForEachOtherInACircle() throws Exception {
        List<java.util.concurrent.CompletableFuture<Void>> writes = new ArrayList<>();
        for (int batch = 0; batch < 40; batch++) {
            List<Entry> lines = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int tenant = batch % 2 == 0 ? i : 49 - i;
                lines.add(entry(batch * 50 + i, "tenant-" + tenant, AT, "completed"));
            }
            writes.add(table.write(lines).toCompletableFuture());
        }
        for (var write : writes) {
            write.get(20, TimeUnit.SECONDS);
        }
        assertEquals(List.of("2000"), database.query("SELECT sum(calls) FROM usage_hour"));
        assertEquals(List.of("50"), database.query("SELECT count(*) FROM usage_day"));
    }

    private void write(Entry... lines) throws Exception {
        write(List.of(lines));
    }

    private void write(List<Entry> lines) throws Exception {
        table.write(lines).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private List<LedgerStore.Spent> spent(Instant now) throws Exception {
        return table.spent(now).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
