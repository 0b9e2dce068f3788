package dev.portcullis.usage.ledger;

import static dev.portcullis.usage.ledger.Entries.AT;
import static dev.portcullis.usage.ledger.Entries.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TestDatabase;
import dev.portcullis.config.BudgetPeriod;
import dev.portcullis.pipeline.Usage;
import dev.portcullis.pipeline.Usd;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.ds.PGSimpleDataSource;

/** Against a real PostgreSQL. */
class LedgerTableTest {

    private final TestDatabase database = TestDatabase.fresh();
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final UUID journal = UUID.randomUUID();
    private final LedgerTable table = new LedgerTable(source, () -> true);

    LedgerTableTest() {
        source.setUrl("jdbc:" + database.url());
        source.setUser(TestDatabase.server().user());
        source.setPassword(TestDatabase.password());
    }

    @Test
    void aLineIsWrittenWithAllItHas() throws Exception {
        write(entry(1));
        assertEquals(List.of("(request-1,acme,key,chat,gpt-4o,blue,\"\",\"\",bypass,100,20,5,3,50,10,2,t,1000001,2001,1500,300,"
                + "200,completed,1)"),
                database.query("""
                        SELECT (request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens,
                        cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens,
                        estimated, cost_nanos, saved_nanos, latency_us, first_token_us, status, outcome, calls)::text FROM ledger"""));
        assertEquals(List.of("t"), database.query("SELECT at = '2026-11-24T10:30:00.123456Z' FROM ledger"));
    }

    @Test
    void aCallOfAPromptIsWrittenWithWhatItIsToStatistics() throws Exception {
        UUID unit = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        Entry plain = entry(1);
        Entry.End end = plain.end();
        write(new Entry(AT, "r", plain.subject(), new Entry.Share(Optional.of(unit), "p#3", "canary"), new Entry.End(end.usage(), end.cost(), end.saved(),
                end.latency(), end.firstToken(), end.status(), end.outcome(), "failed"), 1), entry(2));
        assertEquals(List.of("(r," + unit + ",p#3,canary,failed)", "(request-2,,,,)"),
                database.query("SELECT (request_id, unit, release, arm, output)::text FROM ledger ORDER BY unit"));
    }

    @Test
    void linesThatAreAlikeTakeARowTogetherAndAreReadAsWhatTheyAre() throws Exception {
        List<Entry> lines = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            lines.add(varied(i, "request-" + i));
        }
        write(journal, 1, lines);
        String all = "(at, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens, cached_input_tokens, cache_write_tokens,"
                + " audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, estimated, cost_nanos, saved_nanos, latency_us, first_token_us,"
                + " status, outcome, calls, unit, release, arm, output)::text";
        List<String> each = database.query("SELECT " + all + " FROM ledger ORDER BY at");
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM ledger_batch"));
        database.execute("DELETE FROM ledger_line");

