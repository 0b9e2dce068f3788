package dev.portcullis.release.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.TestDatabase;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.canary.Sample;
import dev.portcullis.release.observe.Observation.Kind;
import dev.portcullis.release.statistics.Moments;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. */
class ObservationTableTest {

    private static final String RELEASE = "greet@2.0.0#1";

    private final TestDatabase database = TestDatabase.fresh();
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool = PgBuilder.pool().connectingTo(PgConnectOptions.fromUri(database.url()).setUser(TestDatabase.server().user())
            .setPassword(TestDatabase.password())).with(new PoolOptions().setMaxSize(4)).using(vertx).build();
    private final ObservationTable table = new ObservationTable(pool, UUID.randomUUID());
    private final Observations observations = new Observations(new SimpleMeterRegistry());

    ObservationTableTest() {
        database.execute("INSERT INTO release_run (release) VALUES ('" + RELEASE + "')");
    }

    @AfterEach
    void close() throws Exception {
        await(pool.close());
        await(vertx.close());
    }

    @Test
    void momentsAreThoseOfTheUnitsHoweverTheirCallsWereWritten() throws Exception {
        ObservationTable other = new ObservationTable(pool, UUID.randomUUID());
        double[][] errors = {{0, 1, 0}, {1}, {0, 0}};
        Moments expected = Moments.NONE.and(1, 3).and(1, 1).and(0, 2);
        for (int call = 0; call < 3; call++) {
            for (int unit = 0; unit < 3; unit++) {
                if (call < errors[unit].length) {
                    tell(Assignment.CANARY, "u" + unit, Map.of(Measure.ERROR_RATE, errors[unit][call]));
                }
            }
            await((call == 1 ? other : table).write(observations.take()));
        }
        tell(Assignment.CONTROL, "u9", Map.of(Measure.ERROR_RATE, 0.0, Measure.LATENCY, -0.25, Measure.COST, 1e-9, Measure.QUALITY, 1.0));
        await(table.write(observations.take()));
        Sides sides = await(table.read(RELEASE));
        assertEquals(new Side(new Sample(6, 2, Map.of(Measure.ERROR_RATE, expected)), 0, 0, 0, 0, 0), sides.canary());
        assertEquals(new Moments(1, -0.25, 1, 0.0625, -0.25, 1), sides.control().sample().of(Measure.LATENCY));
        assertEquals(new Moments(1, 1e-9, 1, 1e-18, 1e-9, 1), sides.control().sample().of(Measure.COST));
        assertEquals(Moments.NONE, sides.control().sample().of(Measure.GUARD_BLOCKS));
    }

    @Test
    void everyMeasureComesBackAsItself() throws Exception {
        for (Measure measure : Measure.values()) {
            tell(Assignment.CANARY, "u", Map.of(measure, 1.0 + measure.ordinal()));
        }
        await(table.write(observations.take()));
        Sample sample = await(table.read(RELEASE)).canary().sample();
        for (Measure measure : Measure.values()) {
            assertEquals(Moments.NONE.and(1.0 + measure.ordinal(), 1), sample.of(measure), measure.name());
        }
    }

    @Test
    void aBatchThatIsWrittenTwiceCountsOnce() throws Exception {
        tell(Assignment.CANARY, "u", Map.of(Measure.ERROR_RATE, 1.0));
        Batch first = observations.take();
        await(table.write(first));
        await(table.write(first));
        tell(Assignment.CANARY, "u", Map.of(Measure.ERROR_RATE, 1.0));
        await(table.write(observations.take()));
        await(table.write(first));
        assertEquals(new Side(new Sample(2, 2, Map.of(Measure.ERROR_RATE, new Moments(1, 2, 2, 4, 4, 4))), 0, 0, 0, 0, 0), await(table.read(RELEASE)).canary());
    }

    @Test
    void callsThatTellNothingAreCounted() throws Exception {
        for (Kind kind : List.of(Kind.CACHED, Kind.CONTAMINATED, Kind.CONTAMINATED, Kind.REFUSED, Kind.LEFT_OUT)) {
            observations.add(new Assignment(RELEASE, Assignment.CONTROL, "u"), new Observation(kind, Map.of()));
        }
        await(table.write(observations.take()));
        assertEquals(new Sides(new Side(Sample.NONE, 1, 2, 1, 1, 0), Side.NONE), await(table.read(RELEASE)));
    }

