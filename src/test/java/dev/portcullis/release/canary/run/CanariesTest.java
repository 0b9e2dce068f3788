package dev.portcullis.release.canary.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portcullis.release.canary.run.CanaryRefused.Why;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CanariesTest {

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void whatSomebodyWantsIsDoneAgainWhereTheCanaryWasChangedInBetween() {
        assertEquals("done", Canaries.inTurn(failing(2, new CanaryStore.Overtaken())).await().indefinitely());
        assertEquals(3, tries.get());
    }

    @Test
    void itIsNotDoneAgainForEver() {
        assertThrows(CanaryStore.Overtaken.class, () -> Canaries.inTurn(failing(1_000, new CanaryStore.Overtaken())).await().indefinitely());
        assertEquals(6, tries.get());
    }

    @Test
    void whatIsRefusedIsNotAskedForAgain() {
        assertThrows(CanaryRefused.class, () -> Canaries.inTurn(failing(1, new CanaryRefused(Why.NONE_RUNS, "none"))).await().indefinitely());
        assertEquals(1, tries.get());
    }

    private Supplier<Uni<String>> failing(int times, RuntimeException failure) {
        return () -> tries.incrementAndGet() <= times ? Uni.createFrom().failure(failure) : Uni.createFrom().item("done");
    }
}
