package dev.portcullis.release.feedback;

import static dev.portcullis.release.feedback.FakeFeedbackStore.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.pipeline.OutputVerdict;
import dev.portcullis.release.quality.Action;
import dev.portcullis.release.quality.Signals;
import dev.portcullis.store.StoreAway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class WriteFeedbackTest {

    private final Later later = new Later();
    private final FakeFeedbackStore store = new FakeFeedbackStore();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> told = new ArrayList<>();
    private final WriteFeedback feedback = new WriteFeedback(store, new FeedbackMeters(meters),
            (release, arm, unit, value, calls) -> told.add(release + " " + arm + " " + value + " " + calls), later);

    private CompletableFuture<FeedbackStore.Written> rate(KnownCall call, int rating, String comments) {
        return feedback.write(new Remark(call, new Signals(OptionalInt.of(rating), Set.of(), call.output()), Optional.ofNullable(comments)))
                .subscribeAsCompletionStage();
    }

    private double counted(String kind) {
        return meters.counter("portcullis_feedback_total", "kind", kind).count();
    }

    @Test
    void whatIsSaidIsWrittenAtOnceAndTellsWhatIsKnownNow() {
        feedback.note(call("acme", "r"), Action.RETRY);
        FeedbackStore.Written written = rate(call("acme", "r"), 4, "good").join();
        assertEquals(new Signals(OptionalInt.of(4), Set.of(Action.RETRY), OutputVerdict.NONE), written.signals());
        assertEquals(1, store.writes);
        assertEquals("1.0 1.0 1.0 0.0", counted("rating") + " " + counted("comment") + " " + counted("retry") + " " + counted("copy"));
    }

    @Test
    void theSameSaidAgainChangesNothingAndAnotherRatingTakesItsPlace() {
        rate(call("acme", "r"), 2, "bad").join();
        rate(call("acme", "r"), 2, "bad").join();
        assertEquals(OptionalInt.of(5), rate(call("acme", "r"), 5, null).join().signals().rating());
        assertEquals(1, store.rows.size());
        assertEquals(Optional.empty(), store.rows.values().iterator().next().comments(), "what was said of the rating before");
    }

    @Test
    void whatIsNoticedIsWrittenWithinASecondAllInOne() {
        for (int i = 0; i < 300; i++) {
            feedback.note(call("acme", "r" + i % 100), i % 2 == 0 ? Action.RETRY : Action.ABANDONED);
        }
        feedback.checked(new FeedbackStore.Version("p", "1"), true);
        feedback.checked(new FeedbackStore.Version("p", "1"), false);
        assertEquals(0, store.writes);
        later.pass(WriteFeedback.SOON);
        assertEquals(1, store.writes);
        assertEquals(100, store.rows.size());
        assertEquals(new FeedbackStore.Checked(1, 1), store.checked.get(new FeedbackStore.Version("p", "1")));
        assertTrue(feedback.isDone());
    }

    @Test
    void whoeverSaysSomethingWhileOneTransactionRunsIsWrittenTogetherInTheNext() {
        store.held = new ArrayList<>();
        List<CompletableFuture<FeedbackStore.Written>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(rate(call("acme", "r" + i), 1 + i % 5, null));
        }
        assertEquals(1, store.writes);
        store.go();
        assertEquals(2, store.writes);
        for (int i = 0; i < 100; i++) {
            assertEquals(OptionalInt.of(1 + i % 5), all.get(i).join().signals().rating());
        }
    }

    @Test
    void whileTheDatabaseIsAwayWhatIsSaidIsRefusedAndWhatIsNoticedIsKept() {
        feedback.note(call("acme", "noticed"), Action.RETRY);
        feedback.checked(new FeedbackStore.Version("p", "1"), true);
        store.away = true;
        CompletableFuture<FeedbackStore.Written> said = rate(call("acme", "said"), 1, null);
        assertInstanceOf(StoreAway.class, assertThrows(CompletionException.class, said::join).getCause());
        later.pass(Duration.ofSeconds(5));
        assertFalse(feedback.isDone());
        store.away = false;
        later.pass(WriteFeedback.SOON);
        assertEquals(Set.of(new KnownCall.Name("acme", "noticed")), store.rows.keySet());
        assertEquals(new FeedbackStore.Checked(1, 0), store.checked.get(new FeedbackStore.Version("p", "1")));
    }

    @Test
    void whatFindsNoRoomIsCountedAndWhatIsSaidIsRefused() {
        store.away = true;
        for (int i = 0; i < WriteFeedback.MOST + 7; i++) {
            feedback.note(call("acme", "r" + i), Action.RETRY);
        }
        assertEquals(7, meters.counter("portcullis_feedback_lost_total").count());
        assertInstanceOf(StoreAway.class, assertThrows(CompletionException.class, () -> rate(call("acme", "r"), 1, null).join()).getCause());
    }

    @Test
    void aReleaseIsToldOfEachCallOnceAndThenOnlyOfWhatChanges() {
        KnownCall judged = call("acme", "r", "p#3", OutputVerdict.NONE);
        rate(judged, 4, null).join();
        rate(judged, 4, null).join();
        rate(judged, 2, null).join();
        rate(call("acme", "nobody's"), 2, null).join();
        assertEquals(List.of("p#3 canary 0.75 1", "p#3 canary -0.5 0"), told);
    }

    /** The call's own end has told the release 1 or 0 for its output alone. */
    @Test
    void whatAnAnswersCheckHasToldAlreadyIsNotToldAgain() {
        rate(call("acme", "kept", "p#3", OutputVerdict.PASSED), 3, null).join();
        rate(call("acme", "liked", "p#3", OutputVerdict.PASSED), 5, null).join();
        rate(call("acme", "broken", "p#3", OutputVerdict.FAILED), 5, null).join();
        assertEquals(List.of("p#3 canary -0.5 0"), told);
    }

    @Test
    void callsThatShareAnIdAreWrittenOneAfterTheOther() {
        KnownCall canary = call("acme", "r", "p#3", OutputVerdict.NONE);
        KnownCall control = new KnownCall(canary.name(), canary.at(), "p", "1.0.0", "m", canary.unit(), "p#3", "control", OutputVerdict.NONE);
        for (KnownCall noticed : List.of(canary, canary, control, canary)) {
            feedback.note(noticed, Action.RETRY);
        }
        later.pass(WriteFeedback.SOON);
        assertEquals(3, store.writes);
        assertTrue(feedback.isDone());
    }

    /** A tenant that gave one id to all its calls had a transaction for each remark, and everybody else waited for them. */
    @Test
    void nobodyWaitsForTheCallsThatShareAnId() {
        KnownCall canary = call("acme", "r", "p#3", OutputVerdict.NONE);
        KnownCall control = new KnownCall(canary.name(), canary.at(), "p", "1.0.0", "m", canary.unit(), "p#3", "control", OutputVerdict.NONE);
        store.held = new ArrayList<>();
        rate(call("acme", "first"), 1, null);
        List<CompletableFuture<FeedbackStore.Written>> shared = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            shared.add(rate(i % 2 == 0 ? canary : control, 1 + i % 5, null));
        }
        CompletableFuture<FeedbackStore.Written> other = rate(call("beta", "r"), 5, null);
        hold();
        assertEquals(2, store.writes);
        hold();
        assertTrue(other.isDone(), "with the first of them");
        assertEquals(List.of(true, false), List.of(shared.get(0).isDone(), shared.get(1).isDone()));
        store.go();
        assertEquals(21, store.writes);
        shared.forEach(one -> assertTrue(one.isDone()));
        assertEquals(OptionalInt.of(5), store.rows.get(canary.name()).signals().rating(), "the last one's");
    }

    /** Ends the transaction that is under way, and not the next one. */
    private void hold() {
        List<Runnable> now = store.held;
        store.held = new ArrayList<>();
        now.forEach(Runnable::run);
    }
}