    @Test
    void theFirstCallsOfASideAreTwentyForAllReplicasTogether() throws Exception {
        for (int replica = 0; replica < 3; replica++) {
            Observations own = new Observations(new SimpleMeterRegistry());
            for (int call = 0; call < 30; call++) {
                own.add(new Assignment(RELEASE, Assignment.CANARY, "u"), new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, call < 3 ? 1.0 : 0.0)));
            }
            await(new ObservationTable(pool, UUID.randomUUID()).write(own.take()));
        }
        assertEquals(3, await(table.read(RELEASE)).canary().sample().firstErrors(), "who starts later has not seen the first calls");
        assertEquals(List.of("20"), database.query("SELECT first_calls FROM release_arm"));
    }

    /** Five errors of 39 calls stopped a canary: of a batch that had more calls than were missing all errors counted. */
    @Test
    void ofTheBatchThatFillsTheFirstTwentyOnlyTheCallsThatWereMissingCount() throws Exception {
        for (String calls : List.of("0000000000000000000", "01111100000000000000", "11111")) {
            Observations own = new Observations(new SimpleMeterRegistry());
            calls.chars().forEach(call -> own.add(new Assignment(RELEASE, Assignment.CANARY, "u"),
                    new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, call == '1' ? 1.0 : 0.0))));
            await(new ObservationTable(pool, UUID.randomUUID()).write(own.take()));
        }
        assertEquals(0, await(table.read(RELEASE)).canary().sample().firstErrors(), "of the second replica's calls the first one is the twentieth");
        database.execute("UPDATE release_arm SET first_calls = 14");
        ObservationTable third = new ObservationTable(pool, UUID.randomUUID());
        Observations own = new Observations(new SimpleMeterRegistry());
        "0101110111".chars().forEach(call -> own.add(new Assignment(RELEASE, Assignment.CANARY, "u"),
                new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, call == '1' ? 1.0 : 0.0))));
        await(third.write(own.take()));
        assertEquals(4, await(table.read(RELEASE)).canary().sample().firstErrors());
        assertEquals(List.of("20"), database.query("SELECT first_calls FROM release_arm"));
    }

    /** Millions of made-up users made sums that took longer than anybody waits for. */
    @Test
    void beyondTheBoundNewUnitsOfAllSidesAreLeftOutAndCountedAndKnownOnesGoOn() throws Exception {
        ObservationTable bounded = new ObservationTable(pool, UUID.randomUUID(), 3);
        for (String unit : List.of("ann", "bob", "cid")) {
            tell(Assignment.CANARY, unit, Map.of(Measure.ERROR_RATE, 0.0));
        }
        assertEquals(0, await(bounded.write(observations.take())));
        assertEquals(List.of("3"), database.query("SELECT kept_units FROM release_arm"));
        tell(Assignment.CANARY, "ann", Map.of(Measure.ERROR_RATE, 1.0));
        tell(Assignment.CANARY, "dan", Map.of(Measure.ERROR_RATE, 1.0));
        tell(Assignment.CANARY, "dan", Map.of(Measure.ERROR_RATE, 1.0));
        tell(Assignment.CONTROL, "eve", Map.of(Measure.ERROR_RATE, 1.0));
        observations.add(new Assignment(RELEASE, Assignment.CONTROL, "eve"), new Observation(Kind.REFUSED, Map.of()));
        observations.scored(RELEASE, Assignment.CONTROL, UUID.randomUUID(), 1, 1);
        Batch last = observations.take();
        assertEquals(3, await(bounded.write(last)));
        assertEquals(0, await(bounded.write(last)), "what is written twice counts once");
        Moments errors = Moments.NONE.and(1, 2).and(0, 1).and(0, 1);
        // Those who are left out may be among the first calls: their errors are errors.
        assertEquals(new Sides(new Side(new Sample(0, 1, Map.of()), 0, 0, 1, 0, 1), new Side(new Sample(4, 3, Map.of(Measure.ERROR_RATE, errors)), 0, 0, 0, 0, 2)),
                await(bounded.read(RELEASE)));
        assertEquals(List.of("canary 6 3", "control 1 0"), database.query("SELECT concat_ws(' ', arm, first_calls, kept_units) FROM release_arm ORDER BY arm"));
        assertEquals("3", rows());
    }

    /** More users than are counted, who all got kept answers, were in no figure at all, and the experiment waited for them. */
    @Test
    void usersOfAnExperimentWhoGotKnownAnswersAreBeyondItsBoundLikeAllOthers() throws Exception {
        String release = Assignment.experiment("tone", 1);
        database.execute("INSERT INTO release_run (release) VALUES ('" + release + "')");
        ObservationTable bounded = new ObservationTable(pool, UUID.randomUUID(), 1);
        Observation kept = new Observation(Kind.CACHED, Map.of());
        Observation fine = new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, 0.0));
        Map<String, List<Observation>> calls = new LinkedHashMap<>();
        calls.put("ann", List.of(kept));
        calls.put("bob", List.of(kept, kept, fine));
        for (Map.Entry<String, List<Observation>> user : calls.entrySet()) {
            user.getValue().forEach(call -> observations.add(new Assignment(release, "warm", user.getKey()), call));
            await(bounded.write(observations.take()));
        }
        assertEquals(List.of("0 3 1 3"), database.query("SELECT concat_ws(' ', judged, cached, kept_units, beyond) FROM release_arm"));
        assertEquals("1", rows());
    }

    @Test
    void nothingIsKeptOfAReleaseThatNobodyJudgesOrThatHasEnded() throws Exception {
        database.execute("INSERT INTO release_run (release, ended_at) VALUES ('old', now())");
        for (String release : List.of("old", "unknown")) {
            observations.add(new Assignment(release, Assignment.CANARY, "u"), new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, 1.0)));
        }
        await(table.write(observations.take()));
        assertEquals(Sides.NONE, await(table.read("old")));
        assertEquals(List.of("0"), database.query("SELECT (SELECT count(*) FROM release_observation) + (SELECT count(*) FROM release_arm)"));
    }

    @Test
    void whatIsLeftOfAnEndedReleaseIsSweptInPieces() throws Exception {
        tell(Assignment.CANARY, "u", Map.of(Measure.ERROR_RATE, 1.0));
        await(table.write(observations.take()));
        database.execute("INSERT INTO release_run (release) VALUES ('old')");
        database.execute("INSERT INTO release_arm SELECT 'old', arm, 1, 0, 0, 0, 0, 0, 0 FROM release_arm");
        database.execute("INSERT INTO release_observation SELECT 'old', arm, int8send(i)" + ", 0, 0".repeat(Measure.values().length)
                + " FROM release_observation, generate_series(1, " + (ObservationTable.SWEPT_AT_ONCE + 1) + ") AS i");
        assertFalse(await(table.sweep()));
        assertEquals(Integer.toString(ObservationTable.SWEPT_AT_ONCE + 2), rows(), "it has not ended");
        database.execute("UPDATE release_run SET ended_at = now() - interval '2 minutes' WHERE release = 'old'");
        assertTrue(await(table.sweep()), "there is more");
        assertEquals("2", rows());
        assertEquals(List.of("2"), database.query("SELECT count(*) FROM release_arm"));
        assertFalse(await(table.sweep()));
        assertEquals("1", rows());
        assertEquals(List.of(RELEASE), database.query("SELECT release FROM release_run"));
        assertEquals(List.of(RELEASE), database.query("SELECT release FROM release_arm"));
    }

    @Test
    void replicasThatWriteTheSameUnitsDoNotWaitForEachOtherInACircle() throws Exception {
        List<Future<Long>> writes = new ArrayList<>();
        for (int replica = 0; replica < 20; replica++) {
            Observations own = new Observations(new SimpleMeterRegistry());
            for (int unit = 0; unit < 200; unit++) {
                own.add(new Assignment(RELEASE, unit % 2 == 0 ? Assignment.CANARY : Assignment.CONTROL, "u" + unit),
                        new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, 1.0)));
            }
            writes.add(new ObservationTable(pool, UUID.randomUUID()).write(own.take()));
        }
        for (Future<Long> write : writes) {
            await(write);
        }
        Moments errors = await(table.read(RELEASE)).canary().sample().of(Measure.ERROR_RATE);
        assertEquals(new Moments(100, 2_000, 2_000, 40_000, 40_000, 40_000), errors);
        assertTrue(database.query("SELECT batch FROM release_writer").stream().allMatch("1"::equals));
    }

    private void tell(String arm, String unit, Map<Measure, Double> values) {
        observations.add(new Assignment(RELEASE, arm, unit), new Observation(Kind.JUDGED, values));
    }

    private String rows() {
        return database.query("SELECT count(*) FROM release_observation").getFirst();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
