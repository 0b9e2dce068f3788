package dev.portcullis.release.feedback;

import static dev.portcullis.release.feedback.FakeFeedbackStore.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portcullis.store.StoreAway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FindCallsTest {

    private final Later later = new Later();
    private final FakeFeedbackStore store = new FakeFeedbackStore();
    private final RecentCalls recent = new RecentCalls(() -> later.now);
    private final FindCalls calls = new FindCalls(recent, store, () -> later.now, later);

    private CompletableFuture<Optional<KnownCall>> find(String tenant, String id) {
        return calls.find(new KnownCall.Name(tenant, id)).subscribeAsCompletionStage();
    }

    @Test
    void aRecentCallIsFoundWithoutTheDatabase() {
        recent.add(call("acme", "r"));
        assertEquals(Optional.of(call("acme", "r")), find("acme", "r").join());
        assertEquals(List.of(), store.asked);
    }

    @Test
    void somebodyElsesCallIsLookedForLikeOneThatNobodyMade() {
        recent.add(call("acme", "r"));
        store.ledger.put(new KnownCall.Name("acme", "old"), call("acme", "old"));
        List<CompletableFuture<Optional<KnownCall>>> all = List.of(find("beta", "r"), find("beta", "old"), find("beta", "none"));
        later.pass(Duration.ofMillis(1_900));
        all.forEach(one -> assertFalse(one.isDone()));
        later.pass(Duration.ofMillis(300));
        all.forEach(one -> assertEquals(Optional.empty(), one.join()));
    }

    @Test
    void whatIsNotInTheLedgerYetIsFoundAsSoonAsItIs() {
        CompletableFuture<Optional<KnownCall>> found = find("acme", "r");
        later.pass(Duration.ofMillis(900));
        assertFalse(found.isDone());
        store.ledger.put(new KnownCall.Name("acme", "r"), call("acme", "r"));
        later.pass(FindCalls.AGAIN);
        assertEquals(Optional.of(call("acme", "r")), found.join());
        int questions = store.asked.size();
        later.pass(Duration.ofSeconds(10));
        assertEquals(questions, store.asked.size(), "nobody looks for anything any more");
    }

    @Test
    void whoeverLooksForTheSameWhileItIsAskedForKeepsNobodyWaiting() {
        // All who looked for what was asked for with it waited for ever: it was asked for once more, for nobody.
        for (boolean away : List.of(false, true)) {
            store.ledger.putAll(Map.of(new KnownCall.Name("acme", "r"), call("acme", "r"), new KnownCall.Name("acme", "s"), call("acme", "s")));
            store.held = new ArrayList<>();
            store.away = away;
            List<CompletableFuture<Optional<KnownCall>>> same = List.of(find("acme", "r"), find("acme", "r"));
            CompletableFuture<Optional<KnownCall>> other = find("beta", "s");
            CompletableFuture<Optional<KnownCall>> another = find("acme", "s");
            List<Runnable> first = List.copyOf(store.held);
            store.held = new ArrayList<>();
            first.forEach(Runnable::run);
            same.forEach(one -> assertTrue(one.isDone()));
            store.away = false;
            store.go();
            assertEquals(Optional.of(call("acme", "s")), another.getNow(null));
            later.pass(FindCalls.PATIENCE.plus(FindCalls.AGAIN));
            assertEquals(Optional.empty(), other.getNow(null));
            assertEquals(1, store.asked.stream().filter(names -> names.contains(new KnownCall.Name("acme", "r"))).count());
            store.asked.clear();
        }
    }

    @Test
    void whatIsLookedForWhileAQuestionIsUnderWayIsAskedTogetherAfterIt() {
        store.held = new ArrayList<>();
        find("acme", "first");
        for (int i = 0; i < 50; i++) {
            find("acme", "other-" + i % 25);
        }
        assertEquals(1, store.asked.size());
        store.go();
        assertEquals(2, store.asked.size());
        assertEquals(25, Set.copyOf(store.asked.get(1)).size());
    }

    @Test
    void manyWhoAskForWhatNobodyKnowsCostNoMoreQuestionsThanOne() {
        for (int i = 0; i < FindCalls.MOST / 2; i++) {
            find("acme", "none-" + i);
        }
        int first = store.asked.size();
        later.pass(Duration.ofSeconds(5));
        assertEquals(10, store.asked.size() - first, "one every 200 ms for two seconds");
        assertEquals(Optional.empty(), eventually(find("acme", "one more")));
    }

    @Test
    void tooManyAtOnceAreTurnedAway() {
        for (int i = 0; i < FindCalls.MOST + FindCalls.RESERVE; i++) {
            assertFalse(find("tenant-" + i, "none").isDone());
        }
        assertInstanceOf(StoreAway.class, assertThrows(CompletionException.class, () -> find("acme", "one more").join()).getCause());
    }

    /** One tenant had all places, and nobody else could give feedback. */
    @Test
    void aTenantThatAsksForAllGetsHalfAndTheNextOneHalfOfWhatIsLeft() {
        assertEquals(List.of(500, 250, 125), List.of(places("greedy"), places("as greedy"), places("late")));
        assertFalse(find("modest", "none").isDone());
        eventually(find("modest", "none as well"));
        assertEquals(500, places("as greedy"), "places are given back");
        store.away = true;
        later.pass(Duration.ofSeconds(3));
        store.away = false;
        assertEquals(500, places("greedy"), "also where the database is away");
    }

    /** The eleventh found none. */
    @Test
    void whoLooksForNoneFindsAPlaceWhenManyHaveTakenAllTheyGet() {
        int taken = 0;
        for (int tenant = 0; tenant < 10; tenant++) {
            taken += places("greedy-" + tenant);
        }
        assertTrue(taken >= FindCalls.MOST - 1, "places: " + taken);
        for (int tenant = 0; tenant < 5; tenant++) {
            assertEquals(1, places("modest-" + tenant));
        }
    }

    /** How many ids a tenant may look for before it is turned away. */
    private int places(String tenant) {
        for (int places = 0;; places++) {
            if (find(tenant, "none-" + places).isCompletedExceptionally()) {
                return places;
            }
        }
    }

    @Test
    void aDatabaseThatIsAwayIsSaidAtOnceAndAskedAgainByTheNextOne() {
        store.away = true;
        CompletableFuture<Optional<KnownCall>> lost = find("acme", "r");
        assertInstanceOf(StoreAway.class, assertThrows(CompletionException.class, lost::join).getCause());
        store.away = false;
        store.ledger.put(new KnownCall.Name("acme", "r"), call("acme", "r"));
        assertEquals(Optional.of(call("acme", "r")), find("acme", "r").join());
    }

    private Optional<KnownCall> eventually(CompletableFuture<Optional<KnownCall>> found) {
        later.pass(Duration.ofSeconds(3));
        return found.join();
    }
}
