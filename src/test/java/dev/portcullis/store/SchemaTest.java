package dev.portcullis.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it waits for comes at once; the limit keeps a fault from holding up all tests. */
@Timeout(60)
class SchemaTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Schema schema = new Schema(new Flyway(Flyway.configure()) {
        @Override
        public MigrateResult migrate() {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            return new MigrateResult("", "", "", "");
        }
    });

    @Test
    void itIsReadyOnceTheTablesAreThere() {
        schema.begin();
        assertFalse(schema.isReady());
        mayEnd.countDown();
        schema.ready().await().atMost(Duration.ofSeconds(30));
        assertTrue(schema.isReady());
    }

    @Test
    void theEndWaitsForAChangeUnderWayAfterWhichNobodyIsToldOfTables() throws Exception {
        schema.begin();
        begun.await();
        Thread end = Thread.ofPlatform().start(() -> {
            try {
                schema.stop(null);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        });
        while (end.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(end.isAlive(), "it did not wait");
            Thread.onSpinWait();
        }
        mayEnd.countDown();
        end.join();
        assertFalse(schema.isReady());
    }
}
