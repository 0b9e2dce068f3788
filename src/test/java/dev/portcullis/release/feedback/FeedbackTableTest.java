package dev.portcullis.release.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.TestDatabase;
import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.Signals;
import dev.portcullis.release.quality.VersionScore;
import dev.portcullis.release.statistics.Moments;
import dev.portcullis.store.SqlTransactions;
import dev.portcullis.store.StoreAway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. */
class FeedbackTableTest {

    private static final Instant AT = Instant.parse("2026-11-29T10:00:00.123456Z");

    private final TestDatabase database = TestDatabase.fresh();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = PgBuilder.pool().with(new PoolOptions().setMaxSize(4)).using(vertx)
            .connectingTo(PgConnectOptions.fromUri(database.url()).setUser(TestDatabase.server().user()).setPassword(TestDatabase.password())).build();
    private final SqlTransactions transactions = new SqlTransactions(pool, () -> true);
    private final FeedbackTable table = new FeedbackTable(transactions);

    @AfterEach
    void close() {
        pool.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static KnownCall call(String tenant, String id, String version, String user, OutputVerdict output) {
        return new KnownCall(new KnownCall.Name(tenant, id), AT, "p", version, "m", UnitHash.of(user), "", "", output);
    }

    private static Remark said(KnownCall call, Integer rating, String comments, Action... actions) {
        return new Remark(call, new Signals(rating == null ? OptionalInt.empty() : OptionalInt.of(rating), Set.of(actions), call.output()),
                Optional.ofNullable(comments));
    }

    private List<FeedbackStore.Written> write(Remark... remarks) {
        return table.write(List.of(remarks), Map.of()).await().indefinitely();
    }

    private void line(String tenant, String id, String at, String more) {
        database.execute("INSERT INTO ledger (at, request_id, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, input_tokens,"
                + " cached_input_tokens, cache_write_tokens, audio_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens, estimated, cost_nanos,"
                + " latency_us, first_token_us, status, outcome, calls, unit, release, arm, output) VALUES ('" + at + "', '" + id + "', '" + tenant
                + "', 'key', 'chat', 'm', " + more + ")");
    }

    @Test
    void callsAreFoundInTheLedgerByTheirTenantAndId() {
        String unit = UnitHash.of("ann").toString();
        line("acme", "r", AT.toString(), "'blue', 'p', '1.0.0', 'miss', 1, 0, 0, 0, 1, 0, 0, false, 5, 1, NULL, 200, 'completed', 1, '" + unit
                + "', 'p#3', 'canary', 'failed'");
        line("acme", "plain", AT.toString(), "'blue', '', '', 'miss', 1, 0, 0, 0, 1, 0, 0, false, 5, 1, NULL, 200, 'completed', 1, NULL, NULL, NULL, NULL");
        line("acme", "refused", AT.toString(), "'', '', '', 'bypass', 0, 0, 0, 0, 0, 0, 0, false, 0, 0, NULL, 429, 'over_limit', 1, NULL, NULL, NULL, NULL");
        line("beta", "theirs", AT.toString(), "'blue', '', '', 'miss', 1, 0, 0, 0, 1, 0, 0, false, 5, 1, NULL, 200, 'completed', 1, NULL, NULL, NULL, NULL");
        Map<KnownCall.Name, KnownCall> found = table.find(List.of(new KnownCall.Name("acme", "r"), new KnownCall.Name("acme", "plain"),
                new KnownCall.Name("acme", "refused"), new KnownCall.Name("acme", "theirs"), new KnownCall.Name("acme", "none"))).await().indefinitely();
        assertEquals(Set.of(new KnownCall.Name("acme", "r"), new KnownCall.Name("acme", "plain")), found.keySet());
        assertEquals(new KnownCall(new KnownCall.Name("acme", "r"), AT, "p", "1.0.0", "m", UnitHash.of("ann"), "p#3", "canary", OutputVerdict.FAILED),
                found.get(new KnownCall.Name("acme", "r")));
        assertEquals(new KnownCall(new KnownCall.Name("acme", "plain"), AT, "", "", "m", UnitHash.of("key"), "", "", OutputVerdict.NONE),
                found.get(new KnownCall.Name("acme", "plain")));
    }

    @Test
    void ofSeveralCallsOfOneIdTheLastOneIsMeant() {
        String rest = "'blue', 'p', '%s', 'miss', 1, 0, 0, 0, 1, 0, 0, false, 5, 1, NULL, 200, 'completed', 1, NULL, NULL, NULL, NULL";
        line("acme", "r", "2026-11-29T10:00:00Z", rest.formatted("1.0.0"));
        line("acme", "r", "2026-11-29T12:00:00Z", rest.formatted("3.0.0"));
        line("acme", "r", "2026-11-29T11:00:00Z", rest.formatted("2.0.0"));
        assertEquals("3.0.0", table.find(List.of(new KnownCall.Name("acme", "r"))).await().indefinitely().values().iterator().next().version());
    }

    @Test
    void callsWhoseLinesTakeARowTogetherAreFoundByWhenTheirIdsWereMade() {
        String unit = UnitHash.of("ann").toString();
        String made = "%012x".formatted(AT.toEpochMilli() - 5);
        database.execute("INSERT INTO ledger_batch (span, tenant, key_prefix, endpoint, model, target, prompt, prompt_version, cache, estimated, status, outcome,"
                + " calls, release, arm, output, at, request_id, unit) SELECT tstzrange('" + AT + "', '" + AT + "', '[]'), tenant, 'key', 'chat', 'm', 'blue', 'p',"
                + " '1.0.0', 'miss', false, 200, 'completed', 1, 'p#3', 'canary', 'failed', array_fill('" + AT + "'::timestamptz, '{2}'),"
                + " array['req_" + made + "0000000000000000000' || n, 'req_" + made + "000000000000000000' || n || '0'], array[NULL, '" + unit
                + "'::uuid] FROM (VALUES ('acme', '1'), ('beta', '2')) AS given (tenant, n)");
        KnownCall.Name first = new KnownCall.Name("acme", "req_" + made + "00000000000000000001");
        KnownCall.Name second = new KnownCall.Name("acme", "req_" + made + "00000000000000000010");
        Map<KnownCall.Name, KnownCall> found = table.find(List.of(first, second, new KnownCall.Name("acme", "req_" + made + "00000000000000000002"),
                new KnownCall.Name("acme", "req_" + made + "00000000000000000003"), new KnownCall.Name("acme", "req_ffffffffffff00000000000000000001"),
                new KnownCall.Name("acme", "given"))).await().indefinitely();
        assertEquals(Map.of(first, new KnownCall(first, AT, "p", "1.0.0", "m", UnitHash.of("key"), "p#3", "canary", OutputVerdict.FAILED),
                second, new KnownCall(second, AT, "p", "1.0.0", "m", UnitHash.of("ann"), "p#3", "canary", OutputVerdict.FAILED)), found);
    }

    @Test
    void theIndexIsUsedToFindThem() {
        database.execute("INSERT INTO ledger_line SELECT now(), 'req_' || i, 'acme', 'key', 'chat', 'm', 'blue', '', '', 'miss', 1, 0, 0, 0, 1, 0, 0, false, 5, 1, NULL,"
                + " 200, 'completed', 1 FROM generate_series(1, 20000) i; ANALYZE ledger_line");
        String plan = String.join("\n", database.query("EXPLAIN " + FeedbackTable.FIND.replace("$1", "'{acme,acme}'").replace("$2", "'{req_7,none}'")
                .replace("$3", "'{NULL,2026-11-29T10:00:00Z}'")));
        assertEquals(true, plan.contains("ledger_by_request") && plan.contains("ledger_batch_span"), plan);
    }

    @Test
    void ratingsTakeEachOthersPlaceActionsAddUpAndTheScoreIsKept() {
        KnownCall call = call("acme", "r", "1.0.0", "ann", OutputVerdict.PASSED);
        FeedbackStore.Written first = write(said(call, 2, "bad", Action.COPY)).getFirst();
        assertEquals(new FeedbackStore.Written(call, new Signals(OptionalInt.of(2), Set.of(Action.COPY), OutputVerdict.PASSED), OptionalDouble.empty()), first);
        FeedbackStore.Written noticed = write(said(call, null, null, Action.RETRY)).getFirst();
        assertEquals(new FeedbackStore.Written(call, new Signals(OptionalInt.of(2), Set.of(Action.COPY, Action.RETRY), OutputVerdict.PASSED),
                OptionalDouble.of(0.25)), noticed);
        assertEquals(List.of("bad"), database.query("SELECT comments FROM feedback"));
        assertEquals(OptionalDouble.of(0.25), write(said(call, 5, null)).getFirst().before());
        assertEquals(List.of("(acme,r,t,p,1.0.0,m,5,,t,f,t,f,1)"), database.query("SELECT (tenant, request_id, at = '" + AT + "', prompt, prompt_version, model,"
                + " rating, comments, copied, edited, retried, abandoned, score)::text FROM feedback"));
        assertEquals(List.of(UnitHash.of("ann").toString()), database.query("SELECT unit FROM feedback"));
    }

    /** A rating of one side's answer was counted for the other side. */
    @Test
    void ofCallsThatShareAnIdEachScoreCountsForTheSideOfItsOwnCallOrNotAtAll() {
        KnownCall canary = side("canary", "ann", AT);
        KnownCall control = side("control", "bob", AT.plusSeconds(1));
        List<String> told = new ArrayList<>();
        WriteFeedback feedback = new WriteFeedback(table, new FeedbackMeters(new SimpleMeterRegistry()),
                (release, arm, unit, value, calls) -> told.add(arm + " " + unit.equals(UnitHash.of(arm.equals("canary") ? "ann" : "bob")) + " " + value + " " + calls),
                (pause, step) -> { });
        feedback.write(said(canary, 1, "bad")).await().indefinitely();
        assertEquals(control, feedback.write(said(control, 5, null)).await().indefinitely().call());
        assertEquals(List.of("canary true 0.0 1", "control true 1.0 1"), told);
        assertEquals(List.of("(control,5,)"), database.query("SELECT (arm, rating, comments)::text FROM feedback"));

        FeedbackStore.Written late = feedback.write(said(canary, 3, "late", Action.EDIT)).await().indefinitely();
        assertEquals(new FeedbackStore.Written(control, new Signals(OptionalInt.of(5), Set.of(), OutputVerdict.NONE), OptionalDouble.of(1)), late,
                "the id means the last call");
        feedback.write(said(side("control", "bob", AT.plusSeconds(2)), 3, null)).await().indefinitely();
        assertEquals(List.of("canary true 0.0 1", "control true 1.0 1", "control true -0.5 0"), told, "the same user's on the same side are one");
    }

    private static KnownCall side(String arm, String user, Instant at) {
        return new KnownCall(new KnownCall.Name("acme", "r"), at, "p", "1.0.0", "m", UnitHash.of(user), "p@1.0.0#1", arm, OutputVerdict.NONE);
    }

    @Test
    void twoReplicasWriteTheSameAtOnceInWhateverOrderTheyHaveIt() {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            List<Remark> remarks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                remarks.add(said(call("acme", "r" + (round % 2 == 0 ? i : 49 - i), "1.0.0", "ann", OutputVerdict.NONE), 1 + round % 5, "\ud800 lone"));
            }
            all.add(table.write(remarks, Map.of(new FeedbackStore.Version("p", "1.0.0"), new FeedbackStore.Checked(1, 2),
                    new FeedbackStore.Version("p", "2.0.0"), new FeedbackStore.Checked(3, 4))).subscribeAsCompletionStage());
        }
        all.forEach(CompletableFuture::join);
        assertEquals(List.of("50"), database.query("SELECT count(*) FROM feedback WHERE score = (rating - 1) / 4.0"));
        assertEquals(List.of("(1.0.0,40,80)", "(2.0.0,120,160)"),
                database.query("SELECT (prompt_version, passed, failed)::text FROM output_verdict ORDER BY prompt_version"));
    }

    @Test
    void versionsAreSummedUpByUser() {
        write(said(call("acme", "1", "1.0.0", "ann", OutputVerdict.NONE), 5, null), said(call("acme", "2", "1.0.0", "ann", OutputVerdict.PASSED), 3, null, Action.EDIT),
                said(call("acme", "3", "1.0.0", "bob", OutputVerdict.NONE), null, null, Action.RETRY, Action.ABANDONED),
                said(call("beta", "3", "1.0.0", "eve", OutputVerdict.FAILED), 5, null), said(call("acme", "4", "2.0.0", "ann", OutputVerdict.NONE), 1, null));
        KnownCall unsaid = call("acme", "5", "2.0.0", "bob", OutputVerdict.NONE);
        write(new Remark(unsaid, Signals.noticed(Set.of(Action.RETRY), OutputVerdict.NONE), Optional.empty()));
        table.write(List.of(), Map.of(new FeedbackStore.Version("p", "1.0.0"), new FeedbackStore.Checked(9, 1),
                new FeedbackStore.Version("p", "3.0.0"), new FeedbackStore.Checked(1, 0), new FeedbackStore.Version("q", "1.0.0"), new FeedbackStore.Checked(7, 7)))
                .await().indefinitely();
        Map<String, QualityOfVersions.Of> versions = new java.util.TreeMap<>();
        new QualityOfVersions(transactions).of("p").await().indefinitely().forEach(version -> versions.put(version.version(), version));
        assertEquals(Set.of("1.0.0", "2.0.0", "3.0.0"), versions.keySet());
        // Eve's answer broke its promise: it counts there, and what she thought of it nowhere.
        assertEquals(new QualityOfVersions.Of("1.0.0", new VersionScore(Moments.NONE.and(1.5, 2).and(0, 1), 9, 1), List.of(0L, 0L, 1L, 0L, 2L),
                Map.of(Action.COPY, 0L, Action.EDIT, 1L, Action.RETRY, 1L, Action.ABANDONED, 1L)), versions.get("1.0.0"));
        assertEquals(new VersionScore(Moments.NONE.and(0, 1), 0, 0), versions.get("2.0.0").score(), "what was only noticed is counted, and no score");
        assertEquals(1L, versions.get("2.0.0").actions().get(Action.RETRY));
        assertEquals(new VersionScore(Moments.NONE, 1, 0), versions.get("3.0.0").score());
        assertEquals(List.of(), new QualityOfVersions(transactions).of("nobody's").await().indefinitely());
    }

    @Test
    void tablesThatAreNotThereYetAreADatabaseThatIsAway() {
        FeedbackTable early = new FeedbackTable(new SqlTransactions(pool, () -> false));
        assertThrows(StoreAway.class, () -> early.find(List.of(new KnownCall.Name("acme", "r"))).await().indefinitely());
    }
}
