package dev.portcullis.release.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.release.Assignment;
import dev.portcullis.release.canary.Measure;
import dev.portcullis.release.observe.Observation.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteObservationsTest {

    private final Observations observations = new Observations(new SimpleMeterRegistry());
    private final List<Batch> written = new ArrayList<>();
    private Future<Void> answer = Future.succeededFuture();
    private boolean ready = true;
    private final WriteObservations write = new WriteObservations(observations, batch -> {
        written.add(batch);
        return answer;
    }, () -> ready);

    @Test
    void whereNothingWasToldNothingIsWritten() {
        assertTrue(write.now().result());
        tell("a");
        write.now();
        write.now();
        assertEquals(List.of(1), sizes());
    }

    @Test
    void aBatchOfWhichItIsNotKnownWhetherItWasWrittenIsWrittenAgainAsItWas() {
        answer = Future.failedFuture("no answer");
        tell("a");
        assertFalse(write.now().result(), "it never fails");
        tell("b");
        write.now();
        answer = Future.succeededFuture();
        assertTrue(write.now().result(), "what was told meanwhile is written as well");
        write.now();
        assertEquals(written.getFirst(), written.get(1));
        assertEquals(written.getFirst(), written.get(2));
        assertEquals(List.of(1, 1, 1, 1), sizes());
        assertTrue(written.get(3).number() > written.getFirst().number());
    }

    @Test
    void whatIsMoreThanOneBatchIsWrittenInOneGo() {
        for (int i = 0; i <= Observations.MOST_AT_ONCE; i++) {
            tell("u" + i);
        }
        assertTrue(write.now().result());
        assertEquals(List.of(Observations.MOST_AT_ONCE, 1), sizes());
    }

    @Test
    void oneIsWrittenAfterTheOther() {
        Promise<Void> slow = Promise.promise();
        answer = slow.future();
        tell("a");
        Future<Boolean> first = write.now();
        tell("b");
        write.again();
        Future<Boolean> second = write.now();
        assertEquals(1, written.size());
        answer = Future.succeededFuture();
        slow.complete();
        assertTrue(first.result() && second.result());
        assertEquals(2, written.size());
    }

    @Test
    void beforeTheTablesAreThereAllWaits() {
        ready = false;
        tell("a");
        write.again();
        assertEquals(0, written.size());
        ready = true;
        write.again();
        assertEquals(List.of(1), sizes());
    }

    @Test
    void whatCanNeverBeWrittenKeepsNothingElseBack() {
        answer = Future.failedFuture(new PgException("no such value", "ERROR", "22021", ""));
        tell("a");
        write.now();
        answer = Future.succeededFuture();
        tell("b");
        write.now();
        assertEquals(2, written.size());
        assertTrue(written.get(1).number() > written.get(0).number());
    }

    /** Nothing was ever written again: who came later went on from a future that had failed. */
    @Test
    void whatThrowsLosesNothingAndEndsNothing() {
        List<Batch> kept = new ArrayList<>();
        List<RuntimeException> bugs = new ArrayList<>(List.of(new IllegalStateException("a bug"), new IllegalStateException("once more")));
        WriteObservations frail = new WriteObservations(observations, batch -> {
            if (!bugs.isEmpty()) {
                throw bugs.removeFirst();
            }
            kept.add(batch);
            return Future.succeededFuture();
        }, () -> true);
        tell("a");
        assertFalse(frail.now().result(), "it never fails");
        tell("b");
        frail.again();
        frail.again();
        assertEquals(List.of(1, 1), kept.stream().map(batch -> batch.units().size()).toList());
    }

    private void tell(String unit) {
        observations.add(new Assignment("r", Assignment.CANARY, unit), new Observation(Kind.JUDGED, Map.of(Measure.ERROR_RATE, 0.0)));
    }

    private List<Integer> sizes() {
        return written.stream().map(batch -> batch.units().size()).toList();
    }
}
