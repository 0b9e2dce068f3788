package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QuarkusStopTest {

    private final QuarkusStop stop = new QuarkusStop();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Nobody read standard output: Quarkus waited to close the log, and PostgreSQL for Quarkus. */
    @Test
    void waitsNoLongerForWhatDoesNotStopThoughEverybodyIsTold() {
        stop.tell();
        assertFalse(stop.await(this::untilStopped, Duration.ofMillis(50)));
    }

    @Test
    void waitsHoweverLongWhileNotEverybodyIsTold() throws Exception {
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> stop.await(this::untilStopped, Duration.ZERO));
        assertThrows(TimeoutException.class, () -> answer.get(100, TimeUnit.MILLISECONDS));
        stop.tell();
        assertFalse(answer.get());
    }

    @Test
    void saysThatItStopped() {
        stop.tell();
        stopped.countDown();
        assertTrue(stop.await(this::untilStopped, Duration.ofSeconds(15)));
    }

    /** A start that fails or is cut short tells nobody. */
    @Test
    void needsNobodyToBeToldWhereItHasStopped() {
        stopped.countDown();
        assertTrue(stop.await(this::untilStopped, Duration.ofSeconds(15)));
    }

    private void untilStopped() {
        try {
            stopped.await();
        } catch (InterruptedException sooner) {
            throw new AssertionError(sooner);
        }
    }
}