        List<Entry> own = lines.stream().map(line -> with(own(line.at()), line)).toList();
        List<Entry> shuffled = new ArrayList<>(own);
        Collections.shuffle(shuffled, new Random(1));
        write(journal, 2, shuffled);
        assertEquals(each, database.query("SELECT " + all + " FROM ledger ORDER BY at"));
        assertEquals(own.stream().map(Entry::requestId).toList(), database.query("SELECT request_id FROM ledger ORDER BY at"));
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM ledger_line"));
        assertEquals(List.of("4 256"), database.query("SELECT count(*) || ' ' || max(cardinality(at)) FROM ledger_batch"));
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM ledger WHERE NOT span @> at"));
        assertEquals(List.of("1400"), database.query("SELECT sum(calls) FROM usage_hour"));
    }

    /** In two kinds. */
    private static Entry varied(int i, String id) {
        Entry.Share share = i % 2 == 0 ? Entry.Share.NONE
                : new Entry.Share(i % 5 == 0 ? Optional.empty() : Optional.of(new UUID(i, -i)), "p#3", "canary");
        Usage usage = i % 2 == 0 ? new Usage(i, i + 1, 0, 0, i + 4, 0, 0, false) : new Usage(i, 0, i + 2, i + 3, i + 4, i + 5, i + 6, false);
        return new Entry(AT.plusMillis(i), id, entry(0).subject(), share, new Entry.End(usage, new Usd(i * 11L), new Usd(i % 2 == 0 ? 0 : i * 17L), i * 13,
                i % 4 == 1 ? -1 : i, 200, "completed", i % 2 == 0 ? "" : "passed"), 1);
    }

    private static Entry with(String id, Entry line) {
        return new Entry(line.at(), id, line.subject(), line.share(), line.end(), line.calls());
    }

    /** As one that the gateway made at that time. */
    private static String own(Instant at) {
        return "req_%012x%020x".formatted(at.toEpochMilli(), at.toEpochMilli());
    }

    @Test
    void aLineHasARowOfItsOwnUnlessItsIdSaysWhenAndEnoughAreLikeIt() throws Exception {
        List<Entry> lines = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            lines.add(with(own(AT), entry(2 * i)));
        }
        write(journal, 1, lines);
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM ledger_batch"));
        lines.add(with(own(AT.minusMillis(99)), entry(30)));
        lines.add(with(own(AT.minusMillis(100)), entry(32)));
        lines.add(with(own(AT.plusMillis(1)), entry(34)));
        lines.add(with(own(AT).toUpperCase(Locale.ROOT), entry(36)));
        lines.add(with(own(AT), entry(1)));
        write(journal, 2, lines);
        assertEquals(List.of("16"), database.query("SELECT cardinality(request_id) FROM ledger_batch"));
        assertEquals(List.of("19"), database.query("SELECT count(*) FROM ledger_line"));
        assertEquals(List.of("35"), database.query("SELECT count(*) FROM ledger"));
    }

    @Test
    void linesAreNotDeletedFromTheViewWhichSaysHowTheyAre() throws Exception {
        write(entry(1));
        String told = assertThrows(AssertionError.class, () -> database.execute("DELETE FROM ledger WHERE at < now()")).getCause().getMessage();
        assertTrue(told.contains("two tables"), told);
    }

    /** As it copied them. */
    @Test
    void aReplicaOfTheVersionBeforeGoesOnWritingLines() throws Exception {
        try (Connection connection = source.getConnection()) {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY ledger (" + LineBytes.COLUMNS + ") FROM STDIN BINARY");
            LineSums sums = LineSums.of(List.of(entry(1)));
            LineBytes bytes = new LineBytes(sums.kinds(), copy::writeToCopy);
            bytes.add(entry(1), 0);
            bytes.end();
            copy.endCopy();
        }
        assertEquals(List.of("request-1 2001"), database.query("SELECT request_id || ' ' || saved_nanos FROM ledger"));
    }

    @Test
    void linesThatAreGivenAgainAddNothing() throws Exception {
        List<Entry> lines = IntStream.range(0, 100).mapToObj(Entries::entry).toList();
        write(journal, 100, lines);
        write(journal, 100, lines);
        write(journal, 99, lines);
        write(journal, 101, List.of(entry(100)));
        write(UUID.randomUUID(), 1, List.of(entry(101)));
        assertEquals(Map.of(journal, 101L), table.positions(Set.of(journal, UUID.randomUUID())));
        assertEquals(List.of("102"), database.query("SELECT count(*) FROM ledger"));
        assertEquals(List.of("102"), database.query("SELECT sum(calls) FROM usage_hour"));
        assertEquals(List.of("51"), database.query("SELECT sum(estimated_calls) FROM usage_hour"));
        assertEquals(List.of("10200"), database.query("SELECT sum(input_tokens) FROM usage_day"));
        long cost = IntStream.rangeClosed(0, 101).mapToLong(i -> 1_000_000L + i).sum();
        assertEquals(List.of(Long.toString(cost)), database.query("SELECT DISTINCT cost_nanos FROM spent"));
    }

    @Test
    void everySumIsThatOfItsLines() throws Exception {
        List<Entry> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Entry.Subject subject = new Entry.Subject("t" + i % 3, "k" + i % 5, i % 2 == 0 ? "chat" : "embeddings", "m" + i % 2, "b", "p" + i % 2, "1", "miss");
            lines.add(new Entry(AT.plusSeconds(i * 300L), "r" + i, subject, new Entry.End(new Usage(i, i + 1, i + 2, i + 3, i + 4, i + 5, i + 6, i % 7 == 0),
                    new Usd(i * 11L), new Usd(i * 17L), i * 13, i % 4 == 0 ? -1 : i, 200 + i % 2, i % 9 == 0 ? "abandoned" : "completed"), 1 + i % 3));
        }
        write(journal, 1, lines);
        String sums = "sum(calls), coalesce(sum(%s), 0), sum(input_tokens), sum(cached_input_tokens), sum(cache_write_tokens), sum(audio_input_tokens), "
                + "sum(output_tokens), sum(reasoning_tokens), sum(audio_output_tokens), sum(cost_nanos), sum(saved_nanos), sum(latency_us)";
        String by = ", tenant, key_prefix, model, target, prompt, prompt_version, cache, outcome";
        for (String unit : List.of("hour", "day")) {
            String begin = "date_trunc('" + unit + "', at, 'UTC')";
            List<String> expected = database.query("SELECT (" + begin + by + ", " + sums.formatted("CASE WHEN estimated THEN calls END")
                    + ")::text FROM ledger GROUP BY " + begin + by + " ORDER BY 1");
            assertEquals(expected, database.query("SELECT (" + unit + by + ", " + sums.formatted("estimated_calls") + ")::text FROM usage_" + unit
                    + " GROUP BY " + unit + by + " ORDER BY 1"));
            assertTrue(expected.size() > 50, expected.size() + " groups");
        }
        assertEquals(database.query("SELECT (tenant, sum(cost_nanos))::text FROM ledger GROUP BY tenant ORDER BY 1"),
                database.query("SELECT (tenant, sum(cost_nanos))::text FROM spent WHERE period = 'monthly' GROUP BY tenant ORDER BY 1"));
    }

    @Test
    void aLedgerWhoseLinesHadIdsIsTakenOver() throws Exception {
        TestDatabase old = TestDatabase.empty();
        Flyway.configure().dataSource("jdbc:" + old.url(), TestDatabase.server().user(), TestDatabase.password()).target("2").load().migrate();
        old.execute("INSERT INTO ledger SELECT gen_random_uuid(), now(), 'r', 't', 'k', 'chat', 'm', 'b', '', '', 'bypass', 1, 0, 0, 0, 1, 0, 0, false, 5,"
                + " 1, NULL, 200, 'completed', 1");
        Flyway.configure().dataSource("jdbc:" + old.url(), TestDatabase.server().user(), TestDatabase.password()).load().migrate();
        assertEquals(List.of("r"), old.query("SELECT request_id FROM ledger"));
    }

    @Test
    void whatWasWrittenBeforeSavingsWereHasSavedNothingAndIsSummedUpFurther() throws Exception {
        TestDatabase old = TestDatabase.empty();
        Flyway.configure().dataSource("jdbc:" + old.url(), TestDatabase.server().user(), TestDatabase.password()).target("5").load().migrate();
        String line = "INSERT INTO ledger (at, request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens,"
                + " cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, estimated, cost_nanos,"
                + " latency_us, first_token_us, status, outcome, calls) VALUES ('2026-11-24T10:30:00Z', 'r', 'acme', 'key', 'chat', 'gpt-4o', 'blue', '', '',"
                + " 'bypass', 1, 0, 0, 0, 1, 0, 0, false, 5, 1, NULL, 200, 'completed', 1)";
        old.execute(line);
        for (String unit : List.of("hour", "day")) {
            old.execute("INSERT INTO usage_" + unit + " (" + unit + ", tenant, model, target, key_prefix, prompt, prompt_version, cache, outcome, calls,"
                    + " estimated_calls, input_tokens, cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens,"
                    + " audio_output_tokens, cost_nanos, latency_us) VALUES (date_trunc('" + unit + "', '2026-11-24T10:30:00Z'::timestamptz, 'UTC'), 'acme',"
                    + " 'gpt-4o', 'blue', 'key', '', '', 'bypass', 'completed', 1, 0, 1, 0, 0, 0, 1, 0, 0, 5, 1)");
        }
        Flyway.configure().dataSource("jdbc:" + old.url(), TestDatabase.server().user(), TestDatabase.password()).load().migrate();
        old.execute(line); // as a replica of the version before goes on writing
        PGSimpleDataSource migrated = new PGSimpleDataSource();
        migrated.setUrl("jdbc:" + old.url());
        migrated.setUser(TestDatabase.server().user());
        migrated.setPassword(TestDatabase.password());
        new LedgerTable(migrated, () -> true).write(journal, 1, List.of(entry(2)));
        assertEquals(List.of("0", "0", "2002"), old.query("SELECT saved_nanos FROM ledger ORDER BY saved_nanos"));
        assertEquals(List.of("(2,2002,1000007)"), old.query("SELECT (calls, saved_nanos, cost_nanos)::text FROM usage_hour"));
        assertEquals(List.of("(2,2002,1000007)"), old.query("SELECT (calls, saved_nanos, cost_nanos)::text FROM usage_day"));
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
        database.execute("ALTER TABLE ledger_line ADD CHECK (calls < 1)");
        assertThrows(LedgerStore.Unwritable.class, () -> write(entry(1)));
        assertEquals(List.of("0"), database.query("SELECT count(*) FROM usage_hour"));
    }

    @Test
    void textsThatPostgreSqlCannotHoldAreWrittenWithoutThat() throws Exception {
        write(new Entry(AT, "a\0b", new Entry.Subject("acme", "k\ud800", "chat", "m\0", "t", "", "", "bypass"),
                new Entry.End(Usage.UNKNOWN, Usd.ZERO, Usd.ZERO, 0, -1, 200, "completed"), 1));
        assertEquals(List.of("ab"), database.query("SELECT request_id FROM ledger"));
        assertEquals(List.of("t"), database.query("SELECT first_token_us IS NULL FROM ledger"));
    }

    @Test
    void twoReplicasWriteAtOnceWithoutWaitingForEachOtherInACircle() throws Exception {
        try (ExecutorService replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writes = new ArrayList<>();
            for (int batch = 0; batch < 40; batch++) {
                List<Entry> lines = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    int tenant = batch % 2 == 0 ? i : 49 - i;
                    lines.add(entry(batch * 50 + i, "tenant-" + tenant, AT, "completed"));
                }
                writes.add(replicas.submit(() -> {
                    write(UUID.randomUUID(), 1, lines);
                    return null;
                }));
            }
            for (Future<?> write : writes) {
                write.get(20, TimeUnit.SECONDS);
            }
        }
        assertEquals(List.of("2000"), database.query("SELECT sum(calls) FROM usage_hour"));
        assertEquals(List.of("50"), database.query("SELECT count(*) FROM usage_day"));
    }

    private void write(Entry... lines) throws Exception {
        write(UUID.randomUUID(), 1, List.of(lines));
    }

    private void write(UUID to, long position, List<Entry> lines) throws Exception {
        table.write(to, position, lines);
    }

    private List<LedgerStore.Spent> spent(Instant now) throws Exception {
        return table.spent(now);
    }
}
