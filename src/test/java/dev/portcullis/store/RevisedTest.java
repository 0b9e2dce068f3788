package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevisedTest {

    private final List<String> read = new ArrayList<>();
    private long oldestOpen = 10;
    private boolean away;
    private final Revised revised = new Revised("it", () -> Uni.createFrom().item(oldestOpen), new Revised.Rows() {
        @Override
        public Uni<?> all() {
            return read("all");
        }

        @Override
        public Uni<?> since(long transaction) {
            return read("since " + transaction);
        }

        private Uni<?> read(String what) {
            read.add(what);
            return away ? Uni.createFrom().failure(new IllegalStateException("made for this test")) : Uni.createFrom().voidItem();
        }
    });

    @Test
    void readsAllOnceAndThenWhatTransactionsWroteThatWereOpenAtTheReadingBefore() {
        assertFalse(revised.isLoaded());
        revised.ask();
        assertTrue(revised.isLoaded());
        oldestOpen = 25;
        revised.ask();
        oldestOpen = 30;
        revised.ask();
        assertEquals(List.of("all", "since 10", "since 25"), read);
    }

    @Test
    void readsAllAgainWhereThisMayBeAnotherDatabase() {
        revised.ask();
        revised.askForAll();
        revised.ask();
        oldestOpen = 3;
        revised.ask();
        revised.ask();
        assertEquals(List.of("all", "all", "since 10", "all", "since 3"), read);
    }

    @Test
    void aReadingThatFailedIsNone() {
        revised.ask();
        oldestOpen = 25;
        away = true;
        revised.ask();
        revised.askForAll();
        away = false;
        revised.ask();
        oldestOpen = 40;
        revised.ask();
        assertEquals(List.of("all", "since 10", "all", "all", "since 25"), read);
    }
}
