package dev.portcullis.release.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.Metric;
import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.pipeline.release.UnitHash;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.observe.Batch.Arm;
import dev.portcullis.release.observe.Batch.Unit;
import dev.portcullis.release.observe.Observation.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static final Observation FINE = new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, 0.0, Measure.LATENCY, 0.5));
    private static final Observation FAILED = new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, 1.0));
    private static final Arm CANARY = new Arm("greet@2.0.0#1", Assignment.CANARY);
    private static final Arm CONTROL = new Arm("greet@2.0.0#1", Assignment.CONTROL);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Observations observations = new Observations(meters, 3);
    private final List<String> alarms = new ArrayList<>();

    ObservationsTest() {
        observations.onBadStart(alarms::add);
    }

    @Test
    void callsOfOneUnitAreOneRowAndThoseThatTellNothingAreCounted() {
        tell(CANARY, "ann", FINE);
        tell(CANARY, "ann", FAILED);
        tell(CANARY, "bob", FINE);
        tell(CANARY, "bob", new Observation(Kind.CACHED, Map.of()));
        tell(CONTROL, "cid", new Observation(Kind.CONTAMINATED, Map.of()));
        Batch batch = observations.take();
        assertEquals(2, batch.units().size());
        UnitSums ann = batch.units().get(unit(CANARY, "ann"));
        assertEquals(List.of(1.0, 0.5), List.of(ann.value(Measure.ERROR_RATE), ann.value(Measure.LATENCY)));
        assertEquals(List.of(2L, 1L, 0L), List.of(ann.count(Measure.ERROR_RATE), ann.count(Measure.LATENCY), ann.count(Measure.COST)));
        assertEquals(2, ann.calls());
        assertEquals(List.of(3L, 1L), List.of(batch.arms().get(CANARY).of(Kind.JUDGED), batch.arms().get(CANARY).of(Kind.CACHED)));
        assertEquals(1, batch.arms().get(CONTROL).of(Kind.CONTAMINATED));
        assertTrue(observations.take().isEmpty(), "what was taken is gone");
        assertEquals(1, batch.number());
    }

    @Test
    void callsForWhichThereWasNoRoomAreAMetric() {
        observations.beyond(0);
        observations.beyond(7);
        assertEquals(7, meters.counter(Metric.RELEASE_BEYOND.meterName()).count());
    }

    @Test
    void aUserOfAnExperimentWhoGotAKnownAnswerWasExposedToItsVariant() {
        Arm warm = new Arm(Assignment.experiment("tone", 1), "warm");
        tell(warm, "ann", new Observation(Kind.CACHED, Map.of()));
        tell(warm, "bob", new Observation(Kind.CONTAMINATED, Map.of()));
        Batch batch = observations.take();
        assertEquals(Set.of(unit(warm, "ann")), batch.units().keySet());
        assertEquals(0, batch.units().get(unit(warm, "ann")).count(Measure.ERROR_RATE), "and told nothing of its model");
        assertEquals(1, batch.arms().get(warm).of(Kind.CONTAMINATED));
    }

    @Test
    void whatACallTurnsOutToBeWorthIsCountedOnceWheneverThatIs() {
        UUID ann = UnitHash.of("ann");
        observations.scored(CANARY.release(), CANARY.name(), ann, 1, 1);
        observations.scored(CANARY.release(), CANARY.name(), ann, 0.5, 1);
        observations.scored(CANARY.release(), CANARY.name(), ann, -0.75, 0);
        UnitSums sums = observations.take().units().get(unit(CANARY, "ann"));
        assertEquals(List.of(0.75, 2.0), List.of(sums.value(Measure.QUALITY), (double) sums.count(Measure.QUALITY)));
        observations.scored(CANARY.release(), CANARY.name(), ann, 0.25, 0);
        assertFalse(observations.take().isEmpty(), "a rating alone is worth writing");
    }

    @Test
    void noNameIsKeptAndTheSameOneIsAnotherInAnotherRelease() {
        String ann = UnitDigest.of(new Assignment("greet@2.0.0#1", "canary", "ann"));
        assertEquals(32, ann.length());
        assertFalse(ann.contains("ann"));
        assertNotEquals(ann, UnitDigest.of(new Assignment("greet@2.0.0#2", "canary", "ann")));
        assertEquals(ann, UnitDigest.of(new Assignment("greet@2.0.0#1", "control", "ann")));
        assertEquals(32, UnitDigest.of(new Assignment("r", "canary", "a".repeat(1024 * 1024) + "\ud800")).length());
    }

    @Test
    void whatFindsNoRoomIsCountedAndKnownUnitsGoOn() {
        for (String name : List.of("a", "b", "c", "d", "a")) {
            tell(CANARY, name, FINE);
        }
        Batch batch = observations.take();
        assertEquals(3, batch.units().size());
        assertEquals(4, batch.arms().get(CANARY).of(Kind.JUDGED));
        assertEquals(1, meters.get(Metric.RELEASE_DROPPED.meterName()).counter().count());
        tell(CANARY, "d", FINE);
        assertEquals(1, observations.take().units().size(), "there is room again");
    }

    @Test
    void whatIsMoreThanOneBatchIsTakenPieceByPiece() {
        Observations many = new Observations(meters);
        for (int i = 0; i <= Observations.MOST_AT_ONCE; i++) {
            many.add(new Assignment(CANARY.release(), CANARY.name(), "u" + i), FINE);
        }
        Batch first = many.take();
        Batch second = many.take();
        assertEquals(List.of(Observations.MOST_AT_ONCE, 1), List.of(first.units().size(), second.units().size()));
        assertEquals(Observations.MOST_AT_ONCE + 1, first.arms().get(CANARY).of(Kind.JUDGED), "calls are counted in the first");
        assertFalse(second.isEmpty());
        assertTrue(many.take().isEmpty());
    }

    @Test
    void theFifthErrorAmongACanarysFirstTwentyCallsIsToldOnce() {
        for (int i = 0; i < 4; i++) {
            tell(CANARY, "a", FAILED);
            tell(CONTROL, "b", FAILED);
        }
        observations.take();
        tell(CONTROL, "b", FAILED);
        assertEquals(List.of(), alarms, "only canaries are stopped");
        tell(CANARY, "a", FAILED);
        tell(CANARY, "a", FAILED);
        assertEquals(List.of("greet@2.0.0#1"), alarms);
        assertEquals(2, observations.take().arms().get(CANARY).firstCalls(), "of the four before it was written already");
    }

    @Test
    void errorsAfterTheFirstTwentyCallsAreForStatistics() {
        for (int i = 0; i < 16; i++) {
            tell(CANARY, "a", FINE);
        }
        for (int i = 0; i < 50; i++) {
            tell(CANARY, "a", FAILED);
        }
        assertEquals(List.of(), alarms);
        ArmCounts counts = observations.take().arms().get(CANARY);
        assertEquals(List.of(20, 4), List.of(counts.firstCalls(), counts.firstErrors()));
    }

    private void tell(Arm arm, String unit, Observation told) {
        observations.add(new Assignment(arm.release(), arm.name(), unit), told);
    }

    private static Unit unit(Arm arm, String name) {
        return new Unit(arm, UnitDigest.of(new Assignment(arm.release(), arm.name(), name)));
    }
}
